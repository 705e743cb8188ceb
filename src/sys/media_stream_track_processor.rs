//! `MediaStreamTrackProcessor`. web-sys has it behind `web_sys_unstable_apis`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::media_stream_track::MediaStreamTrack;
use super::object::Object;

#[wasm_bindgen]
extern "C" {
    type MediaStreamTrackProcessor;

    #[wasm_bindgen(catch, constructor)]
    fn new(init: &Object) -> Result<MediaStreamTrackProcessor, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    fn readable(this: &MediaStreamTrackProcessor) -> Result<ReadableStream, JsValue>;

    type ReadableStream;

    #[wasm_bindgen(catch, method, js_name = getReader)]
    fn get_reader(this: &ReadableStream) -> Result<FrameReader, JsValue>;

    /// A `ReadableStreamDefaultReader` of frames.
    #[derive(Clone)]
    pub(crate) type FrameReader;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn read(this: &FrameReader) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn cancel(this: &FrameReader) -> Result<JsValue, JsValue>;
}

/// Returns a reader of the frames of a track.
pub(crate) fn frame_reader(track: &MediaStreamTrack) -> Result<FrameReader, JsValue> {
    let init = Object::new();
    init.set("track", track.unchecked_ref());
    MediaStreamTrackProcessor::new(&init)?.readable()?.get_reader()
}
