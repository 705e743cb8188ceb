//! Also captures a screen.

use local_media_stream::{
    DisplayMediaStreamOptions, MediaStreamConstraints, get_display_media, get_user_media,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop() -> Result<(), JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    stream.stop();
    let display = get_display_media(&DisplayMediaStreamOptions::new().audio(true)).await?;
    display.stop();
    Ok(())
}
