//! Requests a camera with constraints.

use local_media_stream::{
    Constrain, FacingMode, MediaStreamConstraints, MediaTrackConstraints, get_user_media,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(device_id: String) -> Result<(), JsValue> {
    let video = MediaTrackConstraints::new()
        .device_id(device_id)
        .facing_mode(FacingMode::User)
        .width(Constrain::ideal(1280).and_min(640))
        .height(720)
        .frame_rate(24..=60);
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(video)).await?;
    stream.stop();
    Ok(())
}
