//! Tracks whose samples come from Rust, sound of another rate, and speech.
#![cfg(all(target_family = "wasm", feature = "vad", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use common::*;
use local_media_stream::audio::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Whether a context runs: it never does without an audio output in Firefox.
export const runs = (context) => Promise.race([
  context.resume().then(() => true),
  new Promise((resolve) => setTimeout(resolve, 3000, false)),
]);
// Makes contexts reject tracks of another rate, as Firefox before 153 does. Returns a function that ends this.
export const requireRate = (rate) => {
  const { prototype } = AudioContext;
  const original = prototype.createMediaStreamSource;
  prototype.createMediaStreamSource = function (stream) {
    if (this.sampleRate !== rate) throw new DOMException("Another rate", "NotSupportedError");
    return original.call(this, stream);
  };
  return () => { prototype.createMediaStreamSource = original; };
};
"#)]
extern "C" {
    fn runs(context: &web_sys::AudioContext) -> js_sys::Promise;
    #[wasm_bindgen(js_name = requireRate)]
    fn require_rate(rate: u32) -> js_sys::Function;
}

/// Opens the microphone, because WebKit runs contexts while a page captures. Returns it if contexts run, and records a
/// skipped test otherwise.
async fn running(test: &str) -> Option<LocalMediaStream> {
    let microphone = get_user_media(&MediaStreamConstraints::new().audio(true)).await;
    let microphone = microphone.expect("the fake microphone");
    let context = AudioContext::shared().expect("a page");
    let runs = JsFuture::from(runs(context.as_web_sys())).await;
    if runs.is_ok_and(|runs| runs.is_truthy()) {
        return Some(microphone);
    }
    skip(test, "this engine runs no AudioContext without an audio output").await;
    None
}

/// Speech of LibriVox, at 16 kHz, with 16 bits after a header of 44 bytes.
const SPEECH: &[u8] = include_bytes!("data/speech.wav");

const FREQUENCY: f64 = 1_000.0;

/// Returns a source in whose buffer a second of a sine waits.
fn sine() -> AudioSource {
    let options = AudioSourceOptions::new().buffer(Duration::from_secs(2));
    let source = AudioSource::new(&options).expect("a source");
    let phase = |index: u32| f64::from(index) * FREQUENCY / f64::from(source.rate());
    let samples: Vec<f32> = (0..source.rate())
        .map(|index| (phase(index) * std::f64::consts::TAU).sin() as f32 * 0.5)
        .collect();
    // The browser processes 128 frames at a time.
    for block in samples.chunks(333) {
        assert_eq!(source.push(block), Ok(block.len()));
    }
    source
}

/// Returns 0.3 seconds of the sine.
async fn receive(mut samples: SampleStream) -> (Vec<f32>, u32) {
    let (skipped, needed) = (samples.rate() as usize / 20, samples.rate() as usize * 3 / 10);
    let mut received = Vec::new();
    while received.len() < skipped + needed {
        let block = samples.next().await.expect("a live track").expect("samples");
        assert_eq!(block.position() % 500, 0);
        let is_started = !received.is_empty();
        let start = block
            .samples()
            .iter()
            .position(|sample| is_started || sample.abs() > 0.1);
        received.extend_from_slice(&block.samples()[start.unwrap_or(block.frames())..]);
    }
    assert_eq!(samples.lost(), 0);
    (received.split_off(skipped), samples.rate())
}

/// Returns how many samples do not continue the sine of the two samples before.
fn gaps((samples, rate): (Vec<f32>, u32), tolerance: f64) -> usize {
    let factor = 2.0 * (FREQUENCY * std::f64::consts::TAU / f64::from(rate)).cos();
    let difference = |window: &[f32]| {
        let [before, now, after] = [0, 1, 2].map(|index| f64::from(window[index]));
        (after - factor * now + before).abs()
    };
    assert!(samples.iter().any(|sample| *sample > 0.45), "no sine");
    samples
        .windows(3)
        .filter(|window| difference(window) > tolerance)
        .count()
}

#[wasm_bindgen_test]
async fn a_sine_arrives_without_a_gap() {
    let Some(microphone) = running("a_sine_arrives_without_a_gap").await else {
        return;
    };
    let source = sine();
    let samples = source.track().samples(&SampleOptions::new().block(500));
    let gaps = gaps(receive(samples.expect("a stream")).await, 0.001);
    // WebKit inserts silence into tracks on busy machines. The samples have 43 borders of blocks.
    assert!(gaps < 20, "{gaps}");
    assert_eq!(source.missing(), 0);
    drop((source, microphone));
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_sine_arrives_at_another_rate() {
    let Some(_microphone) = running("a_sine_arrives_at_another_rate").await else {
        return;
    };
    let source = sine();
    let options = SampleOptions::new().rate(16_000).block(500);
    let restore = require_rate(source.rate());
    let samples = source.track().samples(&options);
    restore.call0(&JsValue::NULL).expect("restored");
    let samples = samples.expect("a stream");
    assert_eq!(f64::from(source.rate()), samples.context().sample_rate());

    let gaps = gaps(receive(samples).await, 0.001);
    // Of 4,800 samples. The filter lengthens each silence that WebKit inserts into a track on busy machines.
    assert!(gaps < 2_400, "{gaps}");
}

#[wasm_bindgen_test]
async fn a_full_buffer_accepts_no_more_samples() {
    let Some(_microphone) = running("a_full_buffer_accepts_no_more_samples").await else {
        return;
    };
    let options = AudioSourceOptions::new()
        .channels(2)
        .buffer(Duration::from_millis(50));
    let source = AudioSource::new(&options).unwrap();
    let capacity = source.rate() as usize / 20;
    let second = vec![0.25; 2 * source.rate() as usize];
    assert_eq!(
        source.push(&[0.5]).map_err(|error| error.kind()),
        Err(MediaErrorKind::Type)
    );
    assert_eq!(source.push(&[]), Ok(0));
    assert_eq!(source.push(&second), Ok(capacity));
    assert_eq!(source.push(&second), Ok(0));
    assert_eq!(source.queued(), capacity);
    // Waits for the first ones to be played.
    source.write(&second[..4_000]).await.unwrap();
    assert!(source.queued() <= capacity);
    source.track().stop();
    let error = source.write(&second).await.expect_err("an ended track");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
}

#[wasm_bindgen_test]
async fn speech_starts_and_ends() {
    let Some(microphone) = running("speech_starts_and_ends").await else {
        return;
    };
    let options = AudioSourceOptions::new()
        .rate(16_000)
        .buffer(Duration::from_secs(10));
    let source = AudioSource::new(&options).unwrap();
    let mut voice = source
        .track()
        .voice_activity(&VoiceOptions::new())
        .expect("a stream");
    let samples = SPEECH[44..].chunks_exact(2);
    let mut samples: Vec<f32> = samples
        .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
        .collect();
    samples.extend(vec![0.0; 32_000]);
    assert_eq!(source.push(&samples), Ok(samples.len()));

    let mut next = async || voice.next().await.expect("a live track").expect("speech");
    let (start, end) = (next().await, next().await);
    let (VoiceEvent::SpeechStart { at: start }, VoiceEvent::SpeechEnd { at: end }) = (start, end) else {
        panic!("{start:?} {end:?}");
    };
    let duration = (end - start).as_secs_f64();
    assert!((2.0..4.0).contains(&duration), "{duration}");
    assert!(!voice.is_speech());
    assert!(
        source
            .track()
            .voice_activity(&VoiceOptions::new().thresholds(2.0, 0.0))
            .is_err()
    );
    drop((voice, source, microphone));
    leak_check::assert_no_leaks();
}
