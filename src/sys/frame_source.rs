//! What delivers the frames of a track: `MediaStreamTrackProcessor` and `requestVideoFrameCallback`. web-sys has the first
//! behind `web_sys_unstable_apis`, and lacks the second.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::global::has_global;
use super::media_stream_track::MediaStreamTrack;
use super::object::{Object, has_property};

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

    #[wasm_bindgen(js_name = HTMLVideoElement)]
    type HtmlVideoElement;

    #[wasm_bindgen(catch, static_method_of = HtmlVideoElement, getter, js_class = "HTMLVideoElement")]
    fn prototype() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> Result<FrameVideo, JsValue>;

    /// A `<video>` element.
    pub(crate) type FrameVideo;

    #[wasm_bindgen(catch, method, js_name = requestVideoFrameCallback)]
    pub(crate) fn request_video_frame_callback(
        this: &FrameVideo,
        callback: &Function,
    ) -> Result<u32, JsValue>;

    #[wasm_bindgen(catch, method, js_name = cancelVideoFrameCallback)]
    pub(crate) fn cancel_video_frame_callback(this: &FrameVideo, handle: u32) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn play(this: &FrameVideo) -> Result<JsValue, JsValue>;
}

/// Returns a reader of the frames of a track.
pub(crate) fn frame_reader(track: &MediaStreamTrack) -> Result<FrameReader, JsValue> {
    let init = Object::new();
    init.set("track", track.unchecked_ref());
    MediaStreamTrackProcessor::new(&init)?.readable()?.get_reader()
}

/// Returns a muted `<video>` element.
pub(crate) fn frame_video() -> Result<FrameVideo, JsValue> {
    let video = create_element("video")?;
    let object: &Object = video.unchecked_ref();
    // Browsers play without a user gesture what has no sound. iOS opens a full screen without the second.
    object.set_bool("muted", true);
    object.set_bool("playsInline", true);
    Ok(video)
}

/// Returns whether video elements report their frames.
pub(crate) fn has_video_frame_callback() -> bool {
    has_global("HTMLVideoElement")
        && HtmlVideoElement::prototype()
            .is_ok_and(|prototype| has_property(&prototype, "requestVideoFrameCallback"))
}
