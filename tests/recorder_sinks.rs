//! The sinks of `Recorder`: files of the origin-private file system and their recovery, files of the user, and sinks that
//! are slow or fail.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "recorder"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::io::Cursor;
use std::rc::Rc;
use std::time::Duration;

use common::*;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use matroska_demuxer::MatroskaFile;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::Blob;

wasm_bindgen_test_configure!(run_in_browser);

/// A recorder of a synthetic camera.
struct Recording {
    camera: SyntheticCamera,
    _track: LocalMediaStreamTrack,
    recorder: Recorder,
    chunks: EventStream<Result<Chunk, MediaError>>,
}

impl Recording {
    fn start(sink: impl RecordingSink + 'static) -> Self {
        let camera = SyntheticCamera::new(160, 120, 30.0).expect("a page");
        let track = camera.track().expect("a track");
        let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
        let options = RecorderOptions::new().timeslice(Duration::from_millis(200));
        let recorder = Recorder::new(&stream, options).with_sink(sink);
        let chunks = recorder.chunks();
        recorder.start().expect("a track");
        Recording {
            camera,
            _track: track,
            recorder,
            chunks,
        }
    }

    fn position(&self) -> f64 {
        self.recorder.position().as_secs_f64()
    }

    /// Waits for this number of further frames.
    async fn frames(&self, count: u64) {
        let end = self.camera.frames() + count;
        while_recording(|| self.camera.frames() >= end).await;
    }

    /// Waits until this much is written. Returns the time of the last frame.
    async fn wait(&mut self, seconds: f64) -> f64 {
        let mut end = 0.0;
        while end < seconds {
            let chunk = self.chunks.next().await.expect("recording").expect("data");
            end = (chunk.timecode + chunk.duration).as_secs_f64();
        }
        end
    }
}

/// Returns why the browser cannot record into the origin-private file system.
async fn reason_without_files() -> Option<&'static str> {
    let kind = OpfsSink::names().await.err().map(|error| error.kind());
    let missing = (kind == Some(MediaErrorKind::Unsupported))
        .then_some("the browser has no origin-private file system");
    reason_without_webm().or(missing)
}

async fn opfs(name: &str) -> OpfsSink {
    OpfsSink::create(name).await.expect("no recorder of this name")
}

/// Creates a sink as soon as its name is free. The browser releases that of a killed page later.
async fn opfs_when_free(name: &str) -> OpfsSink {
    loop {
        match OpfsSink::create(name).await {
            Err(error) if error.kind() == MediaErrorKind::InvalidState => settle().await,
            sink => return sink.expect("files"),
        }
    }
}

/// Asserts that a recorder writes a recording of this name: another one cannot, and nothing can remove it.
async fn assert_in_use(name: &str) {
    let error = OpfsSink::create(name).await.expect_err("a recorder has the name");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    let error = OpfsSink::remove(name).await.expect_err("a recorder has the name");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
}

/// Returns the duration in the header of a file, in milliseconds. Chromium finds that of a short file without a header.
async fn duration_in_header(blob: &Blob) -> Option<f64> {
    let file = MatroskaFile::open(Cursor::new(bytes_of(blob).await));
    file.expect("a readable file").info().duration()
}

/// Records in an iframe that is removed. Returns the time of the last written frame and the position, in seconds.
#[wasm_bindgen]
pub async fn record_until_killed(name: String) -> Vec<f64> {
    let mut recording = Recording::start(opfs_when_free(&name).await);
    let written = recording.wait(1.2).await;
    let position = recording.position();
    // Nothing must stop it.
    std::mem::forget(recording);
    vec![written, position]
}

#[wasm_bindgen_test]
async fn the_recording_of_a_killed_page_is_recovered() {
    let name = "the_recording_of_a_killed_page_is_recovered";
    if let Some(reason) = reason_without_files().await {
        return skip(name, reason).await;
    }
    let record = async || {
        let (result, kill) = call_in_frame("record_until_killed", "killed").await;
        assert_in_use("killed").await;
        kill();
        let result = js_sys::Float64Array::from(result).to_vec();
        let (written, position) = (result[0], result[1]);
        let names = OpfsSink::names().await.expect("files");
        assert!(names.contains(&"killed".to_owned()), "{names:?}");

        let recovered = Recorder::recover("killed").await.expect("a file");
        let duration = recovered.duration.as_secs_f64();
        assert!(duration >= written, "{duration} s of {written} s");
        // At most the timeslice of 0.2 s, and the time until its data is delivered and written.
        let is_complete = duration >= position - 0.5;
        is_complete
            .then_some((recovered, written))
            .ok_or_else(|| format!("{duration} s of {position} s"))
    };
    let (recovered, written) = repeat(record).await;
    let duration = recovered.duration.as_secs_f64();
    assert_eq!(recovered.mime_type, "video/webm");
    let blob = recovered.blob.expect("files");
    let (seekable, pictures) = inspect_video(&blob, &[0.3, written - 0.1]).await;
    assert_near(seekable, duration, 0.1);
    let frames = pictures[0].frames_until(pictures[1]);
    assert!((1.0..60.0).contains(&frames), "{pictures:?}");
    assert_near(play_to_end(&blob).await, duration, 0.1);

    // The next recording of this name must not contain parts of the killed one.
    let mut recording = Recording::start(opfs_when_free("killed").await);
    recording.wait(0.2).await;
    let recording = recording.recorder.stop().await.expect("a file");
    assert_eq!(recording.error, None);
    let recovered = Recorder::recover("killed").await.expect("a file");
    assert_eq!(recovered.duration, recording.duration);
    OpfsSink::remove("killed").await.expect("a recording");
}

#[wasm_bindgen_test]
async fn a_recording_is_recovered_while_it_is_incomplete() {
    let name = "a_recording_is_recovered_while_it_is_incomplete";
    if let Some(reason) = reason_without_files().await {
        return skip(name, reason).await;
    }
    let missing = Recorder::recover("missing").await.expect_err("no such recording");
    assert_eq!(missing.kind(), MediaErrorKind::NotFound);
    let mut foreign = opfs("foreign").await;
    let text = js_sys::Array::of1(&"not a video".into());
    let text = Blob::new_with_str_sequence(&text).expect("a blob");
    foreign.write(text).await.expect("written");
    let error = Recorder::recover("foreign").await.expect_err("no video");
    assert_eq!(error.kind(), MediaErrorKind::Type);
    drop(foreign);
    OpfsSink::remove("foreign").await.expect("a recording");

    let mut recording = Recording::start(opfs("test").await);
    let written = recording.wait(0.6).await;
    assert_in_use("test").await;
    // The files are as after a crash of the page: without a duration and an index.
    let recovered = Recorder::recover("test").await.expect("a file");
    assert!(recovered.duration.as_secs_f64() >= written, "{recovered:?}");
    let blob = recovered.blob.expect("files");
    let expected = recovered.duration.as_millis() as f64;
    assert_eq!(duration_in_header(&blob).await, Some(expected));
    let (duration, pictures) = inspect_video(&blob, &[0.3]).await;
    assert_near(duration, recovered.duration.as_secs_f64(), 0.1);
    assert_eq!(pictures[0].width, 160);

    let recording = recording.recorder.stop().await.expect("a file");
    assert_eq!(recording.error, None);
    let blob = recording.blob.expect("files");
    assert_eq!(blob.size() as u64, recording.size);
    let (duration, _) = inspect_video(&blob, &[0.3]).await;
    assert_near(duration, recording.duration.as_secs_f64(), 0.1);
    OpfsSink::remove("test").await.expect("a recording");
    let removed = OpfsSink::remove("test").await.expect_err("no recording");
    assert_eq!(removed.kind(), MediaErrorKind::NotFound);
}

#[wasm_bindgen_test]
async fn a_recording_that_ends_meanwhile_is_recovered() {
    let name = "a_recording_that_ends_meanwhile_is_recovered";
    if let Some(reason) = reason_without_files().await {
        return skip(name, reason).await;
    }
    let mut recording = Recording::start(opfs("ending").await);
    // Chromium reads a file that has changed, unless the time of the change is another second.
    recording.wait(1.4).await;
    let recorder = Rc::new(recording.recorder);
    let stop = recorder.clone();
    delay_file_read(move || async move { drop(stop.stop().await) });
    let recovered = Recorder::recover("ending").await.expect("a file");
    let recording = recorder.stop().await.expect("a file");
    assert_eq!(recovered.duration, recording.duration);
    let duration = duration_in_header(&recovered.blob.expect("files")).await;
    assert_eq!(duration, Some(recording.duration.as_millis() as f64));
    OpfsSink::remove("ending").await.expect("a recording");
}

#[wasm_bindgen_test]
async fn an_invalid_name_fails_before_the_recording() {
    let name = "an_invalid_name_fails_before_the_recording";
    if let Some(reason) = reason_without_files().await {
        return skip(name, reason).await;
    }
    for name in ["", ".", "..", "a/b"] {
        let error = OpfsSink::create(name).await.expect_err("no name of a file");
        assert_eq!(error.kind(), MediaErrorKind::Type, "{name:?}");
    }
    // A sink without a recorder has no files, and its name is free when it is dropped.
    drop(opfs("unused").await);
    drop(opfs("unused").await);
    let names = OpfsSink::names().await.expect("files");
    assert!(!names.contains(&"unused".to_owned()), "{names:?}");
}

#[wasm_bindgen_test]
async fn a_file_of_the_user_is_complete_at_the_end() {
    let name = "a_file_of_the_user_is_complete_at_the_end";
    if let Some(reason) = reason_without_files().await {
        return skip(name, reason).await;
    }
    let record = async || {
        let Some(file) = WritableFile::create("selected.webm").await else {
            return (0.0, 0.0, None);
        };
        let recording = Recording::start(FileStreamSink::new(file.stream()));
        let counts = FrameCounts::default();
        counts
            .wait(25, || (recording.position(), recording.camera.frames()))
            .await;
        let expected = recording.position();
        let recording = recording.recorder.stop().await.expect("a file");
        let duration = recording.duration.as_secs_f64();
        (duration, expected, Some((file, recording, counts)))
    };
    let (expected, results) = record_on_time(0.1, record).await;
    let Some((file, recording, counts)) = results else {
        return skip(name, "the browser cannot write to files").await;
    };
    assert_eq!((recording.error, recording.blob), (None, None));
    let content = file.content().await;
    assert_eq!(content.size() as u64, recording.size);
    let (duration, pictures) = inspect_video(&content, &[0.3, expected - 0.2, 0.3]).await;
    assert_near(duration, recording.duration.as_secs_f64(), 0.1);
    let frames = counts.between(pictures[0], pictures[1]);
    assert_near(pictures[0].frames_until(pictures[1]), frames, 8.0);
    assert_near(pictures[1].frames_until(pictures[2]), 360.0 - frames, 8.0);
    file.remove().await;
}

/// The call of a sink that fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FailingCall {
    Write(u32),
    Patch,
    Finish,
}

/// A sink that keeps the data, and that may be slow or fail.
#[derive(Default)]
struct TestSink {
    memory: MemorySink,
    writes: u32,
    finished: Rc<RefCell<Option<Blob>>>,
    fails_at: Option<FailingCall>,
    /// Whether writes are pending.
    is_blocked: Rc<Cell<bool>>,
}

impl TestSink {
    fn check(&self, call: FailingCall) -> Result<(), MediaError> {
        if self.fails_at == Some(call) {
            return Err(MediaError::new(MediaErrorKind::QuotaExceeded, "full"));
        }
        Ok(())
    }
}

impl RecordingSink for TestSink {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        self.writes += 1;
        Box::pin(async move {
            while_recording(|| !self.is_blocked.get()).await;
            self.check(FailingCall::Write(self.writes))?;
            self.memory.write(data).await
        })
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        Box::pin(async move {
            self.check(FailingCall::Patch)?;
            self.memory.patch(offset, bytes).await
        })
    }

    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async move {
            let blob = self.memory.finish(mime_type).await?;
            self.finished.replace(blob);
            self.check(FailingCall::Finish)?;
            Ok(None)
        })
    }
}

#[wasm_bindgen_test]
async fn a_dropped_recorder_completes_the_file_of_a_slow_sink() {
    let name = "a_dropped_recorder_completes_the_file_of_a_slow_sink";
    if let Some(reason) = reason_without_webm() {
        return skip(name, reason).await;
    }
    let count = listeners();
    let record = async || {
        let sink = TestSink::default();
        let (finished, is_blocked) = (sink.finished.clone(), sink.is_blocked.clone());
        is_blocked.set(true);
        let recording = Recording::start(sink);
        recording.frames(20).await;
        let expected = recording.position();
        drop(recording.recorder);
        settle().await;
        assert_eq!(*finished.borrow(), None);
        is_blocked.set(false);
        until(|| finished.borrow().is_some()).await;
        let blob = finished.take().expect("finished");
        (play_to_end(&blob).await, expected, ())
    };
    record_on_time(0.1, record).await;
    settle().await;
    assert_eq!(listeners(), count);
}

#[wasm_bindgen_test]
async fn a_full_sink_ends_the_recording() {
    if let Some(reason) = reason_without_webm() {
        return skip("a_full_sink_ends_the_recording", reason).await;
    }
    for call in [
        FailingCall::Write(1),
        FailingCall::Write(3),
        FailingCall::Patch,
        FailingCall::Finish,
    ] {
        // Without a duration in the header, browsers estimate the length of the last frame.
        repeat(|| record_until_full(call)).await;
    }
}

/// Returns an error if the duration differs from that of the browser.
async fn record_until_full(call: FailingCall) -> Result<(), String> {
    let sink = TestSink {
        fails_at: Some(call),
        ..TestSink::default()
    };
    let finished = sink.finished.clone();
    let mut recording = Recording::start(sink);
    if matches!(call, FailingCall::Write(_)) {
        let mut states = recording.recorder.state_changes();
        while states.next().await.is_some() {}
    } else {
        recording.wait(0.2).await;
    }
    let result = recording.recorder.stop().await;
    let blob = finished.take().expect("a sink is finished after an error, too");
    let error = match result {
        Err(error) => {
            assert!(
                matches!(call, FailingCall::Write(1) | FailingCall::Finish),
                "{call:?}"
            );
            error
        }
        Ok(recording) => {
            assert_eq!(blob.size() as u64, recording.size);
            let end = play_to_end(&blob).await;
            near(end, recording.duration.as_secs_f64(), 0.1)?;
            recording.error.expect("an error")
        }
    };
    assert_eq!(error.kind(), MediaErrorKind::QuotaExceeded, "{call:?}");
    Ok(())
}
