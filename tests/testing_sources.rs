//! The camera and the microphone that are made in the page: they give something, and stop when nobody wants it.
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
// The loudest sample of some that a track gives; undefined where no sound is made here.
export async function loudest(track) {
  const context = new AudioContext();
  const running = await Promise.race([context.resume().then(() => true), new Promise((resolve) => setTimeout(resolve, 500))]);
  if (!running) return undefined;
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  const start = context.currentTime;
  while (context.currentTime < start + 0.5) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    analyser.getFloatTimeDomainData(samples);
    loudest = Math.max(loudest, ...samples.map(Math.abs));
  }
  await context.close();
  return loudest;
}
// How many timers there are that repeat, from now on.
export function countTimers() {
  const { setInterval, clearInterval } = globalThis;
  const running = new Set();
  globalThis.setInterval = (...args) => { const id = setInterval(...args); running.add(id); return id; };
  globalThis.clearInterval = (id) => { running.delete(id); clearInterval(id); };
  return () => running.size;
}
export const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
"#)]
extern "C" {
    fn loudest(track: &web_sys::MediaStreamTrack) -> js_sys::Promise;
    #[wasm_bindgen(js_name = countTimers)]
    fn count_timers() -> js_sys::Function;
    fn later(ms: u32) -> js_sys::Promise;
}

async fn wait(ms: u32) {
    JsFuture::from(later(ms)).await.expect("time passes");
}

#[wasm_bindgen_test]
async fn what_makes_no_sense_is_refused() {
    for (width, height, rate) in [
        (0, 1, 1.0),
        (1, 0, 1.0),
        (1, 1, 0.0),
        (1, 1, -1.0),
        (1, 1, f64::NAN),
        (1, 1, f64::INFINITY),
    ] {
        let error = SyntheticCamera::new(width, height, rate)
            .err()
            .expect("it makes no sense");
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
        let error = SyntheticMicrophone::new(sound).err().expect("it makes no sense");
        assert_eq!(error.kind(), MediaErrorKind::Type, "{sound:?}: {error}");
    }
}

/// A clone gives a picture for as long as it is live, and nothing is drawn for nobody.
#[wasm_bindgen_test]
async fn it_is_drawn_for_as_long_as_somebody_looks() {
    let timers = count_timers();
    let timers = || timers.call0(&JsValue::UNDEFINED).unwrap().as_f64().unwrap();
    let camera = SyntheticCamera::new(64, 48, 50.0).expect("a page");
    assert_eq!(timers(), 0.0, "nobody looks yet");
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
    assert_eq!(timers(), 0.0, "nobody looks any more");
    wait(100).await;
    assert_eq!(camera.frames(), drawn);
    // And again.
    let again = LocalMediaStream::from_tracks([camera.track().expect("a track")]).expect("a page");
    frames_of(&again, 2).await;
    drop(camera);
    frames_of(&again, 2).await;
    drop(again);
    wait(100).await;
    assert_eq!(timers(), 0.0);

    // So with the devices that are played of them.
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("camera"));
    let asked = MediaStreamConstraints::new().video(true);
    let stream = fake.devices().get_user_media(&asked).await.expect("granted");
    let clone = stream.duplicate();
    drop(stream);
    assert!(timers() >= 1.0);
    drop(clone);
    wait(100).await;
    assert_eq!(timers(), 0.0);
}

#[wasm_bindgen_test]
async fn what_is_heard() {
    for (sound, least, most) in [
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
        let heard = JsFuture::from(loudest(track.as_web_sys()))
            .await
            .expect("a number");
        let Some(heard) = heard.as_f64() else {
            return skip("what_is_heard", "no sound is made here").await;
        };
        assert!((least..=most).contains(&heard), "{sound:?}: {heard}");
        // It falls silent, and its track stays.
        drop(microphone);
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
        let heard = JsFuture::from(loudest(track.as_web_sys()))
            .await
            .expect("a number");
        assert_eq!(heard.as_f64(), Some(0.0));
    }
}
