//! Takes a photo with a camera.

use local_media_stream::photo::PhotoSettings;
use local_media_stream::{MediaStreamConstraints, MediaStreamTrackKind, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn photo() -> Result<JsValue, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
    let track = stream
        .tracks()
        .into_iter()
        .find(|track| track.kind() == MediaStreamTrackKind::Video);
    let mut blob = JsValue::NULL;
    if let Some(track) = track {
        blob = track
            .take_photo(&PhotoSettings::new().image_width(1280))
            .await?
            .blob
            .into();
    }
    stream.stop();
    Ok(blob)
}
