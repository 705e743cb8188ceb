//! Copies frames of a camera into Rust.

use local_media_stream::frames::{CopyOptions, FrameOptions};
use local_media_stream::{MediaStreamConstraints, MediaStreamTrackKind, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn frames() -> Result<u32, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
    let tracks = stream.tracks();
    let track = tracks
        .into_iter()
        .find(|track| track.kind() == MediaStreamTrackKind::Video);
    let (mut buffer, mut sum) = (Vec::new(), 0);
    if let Some(track) = track {
        let mut frames = track.frames(&FrameOptions::new())?;
        while let Some(frame) = frames.next().await {
            buffer = frame?.copy_to(buffer, &CopyOptions::rgba()).await?.data;
            sum += buffer.first().copied().map_or(0, u32::from);
        }
    }
    Ok(sum)
}
