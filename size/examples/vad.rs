//! Waits for speech.

use local_media_stream::audio::VoiceOptions;
use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = untilSpeech)]
pub async fn until_speech() -> Result<bool, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    let mut is_speech = false;
    if let Some(track) = stream.audio_tracks().pop() {
        let mut voice = track.voice_activity(&VoiceOptions::new())?;
        is_speech = voice.next().await.transpose()?.is_some();
    }
    stream.stop();
    Ok(is_speech)
}
