//! The level of tracks.

use std::time::Duration;

use super::*;

#[wasm_bindgen(inline_js = r#"
// Runs the processor of levels on the page, with an interval of 256 frames and two channels. Each pair of amplitudes lasts for
// the 128 frames of a call. Returns the number and the values of each level.
export function processLevels(source, amplitudes) {
  const posted = [];
  class Base {
    port = { postMessage: ({ values, number }) => posted.push(number, ...values) };
  }
  let Level;
  const register = (name, processor) => {
    if (name === "local-media-stream-level") Level = processor;
  };
  new Function("AudioWorkletProcessor", "registerProcessor", source)(Base, register);
  const processorOptions = { interval: 256, clip: 0.75, channels: 2, length: 7, arrays: 9 };
  const processor = new Level({ processorOptions });
  for (let at = 0; at < amplitudes.length; at += 2) {
    processor.process([Array.from(amplitudes.slice(at, at + 2), (amplitude) => new Float32Array(128).fill(amplitude))]);
  }
  return Float64Array.from(posted);
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = processLevels)]
    fn process_levels(source: &str, amplitudes: &[f32]) -> Vec<f64>;
}

/// Each level has exactly the frames of its interval: for each channel the peak, the mean square and the clipped samples.
#[wasm_bindgen_test]
fn levels_are_those_of_their_intervals() {
    let amplitudes = [[0.5, 0.0], [-1.0, 0.25], [0.5, -0.75], [0.5, 0.5], [1.0, 1.0]];
    let levels = process_levels(WORKLET_SOURCE, amplitudes.as_flattened());
    let first = [0.0, 2.0, 1.0, 0.625, 128.0, 0.25, 0.03125, 0.0];
    let second = [1.0, 2.0, 0.5, 0.25, 0.0, 0.75, 0.40625, 128.0];
    assert_eq!(levels, [first, second].concat());
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
