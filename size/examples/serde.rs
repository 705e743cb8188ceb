//! Parses constraints with serde_json, which is included in the size.

use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(constraints: String) -> Result<(), JsValue> {
    let constraints: MediaStreamConstraints =
        serde_json::from_str(&constraints).map_err(|error| error.to_string())?;
    let stream = get_user_media(&constraints).await?;
    stream.stop();
    Ok(())
}
