//! Tracks whose samples come from Rust, sound of another rate, and speech.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::*;

#[wasm_bindgen(inline_js = r#"
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
// Returns a track with a sine of the browser, of the amplitude 0.5.
export const oscillator = (context, frequency) => {
  const node = new OscillatorNode(context, { frequency });
  const destination = new MediaStreamAudioDestinationNode(context);
  node.connect(new GainNode(context, { gain: 0.5 })).connect(destination);
  node.start();
  return destination.stream.getAudioTracks()[0];
};
"#)]
extern "C" {
    #[wasm_bindgen(js_name = requireRate)]
    fn require_rate(rate: u32) -> js_sys::Function;
    fn oscillator(context: &web_sys::AudioContext, frequency: f64) -> web_sys::MediaStreamTrack;
}

/// Speech of LibriVox, at 16 kHz, with 16 bits after a header of 44 bytes.
const SPEECH: &[u8] = include_bytes!("../data/speech.wav");

const FREQUENCY: f64 = 1_000.0;

/// How often a sine or speech is played, which a busy engine interrupts sometimes.
const ATTEMPTS: usize = 10;

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

/// The options of [`is_sine`]. The queue is longer than busy machines stop a page.
fn sine_options() -> SampleOptions {
    SampleOptions::new().block(500).queue(300)
}

/// Returns whether 0.3 seconds of the sine arrive without a gap in the next 2 seconds.
async fn is_sine(mut samples: SampleStream) -> bool {
    let rate = samples.rate() as usize;
    let (skipped, needed) = (rate / 20, rate * 3 / 10);
    let mut received = Vec::new();
    let mut frames = 0;
    while received.len() < skipped + needed && frames < 2 * rate {
        let block = samples.next().await.expect("a live track").expect("samples");
        assert_eq!(block.position() % 500, 0);
        frames += block.frames();
        let is_started = !received.is_empty();
        let start = block
            .samples()
            .iter()
            .position(|sample| is_started || sample.abs() > 0.1);
        received.extend_from_slice(&block.samples()[start.unwrap_or(block.frames())..]);
    }
    let sine = received.get(skipped..).unwrap_or_default();
    // Each sample of a sine follows from the two before it.
    let factor = 2.0 * (FREQUENCY * std::f64::consts::TAU / rate as f64).cos();
    let continues = |window: &[f32]| {
        let [before, now, after] = [0, 1, 2].map(|index| f64::from(window[index]));
        (after - factor * now + before).abs() < 0.001
    };
    sine.len() >= needed && sine.iter().any(|sample| *sample > 0.45) && sine.windows(3).all(continues)
}

/// Fails, or records a skipped test if a sine of the browser has gaps too, or in WebKit: on busy machines, it inserts
/// silence into tracks of worklets more often than into those of oscillators. That the samples of the browser are exact
/// otherwise is tested in `samples.rs`.
async fn fail_or_skip(test: &str, context: &AudioContext, message: &str) {
    let is_webkit = js_sys::Reflect::get(&navigator_of_page(), &"vendor".into()).is_ok_and(|vendor| {
        vendor
            .as_string()
            .is_some_and(|vendor| vendor.starts_with("Apple"))
    });
    if is_webkit {
        return skip(test, "WebKit inserts silence into tracks on busy machines").await;
    }
    for _ in 0..3 {
        let track = LocalMediaStreamTrack::adopt(oscillator(context.as_web_sys(), FREQUENCY));
        if !is_sine(track.samples(&sine_options()).expect("a stream")).await {
            return skip(test, "this engine inserts silence into tracks").await;
        }
    }
    panic!("{message}");
}

#[wasm_bindgen_test]
async fn a_sine_arrives_without_a_gap() {
    let test = "a_sine_arrives_without_a_gap";
    let Some(running) = running(test).await else {
        return;
    };
    let exact = attempt(ATTEMPTS, async || {
        let source = sine();
        // A busy machine may play the first blocks before the next ones arrive.
        let is_exact = is_sine(source.track().samples(&sine_options()).expect("a stream")).await
            && source.missing() == 0;
        is_exact.then_some(()).ok_or("each sine has a gap")
    });
    if let Err(message) = exact.await {
        fail_or_skip(test, &running.context, message).await;
    }
    drop(running);
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_sine_arrives_at_another_rate() {
    let test = "a_sine_arrives_at_another_rate";
    let Some(running) = running(test).await else {
        return;
    };
    let exact = attempt(ATTEMPTS, async || {
        let source = sine();
        let restore = require_rate(source.rate());
        let samples = source.track().samples(&sine_options().rate(16_000));
        restore.call0(&JsValue::NULL).expect("restored");
        let samples = samples.expect("a stream");
        assert_eq!(samples.rate(), 16_000);
        assert_eq!(f64::from(source.rate()), samples.context().sample_rate());
        is_sine(samples).await.then_some(()).ok_or("each sine has a gap")
    });
    if let Err(message) = exact.await {
        fail_or_skip(test, &running.context, message).await;
    }
    drop(running);
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn frames_without_samples_are_counted() {
    let Some(running) = running("frames_without_samples_are_counted").await else {
        return;
    };
    let source = AudioSource::new(&AudioSourceOptions::new()).unwrap();
    for _ in 0..2 {
        assert_eq!(source.missing(), 0);
        assert_eq!(source.push(&[0.5; 500]), Ok(500));
        until(|| source.queued() == 0).await;
        let time = || running.as_web_sys().current_time();
        let played = time();
        until(|| time() > played + 0.1).await;
    }
    let missing = source.missing();
    assert!(missing >= 128, "{missing}");
}

#[wasm_bindgen_test]
async fn a_full_buffer_accepts_no_more_samples() {
    let Some(running) = running("a_full_buffer_accepts_no_more_samples").await else {
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
    drop((source, running));
    leak_check::assert_no_leaks();
}

/// Returns the kind of the error with which a `write` ends that waits for room, because the context does not run.
async fn pending_write(source: AudioSource, end: impl AsyncFnOnce(&AudioSource)) -> MediaErrorKind {
    let source = Rc::new(source);
    let samples = vec![0.25; 2 * source.rate() as usize];
    let result = Rc::new(RefCell::new(None));
    spawn_local({
        let (source, result) = (source.clone(), result.clone());
        async move { *result.borrow_mut() = Some(source.write(&samples).await) }
    });
    settle().await;
    assert_eq!(*result.borrow(), None, "no room");
    end(&source).await;
    until(|| result.borrow().is_some()).await;
    let result = result.take().expect("it has ended");
    result.expect_err("nothing is played").kind()
}

/// The browser does not resume the context, as before a click.
#[wasm_bindgen_test]
async fn a_pending_write_ends_with_the_track_or_the_context() {
    let context = AudioContext::shared().expect("a page");
    let js = context.as_web_sys();
    let _replaced = replace(js, "resume", &returning(&pending()));
    // In WebKit, the promise of a context that does not run yet stays pending.
    drop(js.suspend().expect("a context"));
    let source = || AudioSource::new(&AudioSourceOptions::new()).expect("a source");
    let by_source = pending_write(source(), async |source| source.track().stop()).await;
    let by_page = pending_write(source(), async |source| source.track().as_web_sys().stop()).await;
    let by_context = pending_write(source(), async |_| {
        JsFuture::from(js.close().expect("a context"))
            .await
            .expect("closed");
    });
    assert_eq!(
        [by_source, by_page, by_context.await],
        [MediaErrorKind::InvalidState; 3]
    );
    drop(context);
    leak_check::assert_no_leaks();
}

/// Plays 2.48 to 2.5 seconds of speech, at 16 kHz. Returns an error if another duration is detected.
async fn play_speech(samples: &[f32]) -> Result<(), String> {
    let options = AudioSourceOptions::new()
        .rate(16_000)
        .buffer(Duration::from_secs(10));
    let source = AudioSource::new(&options).unwrap();
    let voice = source.track().voice_activity(&VoiceOptions::new());
    let mut voice = voice.expect("a stream");
    assert_eq!(source.push(samples), Ok(samples.len()));
    let mut next = async || voice.next().await.expect("a live track").expect("speech");
    let (start, end) = (next().await, next().await);
    let (VoiceEvent::SpeechStart { at: start }, VoiceEvent::SpeechEnd { at: end }) = (start, end) else {
        panic!("{start:?} {end:?}");
    };
    let duration = (end - start).as_secs_f64();
    if !(2.4..2.6).contains(&duration) {
        return Err(format!("{duration} seconds of speech"));
    }
    assert!(!voice.is_speech());
    Ok(())
}

#[wasm_bindgen_test]
async fn speech_starts_and_ends() {
    let test = "speech_starts_and_ends";
    let Some(running) = running(test).await else {
        return;
    };
    let samples = SPEECH[44..].chunks_exact(2);
    let mut samples: Vec<f32> = samples
        .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
        .collect();
    samples.extend(vec![0.0; 32_000]);
    if let Err(message) = attempt(ATTEMPTS, async || play_speech(&samples).await).await {
        fail_or_skip(test, &running.context, &message).await;
    }
    let invalid = VoiceOptions::new().thresholds(2.0, 0.0);
    assert!(running.microphone.voice_activity(&invalid).is_err());
    drop(running);
    leak_check::assert_no_leaks();
}
