//! The samples of tracks.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use wasm_bindgen_futures::spawn_local;

use super::*;

#[wasm_bindgen(inline_js = r#"
// Runs the processor of samples on the page, with shared memory for two blocks of 256 frames. Each sample is the number of
// the 128 frames that it is played with.
export class SharedBlocks {
  constructor(source) {
    const processors = {};
    const register = (name, processor) => { processors[name] = processor; };
    new Function("AudioWorkletProcessor", "registerProcessor", source)(class { port = { postMessage() {} }; }, register);
    const [length, arrays] = [256, 2];
    const memory = new SharedArrayBuffer(8 * (1 + arrays) + 4 * length * arrays);
    this.filled = new Int32Array(memory, 0, 1);
    this.numbers = new Float64Array(memory, 8, arrays);
    this.samples = new Float32Array(memory, 8 * (1 + arrays));
    const processorOptions = { block: length, channels: 1, planar: false, length, arrays, memory };
    this.processor = new processors["local-media-stream-samples"]({ processorOptions });
    this.played = 0;
  }
  play(count) {
    for (; count; count--) this.processor.process([[new Float32Array(128).fill(this.played++)]]);
  }
  // As the page does after it has read the oldest block.
  release() { Atomics.sub(this.filled, 0, 1); }
  // Returns the number, the first and the last sample of each block.
  blocks() {
    const block = (at) => [this.numbers[at], this.samples[256 * at], this.samples[256 * at + 255]];
    return Float64Array.from([0, 1].flatMap(block));
  }
}
"#)]
extern "C" {
    type SharedBlocks;
    #[wasm_bindgen(constructor)]
    fn new(source: &str) -> SharedBlocks;
    #[wasm_bindgen(method)]
    fn play(this: &SharedBlocks, count: u32);
    #[wasm_bindgen(method)]
    fn release(this: &SharedBlocks);
    #[wasm_bindgen(method)]
    fn blocks(this: &SharedBlocks) -> Vec<f64>;
}

/// Reads the samples of a track: in shared memory if the page is isolated, or as a page that is not isolated does.
fn samples_by(track: &MediaStreamTrack, options: &SampleOptions, is_shared: bool) -> SampleStream {
    let global = js_sys::global();
    let _hidden = (!is_shared).then(|| replace(&global, "SharedArrayBuffer", &JsValue::UNDEFINED));
    track.samples(options).expect("a processor")
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
    for (layout, is_shared) in [(SampleLayout::Interleaved, true), (SampleLayout::Planar, false)] {
        let options = SampleOptions::new().channels(2).block(1_001).layout(layout);
        let mut samples = samples_by(&known.track, &options, is_shared);
        // A busy engine skips samples of a track sometimes, also between the samples of one block.
        let exact = attempt(ATTEMPTS, async || {
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
            (is_complete && is_known).then_some(()).ok_or(layout)
        });
        exact.await.expect("complete blocks of known samples");
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
    let (warm, before, start) = (memory_size(), ALLOCATOR.stats(), js_sys::Date::now());
    let blocks = if SOAK { 10_000 } else { 700 };
    for _ in 0..blocks {
        samples.next().await.expect("a live track").expect("samples");
    }
    let allocations = (ALLOCATOR.stats() - before).allocations;
    log(&format!(
        "{allocations} allocations in {blocks} blocks, {:?} bytes and entries",
        memory_size()
    ))
    .await;
    assert_eq!(memory_size(), warm);
    // The regular check of the track allocates twice a second, and a busy page misses blocks.
    let seconds = ((js_sys::Date::now() - start) / 1000.0) as usize;
    assert!(allocations < blocks / 10 + 20 * seconds, "{allocations}");
}

/// A track has another rate after another device is selected or the constraints change.
#[wasm_bindgen_test]
async fn the_rate_of_the_track_may_change() {
    let Some(context) = running("the_rate_of_the_track_may_change").await else {
        return;
    };
    let track = &context.microphone;
    let mut samples = track
        .samples(&SampleOptions::new().rate(16_000))
        .expect("a processor");
    for rate in [8_000, 44_100] {
        collect(&mut samples, 1_024).await;
        // Browsers may keep the rate.
        drop(
            track
                .apply_constraints(&MediaTrackConstraints::new().sample_rate(rate))
                .await,
        );
        log(&format!("{:?}", track.settings().sample_rate)).await;
        for block in collect(&mut samples, 8_000).await {
            assert_eq!((block.rate(), block.frames()), (16_000, 1_024));
        }
    }
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
async fn a_busy_page_loses_the_newest_blocks() {
    let Some(context) = running("a_busy_page_loses_the_newest_blocks").await else {
        return;
    };
    for is_shared in [true, false] {
        let options = SampleOptions::new().block(128).queue(8);
        let mut samples = samples_by(&context.microphone, &options, is_shared);
        let mut received = 0;
        let mut next = async || {
            let block = collect(&mut samples, 1).await.remove(0);
            received += 1;
            assert_eq!(block.position(), 128 * (samples.lost() + received - 1));
            (block.position() / 128, samples.lost())
        };
        // The engine interrupts the page too.
        let newest = attempt(ATTEMPTS, async || {
            let (mut read, mut lost) = next().await;
            while let Some(waiting) = now(next()) {
                (read, lost) = waiting;
            }
            let start = js_sys::Date::now();
            while js_sys::Date::now() - start < 500.0 {}
            // Of about 180 blocks, the oldest wait: 8 in shared memory, or 23 arrays.
            let waiting = [next().await, next().await];
            let mut lost_afterwards = lost;
            for _ in 0..40 {
                (_, lost_afterwards) = next().await;
                if lost_afterwards > lost {
                    break;
                }
            }
            let expected = [(read + 1, lost), (read + 2, lost)];
            let is_newest = waiting == expected && lost_afterwards >= lost + 20;
            is_newest
                .then_some(())
                .ok_or((is_shared, waiting, expected, lost_afterwards))
        });
        newest.await.expect("the oldest blocks wait");
    }
}

/// Returns the result of a future that does not wait.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// Older engines have no `Atomics.waitAsync`.
#[wasm_bindgen_test]
async fn a_tone_is_heard_without_wait_async() {
    let test = "a_tone_is_heard_without_wait_async";
    let Some(context) = running(test).await else {
        return;
    };
    if !has_global("SharedArrayBuffer") {
        return skip(test, "this engine shares no memory").await;
    }
    let tone = Loop::new(&context, &[sine(context.sample_rate(), 1000.0, 0.5)]);
    let atomics = js_sys::Reflect::get(&js_sys::global(), &"Atomics".into()).expect("a page");
    let removed = replace(&atomics, "waitAsync", &JsValue::UNDEFINED);
    let samples = tone.track.samples(&SampleOptions::new());
    drop(removed);
    assert_tone(&mut samples.expect("a processor")).await;
}

/// The worklet writes to a block again after the page has read it, and counts the blocks that it loses.
#[wasm_bindgen_test]
async fn unread_blocks_stay_in_shared_memory() {
    if !has_global("SharedArrayBuffer") {
        return skip(
            "unread_blocks_stay_in_shared_memory",
            "this engine shares no memory",
        )
        .await;
    }
    let shared = SharedBlocks::new(WORKLET_SOURCE);
    shared.play(9);
    assert_eq!(shared.blocks(), [0.0, 0.0, 1.0, 1.0, 2.0, 3.0]);
    shared.release();
    // There is no room for block 4, which has begun, and for block 6.
    shared.play(5);
    assert_eq!(shared.blocks(), [5.0, 10.0, 11.0, 1.0, 2.0, 3.0]);
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
    // A busy engine plays silence sometimes.
    let heard = attempt(ATTEMPTS, async || {
        collect(&mut samples, 10_000).await;
        let blocks = collect(&mut samples, 1_024).await;
        assert_eq!(
            (blocks[0].channels(), blocks[0].samples().len()),
            (16, 16 * 1_024)
        );
        assert_eq!(channel(&blocks, 16), [0.0; 0]);
        let volume = peak(&channel(&blocks, 0));
        (volume > 0.4).then_some(()).ok_or(volume)
    });
    heard.await.expect("a tone");
}

#[wasm_bindgen_test]
async fn a_disabled_track_is_silent() {
    let Some(context) = running("a_disabled_track_is_silent").await else {
        return;
    };
    let rate = context.sample_rate();
    let tone = Loop::new(&context, &[sine(rate, 1000.0, 0.5)]);
    let mut samples = tone.track.samples(&SampleOptions::new()).expect("a processor");
    assert_tone(&mut samples).await;
    tone.track.set_enabled(false);
    let silent = attempt(ATTEMPTS, async || {
        let volume = peak(&channel(&collect(&mut samples, rate as usize / 5).await, 0));
        (volume == 0.0).then_some(()).ok_or(volume)
    });
    silent.await.expect("silence");
    tone.track.set_enabled(true);
    assert_tone(&mut samples).await;
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

/// A pending task owns itself. One that shares the stream weakly can end only if the drop of the stream wakes it.
#[wasm_bindgen_test]
async fn a_dropped_stream_wakes_its_task() {
    let microphone = microphone().await;
    let samples = microphone.samples(&SampleOptions::new()).expect("a processor");
    let samples = Rc::new(RefCell::new(samples));
    let (shared, captured) = (Rc::downgrade(&samples), Rc::new(()));
    let owned = Rc::clone(&captured);
    spawn_local(async move {
        let next = || {
            poll_fn(|context| match shared.upgrade() {
                Some(samples) => Pin::new(&mut *samples.borrow_mut()).poll_next(context),
                None => Poll::Ready(None),
            })
        };
        while next().await.is_some() {}
        drop(owned);
    });
    settle().await;
    assert_eq!(Rc::strong_count(&captured), 2, "the task waits");
    drop(samples);
    settle().await;
    assert_eq!(Rc::strong_count(&captured), 1, "the task is freed");
}
