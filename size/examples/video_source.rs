//! Makes a track from pixels.

use local_media_stream::video_source::VideoSource;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Source(VideoSource);

#[wasm_bindgen]
impl Source {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Source, JsValue> {
        Ok(Source(VideoSource::new(1280, 720, 30.0)?))
    }

    pub fn track(&self) -> JsValue {
        self.0.track().as_web_sys().into()
    }

    pub fn push(&self, pixels: &[u8]) -> Result<bool, JsValue> {
        Ok(self.0.push(pixels)?)
    }
}
