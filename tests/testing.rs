//! The fake devices behave as real ones, and the counts of open resources are correct.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use common::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn with_devices() -> FakeMediaDevices {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::microphone("microphone"));
    fake.plug(&FakeDevice::camera("front").facing(FacingMode::User));
    fake.plug(&FakeDevice::camera("back").facing(FacingMode::Environment));
    fake
}

/// Asserts the behaviour of real and fake devices.
async fn assert_behaves(devices: &MediaDevices) {
    let stream = devices
        .get_user_media(&both())
        .await
        .expect("devices of both kinds");
    assert!(stream.active());
    assert_eq!((stream.audio_tracks().len(), stream.video_tracks().len()), (1, 1));
    // Video only: see `synthetic_devices`.
    let video_only = MediaStream::from_tracks(stream.video_tracks()).expect("a page");
    let (width, height) = frames_of(&video_only, 2).await;
    let video = &stream.video_tracks()[0];
    let settings = video.settings();
    assert_eq!((settings.width, settings.height), (Some(width), Some(height)));
    assert!(!video.label().is_empty());
    // Chromium mutes a track without frames, and checks that in intervals.
    until(|| !video.muted()).await;
    let id = settings.device_id.expect("it is exposed");
    let listed = devices.enumerate_devices().await.expect("a list");
    assert!(
        listed
            .iter()
            .any(|device| device.device_id.as_ref() == Some(&id) && device.label.is_some())
    );

    let same = MediaTrackConstraints::new().device_id(Constrain::exact(id.clone()));
    let again = devices
        .get_user_media(&MediaStreamConstraints::new().video(same))
        .await
        .expect("the same");
    assert_eq!(again.video_tracks()[0].settings().device_id, Some(id));
    let duplicate = again.duplicate();
    again.stop();
    assert!(duplicate.active() && !again.active());
    drop(duplicate);

    for (video, constraint) in [
        (
            MediaTrackConstraints::new().device_id(Constrain::exact("no such device")),
            "deviceId",
        ),
        (
            MediaTrackConstraints::new().facing_mode(Constrain::exact(FacingMode::Left)),
            "facingMode",
        ),
    ] {
        match devices
            .get_user_media(&MediaStreamConstraints::new().video(video))
            .await
        {
            Err(error) => assert_eq!(error.constraint(), Some(constraint), "{error}"),
            // Firefox's fake camera accepts every facing mode.
            Ok(_) => assert_eq!(constraint, "facingMode"),
        }
    }
    let nothing = devices
        .get_user_media_js(&js_sys::Object::new())
        .await
        .expect_err("an empty request");
    assert_eq!(nothing.kind(), MediaErrorKind::Type);
    assert!(devices.supported_constraints().device_id);
}

#[wasm_bindgen_test]
async fn fake_devices_behave_as_real_ones() {
    assert_behaves(&MediaDevices::from_navigator().expect("a secure page")).await;
    assert_eq!(live_tracks(), 0);
    let fake = with_devices();
    assert_behaves(&fake.devices()).await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn the_install_guard_restores_the_page() {
    let original = navigator_media_devices();
    let before =
        js_sys::Object::get_own_property_descriptor(&navigator_of_page().into(), &"mediaDevices".into());
    let fake = with_devices();
    let guard = fake.install();
    assert_ne!(navigator_media_devices(), original);
    let stream = get_user_media(&both()).await.expect("fake devices");
    assert_eq!(fake.live_tracks(), 2);
    let permission = PermissionStatus::query(PermissionName::Camera).await;
    assert_eq!(permission.state(), PermissionState::Granted);
    let changed = next_event(stream.video_tracks().remove(0), "ended");
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    changed.await;
    assert_eq!(permission.state(), PermissionState::Denied);
    let error = get_user_media(&both()).await.expect_err("denied");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    drop(guard);
    assert_eq!(navigator_media_devices(), original);
    let after =
        js_sys::Object::get_own_property_descriptor(&navigator_of_page().into(), &"mediaDevices".into());
    assert_eq!((before.is_undefined(), after.is_undefined()), (true, true));
    drop(stream);
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn labels_are_exposed_after_a_grant() {
    let fake = with_devices();
    let devices = fake.devices();
    assert!(
        devices
            .enumerate_devices()
            .await
            .expect("a list")
            .iter()
            .all(|device| device.label.is_none())
    );
    drop(devices.get_user_media(&both()).await.expect("granted"));
    let labels: Vec<_> = devices
        .enumerate_devices()
        .await
        .expect("a list")
        .into_iter()
        .map(|d| d.label)
        .collect();
    assert_eq!(
        labels,
        ["microphone", "front", "back"].map(|label| Some(label.to_owned()))
    );
}

#[wasm_bindgen_test]
async fn plug_unplug_and_mute() {
    let fake = with_devices();
    let devices = fake.devices();
    let stream = devices.get_user_media(&both()).await.expect("granted");
    let video = stream.video_tracks().remove(0);
    let duplicate = video.duplicate();
    let (muted, duplicate_muted) = (next_event(&video, "mute"), next_event(&*duplicate, "mute"));
    fake.set_muted("front", true);
    muted.await;
    duplicate_muted.await;
    assert!(video.muted() && duplicate.muted());
    fake.set_muted("front", false);
    assert!(!video.muted());

    let mut changes = devices.device_changes();
    let ended = next_event(&video, "ended");
    assert!(fake.unplug("front") && !fake.unplug("front"));
    ended.await;
    assert_eq!(duplicate.ready_state(), MediaStreamTrackState::Ended);
    let change = changes.next().await.expect("the stream does not end");
    assert_eq!(change.devices.len(), 2);
    let audio = &stream.audio_tracks()[0];
    assert_eq!(
        audio.ready_state(),
        MediaStreamTrackState::Live,
        "the microphone stays live"
    );
}

/// As in a browser, a change within a callback is dispatched after the current event.
#[wasm_bindgen_test]
async fn a_change_within_a_callback_is_dispatched_later() {
    let errors = uncaught_errors();
    let fake = Rc::new(with_devices());
    let calls = Rc::new(RefCell::new(Vec::new()));
    let listener = fake.devices().on_device_change({
        let (fake, calls) = (Rc::clone(&fake), Rc::clone(&calls));
        move || {
            let change = calls.borrow().len() / 2;
            calls.borrow_mut().push(format!("{change} begins"));
            if change < 2 {
                fake.plug(&FakeDevice::camera(&format!("another {change}")));
            }
            calls.borrow_mut().push(format!("{change} ends"));
        }
    });
    fake.plug(&FakeDevice::camera("one"));
    assert_eq!(
        *calls.borrow(),
        ["0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends"]
    );
    drop(listener);
    assert_eq!(uncaught_errors(), errors);
}

#[wasm_bindgen_test]
async fn every_prompt_response() {
    let fake = with_devices();
    let devices = fake.devices();
    fake.hold_prompts(true);
    assert!(!fake.respond(&PromptResponse::Grant), "no request is pending");
    for (response, name) in [
        (PromptResponse::Deny, "NotAllowedError"),
        (PromptResponse::Fail(MediaErrorKind::Abort), "AbortError"),
        (
            PromptResponse::Fail(MediaErrorKind::NotReadable),
            "NotReadableError",
        ),
    ] {
        let request = devices.get_user_media(&both());
        assert_eq!(fake.pending_prompts(), 1);
        assert!(fake.respond(&response));
        assert_eq!(request.await.expect_err("rejected").name(), name);
    }
    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::Overconstrained {
        constraint: "width".to_owned(),
    });
    let error = request.await.expect_err("rejected");
    assert_eq!(error.kind(), MediaErrorKind::Overconstrained);
    assert_eq!(error.constraint(), Some("width"));

    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::NoTracks);
    assert_eq!(request.await.expect("a stream").tracks(), []);
    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::EndedTracks);
    let stream = request.await.expect("a stream");
    assert!(!stream.active() && stream.tracks().len() == 2);

    // Dropped while pending: no track is live after any response.
    drop(devices.get_user_media(&both()));
    settle().await;
    assert_eq!((fake.pending_prompts(), fake.live_tracks()), (1, 0));
    fake.respond(&PromptResponse::Grant);
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    drop(devices.get_user_media(&both()));
    fake.respond(&PromptResponse::Deny);
    settle().await;
}

#[wasm_bindgen_test]
async fn capture_with_an_exclusive_camera_and_losses() {
    let fake = with_devices();
    let guard = fake.install();
    fake.set_exclusive_camera(true);
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("granted");
    let facing_mode = |stream: &MediaStream| stream.video_tracks()[0].settings().facing_mode;
    assert_eq!(facing_mode(&stream), Some(FacingMode::User));
    // The second camera can be opened only after the first one was stopped.
    assert_eq!(capture.flip_camera().await.expect("the back one"), stream);
    assert_eq!(facing_mode(&stream), Some(FacingMode::Environment));
    assert_eq!(fake.live_tracks(), 2);
    // If the second camera fails, the first one is reopened.
    fake.hold_prompts(true);
    let flip = capture.flip_camera();
    fake.respond(&PromptResponse::Fail(MediaErrorKind::NotReadable));
    settle().await;
    assert_eq!(fake.live_tracks(), 1, "stopped for the second camera");
    fake.respond(&PromptResponse::Fail(MediaErrorKind::NotReadable));
    settle().await;
    fake.respond(&PromptResponse::Grant);
    assert_eq!(
        flip.await.expect_err("the second camera failed").kind(),
        MediaErrorKind::NotReadable
    );
    assert_eq!(facing_mode(&stream), Some(FacingMode::Environment));
    fake.hold_prompts(false);

    // A fallback replaces the unplugged camera until it is plugged in again.
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    let mut states = capture.state_changes();
    fake.unplug("back");
    let Some(CaptureState::Recovering(loss)) = states.next().await else {
        panic!("{capture:?}")
    };
    assert_eq!(
        (loss.reason, loss.device_id.as_deref()),
        (LossReason::Unplugged, Some("back"))
    );
    assert!(matches!(states.next().await, Some(CaptureState::Live)));
    assert_eq!(facing_mode(&stream), Some(FacingMode::User));
    fake.plug(&FakeDevice::camera("back").facing(FacingMode::Environment));
    while facing_mode(&stream) != Some(FacingMode::Environment) {
        settle().await;
    }
    assert_eq!(fake.live_tracks(), 2);

    // Muted for longer than the timeout, without a replacement.
    let timeout = std::time::Duration::from_millis(1);
    capture.set_recovery(RecoveryPolicy::new().mute_timeout(timeout));
    let track = capture.track(MediaStreamTrackKind::Video).expect("it is live");
    fake.set_muted("back", true);
    while capture.track(MediaStreamTrackKind::Video).is_some() {
        settle().await;
    }
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    assert!(capture.state().is_live(), "the microphone is live");
    // The last track ends when its permission is denied.
    fake.set_permission(&PermissionName::Microphone, &PermissionState::Denied);
    loop {
        if let Some(CaptureState::Ended(loss)) = states.next().await {
            assert_eq!(loss.reason, LossReason::PermissionRevoked);
            break;
        }
    }
    assert_eq!(fake.live_tracks(), 0);
    drop(guard);
}

#[wasm_bindgen_test]
async fn a_device_unplugged_after_it_was_listed() {
    let fake = with_devices();
    let devices = fake.devices();
    drop(devices.get_user_media(&both()).await.expect("granted"));
    let listed = devices.enumerate_devices().await.expect("a list");
    fake.unplug("back");
    let unplugged = listed
        .iter()
        .find(|device| device.label.as_deref() == Some("back"))
        .expect("listed");
    let id = unplugged.device_id.clone().expect("exposed");
    let request = MediaTrackConstraints::new().device_id(Constrain::exact(id));
    let error = devices
        .get_user_media(&MediaStreamConstraints::new().video(request))
        .await
        .expect_err("unplugged");
    assert_eq!(error.constraint(), Some("deviceId"));
    fake.unplug("front");
    let error = devices.get_user_media(&both()).await.expect_err("no camera left");
    assert_eq!(error.kind(), MediaErrorKind::NotFound);
    assert_eq!(fake.live_tracks(), 0, "the microphone was not left open");
}

#[wasm_bindgen_test]
async fn synthetic_devices() {
    let camera = SyntheticCamera::new(320, 180, 20.0).expect("a page");
    let microphone = SyntheticMicrophone::new(Sound::Tone {
        frequency: 440.0,
        volume: 0.5,
    })
    .expect("a page");
    let drawn = camera.frames();
    // Video only: an audio context that waits for user activation may block the video in the same element.
    let stream = LocalMediaStream::from_tracks([camera.track().expect("a track")]).expect("a page");
    assert_eq!(frames_of(&stream, 3).await, (320, 180));
    assert!(camera.frames() > drawn);
    let sound = microphone.track().expect("a track");
    assert_eq!(sound.ready_state(), MediaStreamTrackState::Live);
    drop((stream, sound));
    for sound in [Sound::Silence, Sound::Noise { volume: 0.1 }] {
        let track = SyntheticMicrophone::new(sound)
            .expect("a page")
            .track()
            .expect("a track");
        assert_eq!(track.kind(), MediaStreamTrackKind::Audio);
    }
}

#[wasm_bindgen_test]
async fn open_resources_are_counted() {
    settle().await;
    leak_check::assert_no_leaks();
    let request = get_user_media(&both());
    assert_eq!(OpenResources::snapshot().requests, 1);
    let stream = request.await.expect("the fake devices open");
    assert_eq!(
        (
            OpenResources::snapshot().live_tracks,
            OpenResources::snapshot().requests
        ),
        (2, 0)
    );
    let duplicate = stream.duplicate();
    let listener = stream.on_inactive(|| ());
    assert_eq!(OpenResources::snapshot().live_tracks, 4);
    assert!(OpenResources::snapshot().listeners >= 1);
    drop((listener, duplicate));
    // Tracks whose ownership was given up are still counted.
    let unowned = stream.into_media_stream();
    assert_eq!(OpenResources::snapshot().live_tracks, 2);
    assert_eq!(
        OpenResources::snapshot().to_string(),
        "2 live tracks, 0 listeners, 0 pending requests"
    );
    leak_check::stop_all();
    assert!(!unowned.active());
    leak_check::assert_no_live_tracks();
    let before = tracks_created();
    drop(get_user_media(&both()));
    assert_eq!(
        OpenResources::snapshot().requests,
        1,
        "a cancelled request is pending until it settles"
    );
    until_tracks_created(before + 2).await;
    settle().await;
    leak_check::assert_no_leaks();
}
