//! Reads the samples of a microphone.

use local_media_stream::audio::SampleOptions;
use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn peak(blocks: u32) -> Result<f32, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    let mut peak = 0.0;
    if let Some(track) = stream.audio_tracks().pop() {
        let mut samples = track.samples(&SampleOptions::new().rate(16_000))?;
        for _ in 0..blocks {
            let Some(block) = samples.next().await else { break };
            peak = block?
                .samples()
                .iter()
                .fold(peak, |peak: f32, sample| peak.max(sample.abs()));
        }
    }
    stream.stop();
    Ok(peak)
}
