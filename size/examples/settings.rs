//! Reads settings and capabilities of tracks.

use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop() -> Result<f64, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    let mut sum = 0.0;
    for track in stream.tracks() {
        let (settings, capabilities) = (track.settings(), track.capabilities());
        sum += settings.frame_rate.unwrap_or_default();
        if let (Some(width), Some(range)) = (settings.width, capabilities.width) {
            sum += f64::from(width.min(range.max.unwrap_or_default()));
        }
    }
    stream.stop();
    Ok(sum)
}
