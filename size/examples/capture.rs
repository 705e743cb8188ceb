//! A session.

use local_media_stream::{Capture, MediaStreamConstraints, Recovery};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop() -> Result<(), JsValue> {
    let capture = Capture::new();
    capture.set_recovery(Recovery::new().fallback().reclaim());
    capture
        .start(MediaStreamConstraints::new().audio(true).video(true))
        .await?;
    capture.flip_camera().await?;
    capture.stop();
    Ok(())
}
