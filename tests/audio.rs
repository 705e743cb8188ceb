//! Sound: the context, the samples and the level of tracks.
#![cfg(all(target_family = "wasm", feature = "audio", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::f32::consts::PI;
use std::ops::Deref;
use std::time::Duration;

use common::*;
use js_sys::{Float32Array, Promise};
use local_media_stream::audio::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Plays samples of each channel repeatedly into a track.
export class Loop {
  constructor(context, channels) {
    this.context = context;
    this.destination = new MediaStreamAudioDestinationNode(context, { channelCount: channels.length });
    this.play(channels);
  }
  play(channels) {
    this.stop();
    const buffer = this.context.createBuffer(channels.length, channels[0].length, this.context.sampleRate);
    channels.forEach((samples, channel) => buffer.copyToChannel(samples, channel));
    this.source = new AudioBufferSourceNode(this.context, { buffer, loop: true });
    this.source.connect(this.destination);
    this.source.start();
  }
  track() { return this.destination.stream.getAudioTracks()[0]; }
  stop() {
    this.source?.stop();
    this.source?.disconnect();
  }
}
// A promise that stays pending.
export const pending = () => new Promise(() => {});
"#)]
extern "C" {
    #[wasm_bindgen(js_name = Loop)]
    type LoopJs;
    #[wasm_bindgen(constructor, js_class = "Loop")]
    fn new(context: &web_sys::AudioContext, channels: Vec<Float32Array>) -> LoopJs;
    #[wasm_bindgen(method)]
    fn play(this: &LoopJs, channels: Vec<Float32Array>);
    #[wasm_bindgen(method)]
    fn track(this: &LoopJs) -> web_sys::MediaStreamTrack;
    #[wasm_bindgen(method)]
    fn stop(this: &LoopJs);
    fn pending() -> Promise;
}

/// A track of known samples.
struct Loop {
    js: LoopJs,
    track: LocalMediaStreamTrack,
}

fn arrays(channels: &[Vec<f32>]) -> Vec<Float32Array> {
    channels
        .iter()
        .map(|samples| Float32Array::from(&**samples))
        .collect()
}

impl Loop {
    fn new(context: &AudioContext, channels: &[Vec<f32>]) -> Self {
        let js = LoopJs::new(context.as_web_sys(), arrays(channels));
        let track = LocalMediaStreamTrack::adopt(js.track());
        Loop { js, track }
    }

    fn play(&self, channels: &[Vec<f32>]) {
        self.js.play(arrays(channels));
    }
}

impl Drop for Loop {
    fn drop(&mut self) {
        self.js.stop();
    }
}

/// Returns a second of a sine.
fn sine(rate: f64, frequency: f32, amplitude: f32) -> Vec<f32> {
    let phase = |at: u32| 2.0 * PI * (frequency * at as f32 % rate as f32) / rate as f32;
    (0..rate as u32).map(|at| amplitude * phase(at).sin()).collect()
}

/// The shared context, and an open microphone: WebKit runs the sound of a page without a click while it captures.
struct Running {
    context: AudioContext,
    microphone: LocalMediaStreamTrack,
}

impl Deref for Running {
    type Target = AudioContext;

    fn deref(&self) -> &AudioContext {
        &self.context
    }
}

/// Returns the shared context if it runs, and records a skipped test otherwise.
async fn running(test: &str) -> Option<Running> {
    let microphone = microphone().await;
    let context = AudioContext::shared().expect("a page");
    if context_runs(context.as_ref()).await {
        return Some(Running { context, microphone });
    }
    skip(test, "this engine runs no AudioContext without an audio output").await;
    None
}

/// How often a test measures sound, which a busy engine interrupts sometimes.
const ATTEMPTS: usize = 20;

/// Asserts that a tone of 1,000 Hz with the amplitude 0.5 is heard.
async fn assert_tone(samples: &mut SampleStream) {
    let rate = samples.rate();
    let mut heard = (0.0, 0.0);
    for _ in 0..ATTEMPTS {
        let tone = channel(&collect(samples, rate as usize / 5).await, 0);
        heard = (frequency(&tone, rate), peak(&tone));
        if (heard.0 - 1000.0).abs() < 2.0 && (heard.1 - 0.5).abs() < 0.02 {
            return;
        }
    }
    panic!("frequency and peak: {heard:?}");
}

async fn microphone() -> LocalMediaStreamTrack {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true)).await;
    let stream = stream.expect("the fake microphone").into_media_stream();
    LocalMediaStreamTrack::adopt(stream.audio_tracks().remove(0))
}

/// Returns the blocks until a number of frames is reached.
async fn collect(samples: &mut SampleStream, frames: usize) -> Vec<SampleBlock> {
    let mut blocks = Vec::new();
    let mut count = 0;
    while count < frames {
        let block = samples.next().await.expect("a live track").expect("samples");
        count += block.frames();
        blocks.push(block);
    }
    blocks
}

/// Returns the samples of a channel.
fn channel(blocks: &[SampleBlock], channel: usize) -> Vec<f32> {
    blocks
        .iter()
        .flat_map(|block| block.channel(channel).collect::<Vec<_>>())
        .collect()
}

fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// Returns the frequency of a tone, from the times at which it becomes positive.
fn frequency(samples: &[f32], rate: u32) -> f32 {
    let rises: Vec<f32> = (0u32..)
        .zip(samples.windows(2))
        .filter(|(_, pair)| pair[0] <= 0.0 && pair[1] > 0.0)
        .map(|(at, pair)| at as f32 - pair[0] / (pair[1] - pair[0]))
        .collect();
    match *rises {
        [first, .., last] => (rises.len() - 1) as f32 * rate as f32 / (last - first),
        _ => 0.0,
    }
}

#[wasm_bindgen_test]
async fn one_context_is_shared_and_closed_by_its_last_user() {
    let context = AudioContext::shared().expect("a page");
    let other = AudioContext::shared().expect("a page");
    assert_eq!(context.as_web_sys(), other.as_web_sys());
    let js = context.as_web_sys().clone();
    let track = microphone().await;
    let samples = track.samples(&SampleOptions::new()).expect("a processor");
    let level = track.level(&LevelOptions::new()).expect("a processor");
    assert_eq!(leak_check::OpenResources::snapshot().audio_contexts, 1);
    drop((context, other, samples));
    assert_eq!(leak_check::OpenResources::snapshot().audio_contexts, 1);
    drop(level);
    let state = || js_sys::Reflect::get(&js, &"state".into()).unwrap().as_string();
    until(|| state().as_deref() == Some("closed")).await;
    drop(track);
    leak_check::assert_no_leaks();
    assert_ne!(AudioContext::shared().expect("a page").as_web_sys(), &js);
}

#[wasm_bindgen_test]
async fn the_fake_microphone_is_heard() {
    let Some(context) = running("the_fake_microphone_is_heard").await else {
        return;
    };
    let mut samples = context
        .microphone
        .samples(&SampleOptions::new())
        .expect("a processor");
    let mut heard = 0.0;
    let mut frames = 0;
    // Chromium beeps once a second.
    while heard < 0.05 && frames < 10 * samples.rate() as usize {
        let blocks = collect(&mut samples, 1).await;
        heard = peak(blocks[0].samples());
        frames += blocks[0].frames();
    }
    assert!(heard >= 0.05, "{heard}");
}

#[wasm_bindgen_test]
async fn a_tone_has_its_frequency_and_level() {
    let Some(context) = running("a_tone_has_its_frequency_and_level").await else {
        return;
    };
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let mut samples = tone.track.samples(&SampleOptions::new()).expect("a processor");
    assert_eq!(f64::from(samples.rate()), context.sample_rate());
    assert_tone(&mut samples).await;
}

/// Two channels of different samples, in blocks whose size is no multiple of the 128 frames that browsers process.
#[wasm_bindgen_test]
async fn known_samples_are_exact() {
    let Some(context) = running("known_samples_are_exact").await else {
        return;
    };
    let rate = context.sample_rate() as f32;
    let chirp: Vec<f32> = (0..20_000u16)
        .map(f32::from)
        .map(|at| 0.5 * (at * at * 0.5 / rate).sin() + 0.4 * at / 20_000.0)
        .collect();
    let inverted: Vec<f32> = chirp.iter().map(|sample| -0.5 * sample).collect();
    let known = Loop::new(&context, &[chirp.clone(), inverted.clone()]);
    for layout in [SampleLayout::Interleaved, SampleLayout::Planar] {
        let options = SampleOptions::new().channels(2).block(1_001).layout(layout);
        let mut samples = known.track.samples(&options).expect("a processor");
        // A busy engine skips samples of a track sometimes, also between the samples of one block.
        let mut is_exact = false;
        for _ in 0..ATTEMPTS {
            let blocks = collect(&mut samples, 5_000).await;
            let positions: Vec<u64> = blocks.iter().map(SampleBlock::position).collect();
            let is_complete = positions.windows(2).all(|pair| pair[1] == pair[0] + 1_001);
            let (left, right) = (channel(&blocks, 0), channel(&blocks, 1));
            let is_known = (0..chirp.len()).any(|start| {
                left.iter().eq(chirp.iter().cycle().skip(start).take(left.len()))
                    && right
                        .iter()
                        .eq(inverted.iter().cycle().skip(start).take(right.len()))
            });
            is_exact |= is_complete && is_known;
            if is_exact {
                break;
            }
        }
        assert!(is_exact, "{layout:?}");
    }
}

#[wasm_bindgen_test]
async fn the_requested_rate_is_delivered() {
    let Some(context) = running("the_requested_rate_is_delivered").await else {
        return;
    };
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let mut samples = tone
        .track
        .samples(&SampleOptions::new().rate(16_000))
        .expect("a processor");
    assert_eq!(samples.rate(), 16_000);
    assert_tone(&mut samples).await;
}

#[wasm_bindgen_test]
async fn many_blocks_without_growth() {
    let Some(context) = running("many_blocks_without_growth").await else {
        return;
    };
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let mut samples = tone
        .track
        .samples(&SampleOptions::new().block(128).queue(8))
        .expect("a processor");
    collect(&mut samples, 300 * 128).await;
    let warm = memory_size();
    for _ in 0..if SOAK { 10_000 } else { 700 } {
        samples.next().await.expect("a live track").expect("samples");
    }
    assert_eq!(memory_size(), warm);
}

#[wasm_bindgen_test]
async fn a_consumer_that_stops_reading_loses_the_oldest_blocks() {
    let Some(context) = running("a_consumer_that_stops_reading_loses_the_oldest_blocks").await else {
        return;
    };
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let mut samples = tone
        .track
        .samples(&SampleOptions::new().block(128).queue(2))
        .expect("a processor");
    let mut clock = tone.track.samples(&SampleOptions::new()).expect("a processor");
    let first = collect(&mut samples, 1).await[0].position();
    let lost = samples.lost();
    collect(&mut clock, 10_000).await;
    let next = collect(&mut samples, 128).await[0].position();
    assert!(samples.lost() > lost);
    assert_eq!(next, first + 128 * (samples.lost() - lost + 1));
}

#[wasm_bindgen_test]
async fn sixteen_channels_are_delivered() {
    let Some(context) = running("sixteen_channels_are_delivered").await else {
        return;
    };
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let mut samples = tone
        .track
        .samples(&SampleOptions::new().channels(16))
        .expect("a processor");
    collect(&mut samples, 10_000).await;
    let blocks = collect(&mut samples, 1_024).await;
    assert_eq!(
        (blocks[0].channels(), blocks[0].samples().len()),
        (16, 16 * 1_024)
    );
    assert!(peak(&channel(&blocks, 0)) > 0.4);
    assert_eq!(channel(&blocks, 16), [0.0; 0]);
}

#[wasm_bindgen_test]
async fn invalid_arguments_are_rejected() {
    let stream = open().await;
    let (audio, video) = (stream.audio_tracks().remove(0), stream.video_tracks().remove(0));
    let error = |track: &MediaStreamTrack, options| track.samples(&options).expect_err("invalid").kind();
    assert_eq!(error(&video, SampleOptions::new()), MediaErrorKind::Type);
    assert_eq!(
        video.level(&LevelOptions::new()).expect_err("video").kind(),
        MediaErrorKind::Type
    );
    for options in [
        SampleOptions::new().block(0),
        SampleOptions::new().block(1_000_000),
        SampleOptions::new().rate(0),
        SampleOptions::new().rate(1_000_000),
        SampleOptions::new().channels(33),
    ] {
        assert_eq!(error(&audio, options), MediaErrorKind::Type);
    }
    let options = LevelOptions::new().interval(Duration::ZERO);
    assert_eq!(
        audio.level(&options).expect_err("no interval").kind(),
        MediaErrorKind::Type
    );
    // The streams of an ended track return no item.
    let mut samples = audio.samples(&SampleOptions::new()).expect("a processor");
    let mut level = audio.level(&LevelOptions::new()).expect("a processor");
    stream.stop();
    while samples.next().await.is_some() {}
    while level.next().await.is_some() {}
    assert!(
        audio
            .samples(&SampleOptions::new())
            .expect("no processor")
            .next()
            .await
            .is_none()
    );
    assert!(
        audio
            .level(&LevelOptions::new())
            .expect("no processor")
            .next()
            .await
            .is_none()
    );
    drop((samples, level, stream));
    leak_check::assert_no_leaks();
}

/// The browser does not resume the context, as before a click.
#[wasm_bindgen_test]
async fn a_context_that_does_not_run_is_reported() {
    let context = AudioContext::shared().expect("a page");
    let js = context.as_web_sys();
    let replaced = replace(js, "resume", &returning(&pending()));
    // In WebKit, the promise of a context that does not run yet stays pending.
    drop(js.suspend().expect("a context"));
    let track = microphone().await;
    let options = SampleOptions::new().timeout(Duration::from_millis(100));
    let mut samples = track.samples(&options).expect("a processor");
    let error = samples.next().await.expect("a live track").expect_err("no sound");
    assert_eq!(error.kind(), MediaErrorKind::Timeout);
    assert!(error.message().contains("AudioContext::resume"), "{error}");
    assert_eq!(context.state(), AudioContextState::Suspended);
    drop(replaced);
    if running("a_context_that_does_not_run_is_reported").await.is_none() {
        return;
    }
    let resumed = context.resume();
    loop {
        match samples.next().await.expect("a live track") {
            Ok(_) => break,
            Err(error) => assert_eq!(error.kind(), MediaErrorKind::Timeout),
        }
    }
    resumed.await.expect("a running context");
    assert_eq!(context.state(), AudioContextState::Running);
}

#[wasm_bindgen_test]
async fn a_context_closed_by_the_page_ends_its_streams() {
    let Some(context) = running("a_context_closed_by_the_page_ends_its_streams").await else {
        return;
    };
    let track = &context.microphone;
    let mut samples = track.samples(&SampleOptions::new()).expect("a processor");
    collect(&mut samples, 1).await;
    JsFuture::from(context.as_web_sys().close().expect("a context"))
        .await
        .expect("it closes");
    let error = loop {
        match samples.next().await {
            Some(Ok(_)) => {}
            Some(Err(error)) => break error,
            None => panic!("no error"),
        }
    };
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    assert!(samples.next().await.is_none());
    let mut again = track.samples(&SampleOptions::new()).expect("another context");
    collect(&mut again, 1).await;
}

#[wasm_bindgen_test]
async fn a_page_without_worklets_is_reported() {
    let context = AudioContext::shared().expect("a page");
    let _replaced = replace(context.as_web_sys(), "audioWorklet", &JsValue::UNDEFINED);
    let track = microphone().await;
    let error = track.samples(&SampleOptions::new()).expect_err("no worklet");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
}

#[wasm_bindgen_test]
async fn levels_of_each_channel() {
    let Some(context) = running("levels_of_each_channel").await else {
        return;
    };
    let rate = context.sample_rate();
    let tones = [sine(rate, 1000.0, 0.5), sine(rate, 500.0, 0.1)];
    let known = Loop::new(&context, &tones);
    let interval = Duration::from_millis(100);
    let mut levels = known
        .track
        .level(&LevelOptions::new().interval(interval))
        .expect("a processor");
    assert_eq!(levels.latest(), None);
    let mut next = async || levels.next().await.expect("a live track").expect("a level");
    let is_close = |level: f32, expected: f32| (level - expected).abs() < 0.2;
    loop {
        let level = next().await;
        let [left, right] = *level.channels else { continue };
        // The first intervals are before the tone, or have a part of it.
        if is_close(left.rms_dbfs(), -9.03) {
            assert!(is_close(left.peak_dbfs(), -6.02), "{level:?}");
            assert!(
                is_close(right.rms_dbfs(), -23.01) && is_close(right.peak_dbfs(), -20.0),
                "{level:?}"
            );
            assert!(!level.is_clipping());
            break;
        }
    }
    known.play(&[sine(rate, 1000.0, 1.5), sine(rate, 500.0, 0.1)]);
    loop {
        let level = next().await;
        if level.is_clipping() {
            assert_eq!(level.channels[1].clipped, 0);
            break;
        }
    }
    assert!(levels.latest().expect("a level").is_clipping());
}

#[wasm_bindgen_test]
async fn lasting_silence_is_an_event() {
    let Some(context) = running("lasting_silence_is_an_event").await else {
        return;
    };
    let rate = context.sample_rate();
    let source = Loop::new(&context, &[vec![0.0; 1_000]]);
    let options = LevelOptions::new().silence_after(Duration::from_millis(300));
    let levels = source.track.level(&options).expect("a processor");
    let mut silences = levels.silences();
    assert_eq!(silences.next().await, Some(Silence::Began));
    source.play(&[sine(rate, 1000.0, 0.5)]);
    assert_eq!(silences.next().await, Some(Silence::Ended));
    // A disabled track is silent for a reason.
    source.track.set_enabled(false);
    let mut levels = levels;
    for _ in 0..20 {
        levels.next().await.expect("a live track").expect("a level");
    }
    source.track.set_enabled(true);
    source.play(&[vec![0.0; 1_000]]);
    assert_eq!(silences.next().await, Some(Silence::Began));
}
