//! Records a camera and a microphone, and stops them.

use local_media_stream::recorder::{Recorder, RecorderOptions};
use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn record(until: js_sys::Promise) -> Result<JsValue, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    let recorder = Recorder::new(&stream, RecorderOptions::new());
    recorder.start()?;
    wasm_bindgen_futures::JsFuture::from(until).await?;
    let recording = recorder.stop().await?;
    stream.stop();
    Ok(recording.blob.map_or(JsValue::NULL, JsValue::from))
}
