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
    let mut latest = memory_size();
    let (mut parts, mut bytes, mut largest, mut warm) = (0, 0.0, 0.0_f64, None);
    while recorder.position() < LENGTH {
        let chunk = chunks.next().await.expect("recording").expect("data");
        parts += 1;
        bytes += chunk.blob.size();
        largest = largest.max(chunk.blob.size());
        let now = memory_size();
        if now != latest {
            log(&format!("after {parts} parts, memory and table: {now:?}")).await;
            latest = now;
        }
        if warm.is_none() && recorder.position() >= WARM {
            warm = Some((memory_size(), OpenResources::snapshot()));
        }
    }
    let (memory, resources) = warm.expect("several parts");
    let at_end = memory_size();
    log(&format!(
        "{parts} parts, {bytes} bytes, {largest} in the largest; memory and table: {memory:?}, at the end {at_end:?}"
    ))
    .await;
    // A part is copied to wasm memory and joined there: the memory depends on the largest part, not on the number of parts.
    // Memory grows by pages of 64 KiB.
    let limit = (4.0 * largest).max(65_536.0);
    assert!(
        at_end.0 <= memory.0 + limit,
        "memory: {at_end:?}, before {memory:?}"
    );
    assert_eq!(at_end.1, memory.1, "table");
    assert_eq!(OpenResources::snapshot(), resources);
    let recording = recorder.stop().await.expect("a file");
    assert_eq!(recording.error, None);
}
