//! `VideoTrackGenerator`, and `MediaStreamTrackGenerator`, Chromium's earlier form of it. web-sys lacks the first and has the
//! second behind `web_sys_unstable_apis`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::global::has_global;
use super::object::Object;

#[wasm_bindgen]
extern "C" {
    type VideoTrackGenerator;

    #[wasm_bindgen(catch, constructor)]
    fn new() -> Result<VideoTrackGenerator, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    fn track(this: &VideoTrackGenerator) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    fn writable(this: &VideoTrackGenerator) -> Result<WritableStream, JsValue>;

    /// A track with a stream of its frames.
    type MediaStreamTrackGenerator;

    #[wasm_bindgen(catch, constructor)]
    fn new(init: &Object) -> Result<MediaStreamTrackGenerator, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    fn writable(this: &MediaStreamTrackGenerator) -> Result<WritableStream, JsValue>;

    type WritableStream;

    #[wasm_bindgen(catch, method, js_name = getWriter)]
    fn get_writer(this: &WritableStream) -> Result<FrameWriter, JsValue>;

    /// A `WritableStreamDefaultWriter` of frames.
    pub(crate) type FrameWriter;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn write(this: &FrameWriter, frame: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn close(this: &FrameWriter) -> Result<JsValue, JsValue>;
}

/// Creates a track and the writer of its frames. `None` if the browser has no generator here.
pub(crate) fn generate_track() -> Result<Option<(JsValue, FrameWriter)>, JsValue> {
    if has_global("VideoTrackGenerator") {
        let generator = VideoTrackGenerator::new()?;
        let writer = generator.writable()?.get_writer()?;
        return Ok(Some((generator.track()?, writer)));
    }
    if has_global("MediaStreamTrackGenerator") {
        let init = Object::new();
        init.set_string("kind", "video");
        let generator = MediaStreamTrackGenerator::new(&init)?;
        let writer = generator.writable()?.get_writer()?;
        return Ok(Some((generator.unchecked_into(), writer)));
    }
    Ok(None)
}
