//! Sound: the context, the samples and the level of tracks, and tracks whose samples come from Rust.
#![cfg(all(target_family = "wasm", feature = "audio", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod context;
mod level;
mod samples;
#[cfg(feature = "vad")]
mod source;

use std::alloc::System;
use std::f32::consts::PI;
use std::ops::Deref;

use common::*;
use js_sys::{Float32Array, Promise};
use local_media_stream::audio::*;
use local_media_stream::*;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// The default allocator, which counts allocations.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

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
const ATTEMPTS: usize = 100;

/// Asserts that a tone of 1,000 Hz with the amplitude 0.5 is heard.
async fn assert_tone(samples: &mut SampleStream) {
    let rate = samples.rate();
    let heard = attempt(ATTEMPTS, async || {
        let tone = channel(&collect(samples, rate as usize / 5).await, 0);
        let (frequency, peak) = (frequency(&tone, rate), peak(&tone));
        let is_tone = (frequency - 1000.0).abs() < 2.0 && (peak - 0.5).abs() < 0.02;
        is_tone.then_some(()).ok_or((frequency, peak))
    });
    heard.await.expect("the frequency and the peak of the tone");
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
