//! Listens to events of tracks and of the stream.

use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(callback: js_sys::Function) -> Result<(), JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    let report = move |event: &'static str| {
        let callback = callback.clone();
        move || drop(callback.call1(&JsValue::UNDEFINED, &event.into()))
    };
    for track in stream.tracks() {
        track.on_ended(report("ended")).forget();
        track.on_mute(report("mute")).forget();
    }
    let mut inactive = stream.inactive_events();
    stream.stop();
    inactive.next().await;
    report("inactive")();
    Ok(())
}
