//! The content of the files.

use super::*;

#[wasm_bindgen_test]
async fn a_file_has_a_duration_and_can_be_searched() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_file_has_a_duration_and_can_be_searched", reason).await;
    }
    let record = async || {
        let scene = Scene::new();
        let recorder = scene.recorder();
        let (chunks, states) = (recorder.chunks(), recorder.state_changes());
        scene.frames(2).await;
        recorder.start().expect("a track");
        assert_eq!(recorder.state(), RecorderState::Recording);
        let counts = FrameCounts::default();
        scene.counted_frames(60, &counts, &recorder).await;
        let expected = recorder.position().as_secs_f64();
        let recording = recorder.stop().await.expect("a file");
        assert_eq!(recorder.state(), RecorderState::Stopped);
        let duration = recording.duration.as_secs_f64();
        (duration, expected, (recording, counts, chunks, states))
    };
    let (expected, (recording, counts, mut chunks, mut states)) = record_on_time(0.1, record).await;

    assert_eq!(recording.error, None);
    assert!(recording.gaps.is_empty());
    assert!(
        recording.mime_type.starts_with("video/webm"),
        "{}",
        recording.mime_type
    );
    let blob = recording.blob.expect("in memory");
    assert_eq!(blob.size() as u64, recording.size);
    assert_eq!(blob.type_(), recording.mime_type);
    let (duration, pictures) = inspect_video(&blob, &[0.3, expected / 2.0, 0.3]).await;
    assert_near(duration, expected, 0.1);
    assert_eq!((pictures[0].width, pictures[0].height), (320, 240));
    let frames = counts.between(pictures[0], pictures[1]);
    assert_near(pictures[0].frames_until(pictures[1]), frames, 8.0);
    assert_near(pictures[1].frames_until(pictures[2]), 360.0 - frames, 8.0);
    assert_near(play_to_end(&blob).await, expected, 0.1);

    let mut size = 0.0;
    let mut end = Duration::ZERO;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.expect("data");
        assert_eq!(chunk.timecode, end);
        end += chunk.duration;
        size += chunk.blob.size();
    }
    assert_eq!((size as u64, end), (recording.size, recording.duration));
    let mut all = Vec::new();
    while let Some(state) = states.next().await {
        all.push(state.name());
    }
    assert_eq!(all, ["recording", "stopping", "stopped"]);
}

#[wasm_bindgen_test]
async fn the_sound_is_in_the_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_sound_is_in_the_file", reason).await;
    }
    // Without an audio output, Firefox delays the sound of the microphone until it plays sound to nowhere.
    let context = audio::AudioContext::shared().expect("a page");
    context_runs(context.as_ref()).await;
    let stream = open().await;
    let record = async || {
        let recorder = Recorder::new(&stream, options());
        recorder.start().expect("tracks");
        while_recording(|| recorder.position() >= Duration::from_millis(1600)).await;
        let recording = recorder.stop().await.expect("a file");
        let blob = recording.blob.expect("in memory");
        let (duration, loudness) = inspect_audio(&blob).await;
        (duration, recording.duration.as_secs_f64(), (blob, loudness))
    };
    // The microphone may start later than the camera.
    let (expected, (blob, loudness)) = record_on_time(0.2, record).await;
    let halves = [&loudness[..5], &loudness[5..]];
    for half in halves {
        assert!(half.iter().any(|loudest| *loudest > 0.1), "{loudness:?}");
    }
    let (duration, pictures) = inspect_video(&blob, &[0.5]).await;
    assert_near(duration, expected, 0.1);
    assert!(pictures[0].width > 0);
}

#[wasm_bindgen_test]
async fn the_time_of_a_pause_is_not_in_the_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_time_of_a_pause_is_not_in_the_file", reason).await;
    }
    let record = async || {
        let scene = Scene::new();
        let recorder = scene.recorder();
        recorder.start().expect("a track");
        let counts = FrameCounts::default();
        scene.counted_frames(20, &counts, &recorder).await;
        recorder.pause().expect("recording");
        recorder.pause().expect("a no-op");
        assert_eq!(recorder.state(), RecorderState::Paused);
        let position = recorder.position();
        scene.counted_frames(30, &counts, &recorder).await;
        assert_eq!(recorder.position(), position);
        recorder.resume().expect("paused");
        scene.counted_frames(20, &counts, &recorder).await;
        let expected = recorder.position().as_secs_f64();
        let recording = recorder.stop().await.expect("a file");
        let duration = recording.duration.as_secs_f64();
        (duration, expected, (recording, counts))
    };
    let (expected, (recording, counts)) = record_on_time(0.1, record).await;
    let times = [0.2, expected - 0.2];
    let (_, pictures) = inspect_video(&recording.blob.expect("in memory"), &times).await;
    let frames = counts.between(pictures[0], pictures[1]);
    assert_near(pictures[0].frames_until(pictures[1]), frames, 10.0);
}

#[wasm_bindgen_test]
async fn a_changed_stream_ends_with_an_error_and_a_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_changed_stream_ends_with_an_error_and_a_file", reason).await;
    }
    for is_added in [true, false] {
        repeat(|| record_changed_stream(is_added)).await;
    }
}

/// Returns an error if the file is too long: a late last frame makes the estimate of its length too long.
async fn record_changed_stream(is_added: bool) -> Result<(), String> {
    let (scene, other) = (Scene::new(), Scene::new());
    let recorder = scene.recorder();
    let mut chunks = recorder.chunks();
    recorder.start().expect("a track");
    // At the change, Firefox discards what it has not encoded yet. All that it has delivered must be in the file.
    let delivered = delivered(&mut chunks, 0.3).await;
    if is_added {
        scene.stream.add_track(&other.track);
    } else {
        scene.stream.remove_track(&scene.track);
    }
    let mut last = None;
    while let Some(chunk) = chunks.next().await {
        last = Some(chunk);
    }
    // The browser ends the recording some time after the change.
    let ended = recorder.position().as_secs_f64();
    let recording = recorder.stop().await.expect("a file");
    let error = recording.error.expect("an error");
    assert_eq!(error.kind(), MediaErrorKind::InvalidModification);
    assert_eq!(last, Some(Err(error)));
    let duration = play_to_end(&recording.blob.expect("in memory")).await;
    assert!(duration >= delivered - 0.1, "{duration} s of {delivered} s");
    let is_on_time = duration < ended + 0.1;
    is_on_time
        .then_some(())
        .ok_or_else(|| format!("{duration} s of {ended} s"))
}

#[wasm_bindgen_test]
async fn the_options_reach_the_browser() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_options_reach_the_browser", reason).await;
    }
    let scene = Scene::new();
    let options = options()
        .audio_bits_per_second(64_000)
        .video_bits_per_second(400_000)
        .audio_bitrate_mode(BitrateMode::Constant)
        .key_frame_interval(Duration::from_millis(1500));
    let recorder = Recorder::new(&scene.stream, options);
    with_broken_recorder("none", || recorder.start()).expect("a track");
    let passed = recorder_options();
    for member in [
        r#""mimeType":"video/"#,
        r#""audioBitsPerSecond":64000"#,
        r#""videoBitsPerSecond":400000"#,
        r#""audioBitrateMode":"constant""#,
        r#""videoKeyFrameIntervalDuration":1500"#,
    ] {
        assert!(passed.contains(member), "{member} {passed}");
    }
    drop(recorder);
}

#[wasm_bindgen_test]
async fn a_track_without_data_is_an_empty_recording() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_track_without_data_is_an_empty_recording", reason).await;
    }
    let scene = Scene::new();
    let muted = MediaStreamTrack::from(muted_track());
    assert!(muted.muted());
    let stream = MediaStream::from_tracks([muted]).expect("a page");
    let recorder = Recorder::new(&stream, options());
    recorder.start().expect("a live track");
    scene.frames(20).await;
    let error = recorder.stop().await.expect_err("no data");
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);
}
