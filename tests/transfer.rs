//! Transfer of a track to a worker, and its frames there.
//!
//! No engine of the test runner transfers tracks. Chromium 156 with `--enable-blink-features=MediaStreamTrackTransfer` throws
//! `DataCloneError` for those of cameras, displays and canvases, and has no `MediaStreamTrackProcessor` in workers.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn transfer_to_a_worker() {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("a camera");
    let track = stream.video_tracks().remove(0);
    let worker = track_reporting_worker();
    let message = next_message(&worker);
    let mut inactive = stream.inactive_events();
    if let Err(error) = track.transfer_to(&worker) {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live, "unchanged");
        frames_of(&stream, 1).await;
        return skip("transfer_to_a_worker", "this engine cannot transfer tracks").await;
    }
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    assert!(!stream.active());
    inactive.next().await;
    let message = JsFuture::from(message).await.expect("a message");
    assert_eq!(message.as_string().as_deref(), Some("video live"));
    let error = track.transfer_to(&worker).expect_err("transferred before");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
}

#[wasm_bindgen_test]
async fn target_without_post_message() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    for target in [JsValue::NULL, JsValue::UNDEFINED, 1.into(), object(&[])] {
        let error = track.transfer_to(&target).expect_err("no postMessage");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    }
    let throws = object(&[("postMessage", throwing(&js_sys::TypeError::new("no")))]);
    let error = track.transfer_to(&throws).expect_err("postMessage throws");
    assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
}

#[cfg(feature = "frames")]
mod frames_in_a_worker {
    use local_media_stream::frames::{CopyOptions, FrameOptions};
    use wasm_bindgen::prelude::*;

    use super::*;

    #[wasm_bindgen(inline_js = r#"
    // Creates a worker that passes each track to a function of this program, and replies with the result.
    export function programWorker(name) {
      const url = (path) => JSON.stringify(new URL(path, location.href));
      const script = `async function call(track) {
        const program = await import(${url("/wasm-bindgen-test.js")});
        await program.default({ module_or_path: ${url("/wasm-bindgen-test_bg.wasm")} });
        return program[${JSON.stringify(name)}](track);
      }
      onmessage = async ({ data }) => postMessage([await call(data).catch(String)]);`;
      const blob = new Blob([script], { type: "text/javascript" });
      return new Worker(URL.createObjectURL(blob), { type: "module" });
    }
    "#)]
    extern "C" {
        #[wasm_bindgen(js_name = programWorker)]
        fn program_worker(name: &str) -> JsValue;
    }

    /// Reads frames until the picture has moved. Returns their size, or the kind of the error.
    #[wasm_bindgen]
    pub async fn read_until_moved(track: web_sys::MediaStreamTrack) -> String {
        match try_read_until_moved(&track.into()).await {
            Ok((width, height)) => format!("{width}x{height}"),
            Err(error) => format!("{:?}", error.kind()),
        }
    }

    async fn try_read_until_moved(track: &MediaStreamTrack) -> Result<(u32, u32), MediaError> {
        let mut frames = track.frames(&FrameOptions::new())?;
        let mut first = None;
        while let Some(frame) = frames.next().await {
            let pixels = frame?.copy_to(Vec::new(), &CopyOptions::rgba()).await?;
            // The first frames of a camera may be black.
            let is_lit = |pixel: &[u8]| pixel[..3].iter().any(|component| *component > 30);
            if !pixels.data.chunks_exact(4).any(is_lit) {
                continue;
            }
            if *first.get_or_insert_with(|| pixels.data.clone()) != pixels.data {
                return Ok(pixels.layout.size());
            }
        }
        Err(MediaError::new(
            MediaErrorKind::InvalidState,
            "The track has ended.",
        ))
    }

    #[wasm_bindgen_test]
    async fn frames_of_a_transferred_track() {
        let name = "frames_of_a_transferred_track";
        let video = MediaTrackConstraints::new()
            .width(Constrain::exact(640))
            .height(Constrain::exact(480));
        let stream = get_user_media(&MediaStreamConstraints::new().video(video))
            .await
            .expect("a camera");
        let track = stream.video_tracks().remove(0);
        let worker = program_worker("read_until_moved");
        let message = next_message(&worker);
        if track.transfer_to(&worker).is_err() {
            return skip(name, "this engine cannot transfer tracks").await;
        }
        let message = JsFuture::from(message).await.expect("a message");
        match message.as_string().expect("a text").as_str() {
            "Unsupported" => skip(name, "this engine reads no frames in workers").await,
            size => assert_eq!(size, "640x480"),
        }
    }
}
