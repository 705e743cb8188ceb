//! Records a capture session, whose camera is switched meanwhile.

use local_media_stream::recorder::{Recorder, RecorderOptions};
use local_media_stream::{Capture, MediaStreamConstraints, RecoveryPolicy};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn record(until: js_sys::Promise) -> Result<JsValue, JsValue> {
    let capture = Capture::new();
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    capture
        .start(&MediaStreamConstraints::new().audio(true).video(true))
        .await?;
    let recorder = Recorder::with_capture(&capture, RecorderOptions::new());
    recorder.start()?;
    capture.flip_camera().await?;
    wasm_bindgen_futures::JsFuture::from(until).await?;
    let recording = recorder.stop().await?;
    capture.stop();
    Ok(recording.blob.map_or(JsValue::NULL, JsValue::from))
}
