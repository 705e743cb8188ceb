//! Iframes.

use js_sys::Promise;
use local_media_stream::MediaDevices;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = iframe)]
    fn iframe_js(allow: Option<&str>) -> Promise;

    #[wasm_bindgen(js_name = iframeWithDevices)]
    fn iframe_with_devices() -> Promise;

    #[wasm_bindgen(js_name = frameDevices)]
    fn frame_devices(frame: &JsValue) -> web_sys::MediaDevices;

    #[wasm_bindgen(js_name = frameException)]
    fn frame_exception(frame: &JsValue, message: &str, name: &str) -> JsValue;

    #[wasm_bindgen(js_name = navigateFrame)]
    fn navigate_frame(frame: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = closeFrame)]
    fn close_frame(frame: &JsValue);
}

/// An iframe of this origin, removed on drop.
pub struct Frame(JsValue);

impl Frame {
    pub async fn open(allow: Option<&str>) -> Self {
        Frame(JsFuture::from(iframe_js(allow)).await.expect("a frame"))
    }

    /// Opens an iframe for a test that opens the engine's devices in it.
    pub async fn with_devices() -> Self {
        Frame(JsFuture::from(iframe_with_devices()).await.expect("a frame"))
    }

    pub fn devices(&self) -> MediaDevices {
        frame_devices(&self.0).into()
    }

    pub fn window(&self) -> &JsValue {
        &self.0
    }

    /// Navigates to another document.
    pub async fn navigate(&self) {
        JsFuture::from(navigate_frame(&self.0))
            .await
            .expect("the document loads");
    }

    pub fn dom_exception(&self, message: &str, name: &str) -> JsValue {
        frame_exception(&self.0, message, name)
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        close_frame(&self.0);
    }
}
