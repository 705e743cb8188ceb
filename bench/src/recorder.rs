//! A recording with this crate.

use local_media_stream::MediaStream;
use local_media_stream::recorder::{Recorder, RecorderOptions};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct CrateRecorder(Recorder);

#[wasm_bindgen]
impl CrateRecorder {
    #[wasm_bindgen(constructor)]
    pub fn new(stream: web_sys::MediaStream) -> Result<CrateRecorder, JsValue> {
        let recorder = Recorder::new(&MediaStream::from(stream), RecorderOptions::new());
        recorder.start()?;
        Ok(CrateRecorder(recorder))
    }

    pub async fn stop(self) -> Result<JsValue, JsValue> {
        let recording = self.0.stop().await?;
        Ok(recording.blob.map_or(JsValue::NULL, JsValue::from))
    }
}
