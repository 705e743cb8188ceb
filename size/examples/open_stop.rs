//! Opens a camera and a microphone and stops them.

use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop() -> Result<(), JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    stream.stop();
    Ok(())
}
