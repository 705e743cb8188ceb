//! The synthetic camera and microphone: their frames and sound, and the release of their resources.
#![cfg(all(target_family = "wasm", feature = "testing"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Returns the loudest sample of a track within 0.5 s, or within 10 s if none is so loud as expected: on a busy machine, sound
// has gaps. Returns undefined if the machine has no audio output.
export async function loudest(track, expected) {
  const context = new AudioContext();
  const running = await Promise.race([context.resume().then(() => true), new Promise((resolve) => setTimeout(resolve, 10_000))]);
  if (!running) return undefined;
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  const start = context.currentTime;
  while (context.currentTime < start + (loudest < expected ? 10 : 0.5)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    analyser.getFloatTimeDomainData(samples);
    loudest = Math.max(loudest, ...samples.map(Math.abs));
  }
  await context.close();
  return loudest;
}
// Returns a function that counts the running intervals that were set after this call.
export function countTimers() {
  const { setInterval, clearInterval } = globalThis;
  const running = new Set();
  globalThis.setInterval = (...args) => { const id = setInterval(...args); running.add(id); return id; };
  globalThis.clearInterval = (id) => { running.delete(id); clearInterval(id); };
  return () => running.size;
}
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
"#)]
extern "C" {
    fn loudest(track: &web_sys::MediaStreamTrack, expected: f64) -> js_sys::Promise;
    #[wasm_bindgen(js_name = countTimers)]
    fn count_timers() -> js_sys::Function;
    fn sleep(ms: u32) -> js_sys::Promise;
}

async fn wait(ms: u32) {
    JsFuture::from(sleep(ms)).await.expect("a timeout resolves");
}

#[wasm_bindgen_test]
async fn invalid_arguments_are_errors() {
    for (width, height, rate) in [
        (0, 1, 1.0),
        (1, 0, 1.0),
        (1, 1, 0.0),
        (1, 1, -1.0),
        (1, 1, f64::NAN),
        (1, 1, f64::INFINITY),
    ] {
        let error = SyntheticCamera::new(width, height, rate).expect_err("invalid");
        assert_eq!(
            error.kind(),
            MediaErrorKind::Type,
            "{width} {height} {rate}: {error}"
        );
    }
    for sound in [
        Sound::Noise { volume: f64::NAN },
        Sound::Noise { volume: 1.1 },
        Sound::Tone {
            frequency: f64::INFINITY,
            volume: 0.5,
        },
        Sound::Tone {
            frequency: 440.0,
            volume: -0.1,
        },
    ] {
        let error = SyntheticMicrophone::new(sound).expect_err("invalid");
        assert_eq!(error.kind(), MediaErrorKind::Type, "{sound:?}: {error}");
    }
}

/// A clone delivers frames while it is live. Nothing is drawn without a live track.
#[wasm_bindgen_test]
async fn the_canvas_is_drawn_while_a_track_is_live() {
    let timers = count_timers();
    let timers = || timers.call0(&JsValue::UNDEFINED).unwrap().as_f64().unwrap();
    let camera = SyntheticCamera::new(64, 48, 50.0).expect("a page");
    assert_eq!(timers(), 0.0, "no track yet");
    let track = camera.track().expect("a track");
    let clone = track.duplicate();
    let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
    let further = stream.duplicate();
    drop(track);
    for owner in [LocalMediaStream::from_tracks([clone]).expect("a page"), further] {
        wait(100).await;
        let drawn = camera.frames();
        assert_eq!(frames_of(&owner, 3).await, (64, 48));
        assert!(camera.frames() > drawn && timers() == 1.0);
    }
    wait(100).await;
    let drawn = camera.frames();
    assert_eq!(timers(), 0.0, "all tracks have ended");
    wait(100).await;
    assert_eq!(camera.frames(), drawn);
    // A further track starts the drawing again.
    let again = LocalMediaStream::from_tracks([camera.track().expect("a track")]).expect("a page");
    frames_of(&again, 2).await;
    drop(camera);
    frames_of(&again, 2).await;
    drop(again);
    wait(100).await;
    assert_eq!(timers(), 0.0);

    // The same holds for a fake device.
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("camera"));
    let constraints = MediaStreamConstraints::new().video(true);
    let stream = fake
        .devices()
        .get_user_media(&constraints)
        .await
        .expect("granted");
    let clone = stream.duplicate();
    drop(stream);
    assert!(timers() >= 1.0);
    drop(clone);
    wait(100).await;
    assert_eq!(timers(), 0.0);
}

#[wasm_bindgen_test]
async fn the_sound_is_audible() {
    for (sound, min, max) in [
        (Sound::Silence, 0.0, 0.0),
        (
            Sound::Tone {
                frequency: 440.0,
                volume: 0.5,
            },
            0.4,
            0.6,
        ),
        (Sound::Noise { volume: 0.25 }, 0.1, 0.3),
    ] {
        let microphone = SyntheticMicrophone::new(sound).expect("a page");
        let track = microphone.track().expect("a track");
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
        let volume = JsFuture::from(loudest(track.as_web_sys(), min))
            .await
            .expect("a number");
        let Some(volume) = volume.as_f64() else {
            return skip("the_sound_is_audible", "the machine has no audio output").await;
        };
        assert!((min..=max).contains(&volume), "{sound:?}: {volume}");
        // The drop silences the track, which stays live.
        drop(microphone);
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
        let volume = JsFuture::from(loudest(track.as_web_sys(), 0.0))
            .await
            .expect("a number");
        assert_eq!(volume.as_f64(), Some(0.0));
    }
}
