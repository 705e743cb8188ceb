//! The memory of a recording does not grow with its length.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "recorder"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use common::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;
use web_sys::Blob;

wasm_bindgen_test_configure!(run_in_browser);

/// The lengths of parts, of the time until the memory is measured first, and of the recording. Short parts show in seconds
/// how memory depends on their number.
const TIMESLICE: Duration = Duration::from_millis(if SOAK { 1000 } else { 50 });
const WARM: Duration = Duration::from_secs(if SOAK { 20 } else { 2 });
const LENGTH: Duration = Duration::from_secs(if SOAK { 600 } else { 8 });

struct DiscardingSink;

impl RecordingSink for DiscardingSink {
    fn write(&mut self, _data: Blob) -> SinkFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn patch(&mut self, _offset: u64, _bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn finish(&mut self, _mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async { Ok(None) })
    }
}

#[wasm_bindgen_test]
async fn memory_does_not_grow_with_the_recording() {
    if let Some(reason) = reason_without_webm() {
        return skip("memory_does_not_grow_with_the_recording", reason).await;
    }
    let camera = SyntheticCamera::new(320, 240, 30.0).expect("a page");
    let track = camera.track().expect("a track");
    let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
    let options = RecorderOptions::new().timeslice(TIMESLICE);
    let recorder = Recorder::new(&stream, options).with_sink(DiscardingSink);
    let mut chunks = recorder.chunks();
    recorder.start().expect("a track");
    let (mut parts, mut bytes, mut warm) = (0, 0.0, None);
    while recorder.position() < LENGTH {
        let chunk = chunks.next().await.expect("recording").expect("data");
        parts += 1;
        bytes += chunk.blob.size();
        if warm.is_none() && recorder.position() >= WARM {
            warm = Some((memory_size(), OpenResources::snapshot()));
        }
    }
    let (memory, resources) = warm.expect("several parts");
    log(&format!(
        "{parts} parts, {bytes} bytes; memory and table: {memory:?}"
    ))
    .await;
    assert_eq!(memory_size(), memory, "memory and table at the end, and before");
    assert_eq!(OpenResources::snapshot(), resources);
    let recording = recorder.stop().await.expect("a file");
    assert_eq!(recording.error, None);
}
