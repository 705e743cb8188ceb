//! The fake devices do as real ones do, and the accounts are right.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use common::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
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

/// What holds for any devices, real or not.
async fn behaves(devices: &MediaDevices) {
    let stream = devices.get_user_media(&both()).await.expect("there are devices");
    assert!(stream.active());
    assert_eq!((stream.audio_tracks().len(), stream.video_tracks().len()), (1, 1));
    // The picture alone: see `synthetic_devices`.
    let picture = MediaStream::from_tracks(stream.video_tracks()).expect("a page");
    let (width, height) = frames_of(&picture, 2).await;
    let video = &stream.video_tracks()[0];
    let settings = video.settings();
    assert_eq!((settings.width, settings.height), (Some(width), Some(height)));
    assert!(!video.label().is_empty() && !video.muted());
    let id = settings.device_id.expect("it is told");
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
            // Firefox's fake camera looks wherever it is told to.
            Ok(_) => assert_eq!(constraint, "facingMode"),
        }
    }
    let nothing = devices
        .get_user_media_js(&js_sys::Object::new())
        .await
        .expect_err("nothing");
    assert_eq!(nothing.kind(), MediaErrorKind::Type);
    assert!(devices.supported_constraints().device_id);
}

#[wasm_bindgen_test]
async fn fake_devices_behave_as_real_ones() {
    behaves(&MediaDevices::from_navigator().expect("a secure page")).await;
    assert_eq!(live_tracks(), 0);
    let fake = with_devices();
    behaves(&fake.devices()).await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn installed_and_taken_away_again() {
    let page = navigator_media_devices();
    let before =
        js_sys::Object::get_own_property_descriptor(&navigator_of_page().into(), &"mediaDevices".into());
    let fake = with_devices();
    let installed = fake.install();
    assert_ne!(navigator_media_devices(), page);
    let stream = get_user_media(&both()).await.expect("fake ones");
    assert_eq!(fake.live_tracks(), 2);
    let permission = PermissionStatus::query(PermissionName::Camera).await;
    assert_eq!(permission.state(), PermissionState::Granted);
    let changed = next_event(stream.video_tracks().remove(0), "ended");
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    changed.await;
    assert_eq!(permission.state(), PermissionState::Denied);
    let error = get_user_media(&both()).await.expect_err("refused for good");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    drop(installed);
    assert_eq!(navigator_media_devices(), page);
    let after =
        js_sys::Object::get_own_property_descriptor(&navigator_of_page().into(), &"mediaDevices".into());
    assert_eq!((before.is_undefined(), after.is_undefined()), (true, true));
    drop(stream);
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn labels_are_told_when_something_was_granted() {
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
async fn plugged_unplugged_and_muted() {
    let fake = with_devices();
    let devices = fake.devices();
    let stream = devices.get_user_media(&both()).await.expect("granted");
    let video = stream.video_tracks().remove(0);
    let duplicate = video.duplicate();
    let (muted, also) = (next_event(&video, "mute"), next_event(&*duplicate, "mute"));
    fake.set_muted("front", true);
    muted.await;
    also.await;
    assert!(video.muted() && duplicate.muted());
    fake.set_muted("front", false);
    assert!(!video.muted());

    let mut changes = devices.device_changes();
    let ended = next_event(&video, "ended");
    assert!(fake.unplug("front") && !fake.unplug("front"));
    ended.await;
    assert_eq!(duplicate.ready_state(), MediaStreamTrackState::Ended);
    let change = changes.next().await.expect("it goes on");
    assert_eq!(change.devices.len(), 2);
    let audio = &stream.audio_tracks()[0];
    assert_eq!(
        audio.ready_state(),
        MediaStreamTrackState::Live,
        "the microphone is still there"
    );
}

/// What a callback does to the devices is told after what it was called for, as by a browser.
#[wasm_bindgen_test]
async fn one_change_may_bring_another() {
    let errors = uncaught_errors();
    let fake = Rc::new(with_devices());
    let told = Rc::new(RefCell::new(Vec::new()));
    let listener = fake.devices().on_device_change({
        let (fake, told) = (Rc::clone(&fake), Rc::clone(&told));
        move || {
            let change = told.borrow().len() / 2;
            told.borrow_mut().push(format!("{change} begins"));
            if change < 2 {
                fake.plug(&FakeDevice::camera(&format!("another {change}")));
            }
            told.borrow_mut().push(format!("{change} ends"));
        }
    });
    fake.plug(&FakeDevice::camera("one"));
    assert_eq!(
        *told.borrow(),
        ["0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends"]
    );
    drop(listener);
    assert_eq!(uncaught_errors(), errors);
}

#[wasm_bindgen_test]
async fn every_answer_there_is() {
    let fake = with_devices();
    let devices = fake.devices();
    fake.hold_prompts(true);
    assert!(!fake.respond(&PromptResponse::Grant), "nobody has asked");
    for (answer, name) in [
        (PromptResponse::Deny, "NotAllowedError"),
        (PromptResponse::Fail(MediaErrorKind::Abort), "AbortError"),
        (
            PromptResponse::Fail(MediaErrorKind::NotReadable),
            "NotReadableError",
        ),
    ] {
        let request = devices.get_user_media(&both());
        assert_eq!(fake.pending_prompts(), 1);
        assert!(fake.respond(&answer));
        assert_eq!(request.await.expect_err("it is refused").name(), name);
    }
    let kind = MediaErrorKind::Overconstrained {
        constraint: "width".to_owned(),
    };
    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::Fail(kind.clone()));
    assert_eq!(request.await.expect_err("it is refused").kind(), kind);

    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::Nothing);
    assert_eq!(request.await.expect("a stream").tracks(), []);
    let request = devices.get_user_media(&both());
    fake.respond(&PromptResponse::Ended);
    let stream = request.await.expect("a stream");
    assert!(!stream.active() && stream.tracks().len() == 2);

    // Pending for ever, and taken back: answered or not, nothing is live.
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
async fn a_session_on_phones_and_what_happens_to_them() {
    let fake = with_devices();
    let installed = fake.install();
    fake.set_exclusive_camera(true);
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("granted");
    let looks = |stream: &MediaStream| stream.video_tracks()[0].settings().facing_mode;
    assert_eq!(looks(&stream), Some(FacingMode::User));
    // The second camera can only be opened when the first is closed.
    assert_eq!(capture.flip_camera().await.expect("the back one"), stream);
    assert_eq!(looks(&stream), Some(FacingMode::Environment));
    assert_eq!(fake.live_tracks(), 2);
    // One that fails then leaves the old one, opened again.
    fake.hold_prompts(true);
    let flip = capture.flip_camera();
    fake.respond(&PromptResponse::Fail(MediaErrorKind::NotReadable));
    settle().await;
    assert_eq!(fake.live_tracks(), 1, "closed for the new one");
    fake.respond(&PromptResponse::Fail(MediaErrorKind::NotReadable));
    settle().await;
    fake.respond(&PromptResponse::Grant);
    assert_eq!(
        flip.await.expect_err("it failed").kind(),
        MediaErrorKind::NotReadable
    );
    assert_eq!(looks(&stream), Some(FacingMode::Environment));
    fake.hold_prompts(false);

    // Unplugged: another one takes its place, and gives it back when it returns.
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
    assert_eq!(looks(&stream), Some(FacingMode::User));
    fake.plug(&FakeDevice::camera("back").facing(FacingMode::Environment));
    while looks(&stream) != Some(FacingMode::Environment) {
        settle().await;
    }
    assert_eq!(fake.live_tracks(), 2);

    // Muted for too long, with nothing to do about it.
    let shortest = std::time::Duration::from_millis(1);
    capture.set_recovery(RecoveryPolicy::new().mute_timeout(shortest));
    let unmuted = capture.track(MediaStreamTrackKind::Video).expect("it is live");
    fake.set_muted("back", true);
    while capture.track(MediaStreamTrackKind::Video).is_some() {
        settle().await;
    }
    assert_eq!(unmuted.ready_state(), MediaStreamTrackState::Ended);
    assert!(capture.state().is_live(), "the microphone is");
    // Refused for good: that was the last.
    fake.set_permission(&PermissionName::Microphone, &PermissionState::Denied);
    loop {
        if let Some(CaptureState::Ended(loss)) = states.next().await {
            assert_eq!(loss.reason, LossReason::PermissionRevoked);
            break;
        }
    }
    assert_eq!(fake.live_tracks(), 0);
    drop(installed);
}

/// The device is gone between the list and the request.
#[wasm_bindgen_test]
async fn gone_before_it_could_be_opened() {
    let fake = with_devices();
    let devices = fake.devices();
    drop(devices.get_user_media(&both()).await.expect("granted"));
    let listed = devices.enumerate_devices().await.expect("a list");
    fake.unplug("back");
    let gone = listed
        .iter()
        .find(|device| device.label.as_deref() == Some("back"))
        .expect("listed");
    let id = gone.device_id.clone().expect("told");
    let request = MediaTrackConstraints::new().device_id(Constrain::exact(id));
    let error = devices
        .get_user_media(&MediaStreamConstraints::new().video(request))
        .await
        .expect_err("gone");
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
    // The picture alone: an audio context that waits for a click may hold up what it plays with.
    let picture = LocalMediaStream::from_tracks([camera.track().expect("a track")]).expect("a page");
    assert_eq!(frames_of(&picture, 3).await, (320, 180));
    assert!(camera.frames() > drawn);
    let sound = microphone.track().expect("a track");
    assert_eq!(sound.ready_state(), MediaStreamTrackState::Live);
    drop((picture, sound));
    for sound in [Sound::Silence, Sound::Noise { volume: 0.1 }] {
        let track = SyntheticMicrophone::new(sound)
            .expect("a page")
            .track()
            .expect("a track");
        assert_eq!(track.kind(), MediaStreamTrackKind::Audio);
    }
}

#[wasm_bindgen_test]
async fn the_accounts_are_right() {
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
    // Given up is not gone.
    let given_up = stream.into_media_stream();
    assert_eq!(OpenResources::snapshot().live_tracks, 2);
    assert_eq!(
        OpenResources::snapshot().to_string(),
        "2 live tracks, 0 listeners, 0 unanswered requests"
    );
    leak_check::stop_all();
    assert!(!given_up.active());
    leak_check::assert_no_live_tracks();
    let before = tracks_seen();
    drop(get_user_media(&both()));
    assert_eq!(
        OpenResources::snapshot().requests,
        1,
        "taken back is not answered"
    );
    tracks_to_come(before + 2).await;
    settle().await;
    leak_check::assert_no_leaks();
    drop(JsValue::NULL);
}
