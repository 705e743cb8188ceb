//! `RTCRtpSender`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type RtcRtpSender;

    #[wasm_bindgen(catch, method, js_name = replaceTrack)]
    pub(crate) fn replace_track(
        this: &RtcRtpSender,
        track: &web_sys::MediaStreamTrack,
    ) -> Result<JsValue, JsValue>;
}
