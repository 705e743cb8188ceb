//! Uses a capture session.

use local_media_stream::{Capture, MediaStreamConstraints, RecoveryPolicy};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop() -> Result<(), JsValue> {
    let capture = Capture::new();
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    capture
        .start(&MediaStreamConstraints::new().audio(true).video(true))
        .await?;
    capture.flip_camera().await?;
    capture.stop();
    Ok(())
}
