//! Peer connections within the page.

use js_sys::Promise;
use local_media_stream::{MediaStream, MediaStreamTrack};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = loopback)]
    fn loopback_js(stream: &web_sys::MediaStream) -> Promise;

    type Loopback;

    #[wasm_bindgen(method, js_name = add)]
    fn add_js(this: &Loopback, track: &web_sys::MediaStreamTrack) -> Promise;

    #[wasm_bindgen(method, js_name = remove)]
    fn remove_js(this: &Loopback, track: &web_sys::MediaStreamTrack) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &Loopback);
}

/// Two peer connections of this page that transmit a stream.
pub struct PeerConnections(Loopback);

impl PeerConnections {
    pub async fn open(stream: &MediaStream) -> Self {
        let loopback = JsFuture::from(loopback_js(stream.as_web_sys())).await;
        PeerConnections(loopback.expect("two peer connections").unchecked_into())
    }

    /// Adds a track to the sender. Returns the received stream.
    pub async fn add(&self, track: &MediaStreamTrack) -> MediaStream {
        let stream = JsFuture::from(self.0.add_js(track.as_web_sys())).await;
        stream
            .expect("the stream is received")
            .unchecked_into::<web_sys::MediaStream>()
            .into()
    }

    /// Removes a track from the sender.
    pub async fn remove(&self, track: &MediaStreamTrack) {
        JsFuture::from(self.0.remove_js(track.as_web_sys()))
            .await
            .expect("the track is removed");
    }
}

impl Drop for PeerConnections {
    fn drop(&mut self) {
        self.0.close();
    }
}
