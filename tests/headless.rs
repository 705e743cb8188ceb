//! The headless types: one callback for each change, none for the same snapshot, and none after the drop.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use common::*;
use local_media_stream::headless::*;
use local_media_stream::leak_check::{OpenResources, assert_no_leaks};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Installs a fake with two cameras.
fn install_fake() -> (FakeMediaDevices, InstallGuard) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let guard = fake.install();
    (fake, guard)
}

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

fn camera(device_id: &str) -> MediaStreamConstraints {
    let track = MediaTrackConstraints::new().device_id(Constrain::exact(device_id));
    MediaStreamConstraints::new().video(track)
}

/// Records the snapshots of a model as text.
#[derive(Clone, Default)]
struct Recorder(Rc<RefCell<Vec<String>>>);

impl Recorder {
    fn model(&self, request: impl Into<CaptureRequest>) -> CaptureModel {
        let recorder = self.clone();
        CaptureModel::new(request, move |snapshot| {
            recorder.0.borrow_mut().push(summary(&snapshot));
        })
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Returns the state, whether there is a stream, and the name of the error.
fn summary(snapshot: &CaptureSnapshot) -> String {
    let mut text = snapshot.state.name().to_owned();
    if snapshot.stream.is_some() {
        text += " with a stream";
    }
    if let Some(error) = &snapshot.error {
        text += " and ";
        text += error.name();
    }
    text
}

fn device_id(model: &CaptureModel) -> Option<String> {
    let track = model.snapshot().stream?.video_tracks().into_iter().next()?;
    track.settings().device_id
}

#[wasm_bindgen_test]
async fn every_change_calls_back_once() {
    let (fake, guard) = install_fake();
    let recorder = Recorder::default();
    let model = recorder.model(video());
    assert_eq!(summary(&model.snapshot()), "idle");
    model.set_request(camera("front"));
    assert_eq!(recorder.take(), Vec::<String>::new(), "not started");
    model.start();
    until(|| model.snapshot().state.is_live()).await;
    assert_eq!(recorder.take(), ["prompting", "live with a stream"]);
    model.set_request(camera("front"));
    model.start();
    settle().await;
    assert_eq!(recorder.take(), Vec::<String>::new(), "no change");
    model.set_request(camera("back"));
    until(|| device_id(&model).as_deref() == Some("back")).await;
    assert_eq!(recorder.take(), ["switching with a stream", "live with a stream"]);
    model.restart();
    until(|| recorder.0.borrow().len() == 2).await;
    assert_eq!(recorder.take(), ["prompting", "live with a stream"]);
    model.stop();
    model.set_request(camera("front"));
    settle().await;
    assert_eq!(
        (recorder.take(), fake.live_tracks()),
        (vec!["idle".to_owned()], 0)
    );
    model.restart();
    until(|| model.snapshot().state.is_live()).await;
    recorder.take();
    drop(model);
    assert_eq!(
        (recorder.take().len(), fake.live_tracks()),
        (0, 0),
        "stopped without a callback"
    );
    drop(guard);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_snapshot_has_the_error_and_the_remaining_stream() {
    let (fake, guard) = install_fake();
    let recorder = Recorder::default();
    let model = recorder.model(camera("none"));
    model.start();
    until(|| model.snapshot().error.is_some()).await;
    settle().await;
    assert_eq!(recorder.take(), ["prompting", "failed and OverconstrainedError"]);
    // The error of the latest request, although the capture is not called.
    model.set_request(MediaStreamConstraints::new());
    until(|| recorder.0.borrow().last().map(String::as_str) == Some("failed and TypeError")).await;
    // The model is still started, so a new request is opened.
    model.set_request(camera("front"));
    until(|| model.snapshot().state.is_live()).await;
    assert_eq!(
        recorder.take().last().map(String::as_str),
        Some("live with a stream")
    );
    model.set_request(camera("none"));
    until(|| model.snapshot().error.is_some()).await;
    let after = recorder.take();
    assert_eq!(
        after.last().map(String::as_str),
        Some("live with a stream and OverconstrainedError")
    );
    assert_eq!(device_id(&model).as_deref(), Some("front"));
    // The next call clears the error.
    model.start();
    assert!(model.snapshot().error.is_none());
    until(|| model.snapshot().error.is_some()).await;
    model.stop();
    assert_eq!(summary(&model.snapshot()), "idle");
    // An invalid request fails before the capture is called.
    model.set_request(MediaStreamConstraints::new());
    model.start();
    until(|| model.snapshot().error.is_some()).await;
    assert_eq!(summary(&model.snapshot()), "failed and TypeError");
    assert_eq!(fake.live_tracks(), 0);
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_new_request_after_the_device_was_disconnected() {
    let (fake, guard) = install_fake();
    let recorder = Recorder::default();
    let model = recorder.model(camera("front"));
    model.start();
    until(|| model.snapshot().state.is_live()).await;
    fake.unplug("front");
    until(|| matches!(model.snapshot().state, CaptureState::Ended(_))).await;
    model.set_request(camera("back"));
    until(|| device_id(&model).as_deref() == Some("back")).await;
    assert_eq!(fake.live_tracks(), 1);
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_snapshot_has_the_state_of_each_kind() {
    let (fake, guard) = install_fake();
    fake.plug(&FakeDevice::microphone("microphone"));
    let model = Recorder::default().model(video().audio(true));
    let names = || {
        let snapshot = model.snapshot();
        [snapshot.state, snapshot.audio, snapshot.video].map(|state| state.name())
    };
    assert_eq!(names(), ["idle", "idle", "idle"]);
    model.start();
    assert_eq!(names(), ["prompting", "prompting", "prompting"]);
    until(|| names() == ["live", "live", "live"]).await;
    fake.unplug("microphone");
    until(|| names() == ["live", "ended", "live"]).await;
    model.capture().set_recovery(RecoveryPolicy::new().reclaim());
    fake.unplug("front");
    until(|| names() == ["recovering", "ended", "recovering"]).await;
    model.stop();
    assert_eq!(names(), ["idle", "idle", "idle"]);
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn restart_after_the_end_and_during_a_prompt() {
    let (fake, guard) = install_fake();
    let model = Recorder::default().model(camera("front"));
    model.start();
    until(|| model.snapshot().state.is_live()).await;
    fake.unplug("front");
    until(|| matches!(model.snapshot().state, CaptureState::Ended(_))).await;
    fake.plug(&FakeDevice::camera("front"));
    fake.hold_prompts(true);
    model.restart();
    assert_eq!(fake.pending_prompts(), 1);
    settle().await;
    // The user has overlooked the prompt.
    model.restart();
    assert_eq!(fake.pending_prompts(), 2);
    assert!(fake.respond_nth(1, &PromptResponse::Grant));
    until(|| model.snapshot().state.is_live()).await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!((fake.live_tracks(), model.snapshot().error), (1, None));
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_new_display_request_waits_for_start() {
    let (fake, guard) = install_fake();
    let recorder = Recorder::default();
    let model = recorder.model(DisplayMediaStreamOptions::new());
    model.start();
    until(|| model.snapshot().state.is_live()).await;
    recorder.take();
    let small = MediaTrackConstraints::new().width(Constrain::ideal(320));
    model.set_request(DisplayMediaStreamOptions::new().video(small));
    settle().await;
    assert_eq!(
        recorder.take(),
        Vec::<String>::new(),
        "a display requires user activation"
    );
    model.start();
    until(|| recorder.0.borrow().len() == 2).await;
    let width = model
        .snapshot()
        .stream
        .map(|stream| stream.video_tracks()[0].settings().width);
    assert_eq!((width, fake.live_tracks()), (Some(Some(320)), 1));
    drop((model, guard));
    assert_no_leaks();
}

/// A callback finds a consistent model, and may call or drop it.
#[wasm_bindgen_test]
async fn a_callback_may_drop_the_model() {
    let (fake, guard) = install_fake();
    let model: Rc<RefCell<Option<Rc<CaptureModel>>>> = Rc::default();
    let calls = Rc::new(Cell::new(0));
    *model.borrow_mut() = Some(Rc::new(CaptureModel::new(video(), {
        let (model, calls) = (Rc::clone(&model), Rc::clone(&calls));
        move |snapshot| {
            calls.set(calls.get() + 1);
            match snapshot.state {
                CaptureState::Prompting => {
                    let again = model.borrow().clone();
                    again.expect("not dropped").start();
                }
                CaptureState::Live => drop(model.take()),
                state => panic!("{state:?}"),
            }
        }
    })));
    let started = model.borrow().clone().expect("not dropped");
    started.start();
    drop(started);
    until(|| model.borrow().is_none()).await;
    settle().await;
    assert_eq!((calls.get(), fake.live_tracks()), (2, 0));
    drop(guard);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_call_of_the_capture_is_no_error_of_the_model() {
    let (fake, guard) = install_fake();
    let model = Recorder::default().model(camera("front"));
    fake.hold_prompts(true);
    model.start();
    drop(model.capture().start(&camera("back")));
    fake.hold_prompts(false);
    while fake.respond(&PromptResponse::Grant) {}
    until(|| model.snapshot().state.is_live()).await;
    settle().await;
    assert_eq!(summary(&model.snapshot()), "live with a stream");
    assert_eq!(device_id(&model).as_deref(), Some("back"));
    // A cancelled request.
    model.stop();
    fake.hold_prompts(true);
    model.start();
    model.capture().cancel_pending();
    settle().await;
    assert_eq!(summary(&model.snapshot()), "idle");
    fake.hold_prompts(false);
    while fake.respond(&PromptResponse::Grant) {}
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_call_of_the_callback_supersedes_the_one_that_runs_it() {
    let (fake, guard) = install_fake();
    let nested: Rc<RefCell<Weak<CaptureModel>>> = Rc::default();
    let model = Rc::new(CaptureModel::new(video(), {
        let nested = Rc::clone(&nested);
        move |snapshot| {
            let model = nested.borrow().upgrade();
            match (snapshot.state, model) {
                (CaptureState::Prompting, Some(model)) if model.request() == video().into() => model.stop(),
                (CaptureState::Prompting, Some(model)) => model.set_request(camera("back")),
                _ => {}
            }
        }
    }));
    *nested.borrow_mut() = Rc::downgrade(&model);
    model.start();
    settle().await;
    assert_eq!(summary(&model.snapshot()), "idle");
    model.set_request(camera("front"));
    model.start();
    until(|| model.snapshot().state.is_live()).await;
    settle().await;
    assert_eq!(summary(&model.snapshot()), "live with a stream");
    assert_eq!(
        (device_id(&model).as_deref(), fake.live_tracks()),
        (Some("back"), 1)
    );
    drop((model, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn device_watch_calls_back_with_new_devices_and_labels() {
    let (fake, guard) = install_fake();
    let recorded: Rc<RefCell<Vec<Vec<String>>>> = Rc::default();
    let watch = DeviceWatch::new({
        let recorded = Rc::clone(&recorded);
        move |devices| {
            let names = devices.into_iter().map(|device| device.label.unwrap_or_default());
            recorded.borrow_mut().push(names.collect());
        }
    });
    until(|| recorded.borrow().len() == 1).await;
    // When this crate opens a stream, the browser exposes the labels without an event.
    let stream = get_user_media(&video()).await.expect("a camera");
    until(|| recorded.borrow().len() == 2).await;
    assert_eq!(*recorded.borrow(), [vec![""], vec!["front", "back"]]);
    // Several changes in one task call back once; the same list does not call back.
    fake.plug(&FakeDevice::camera("left"));
    fake.plug(&FakeDevice::camera("right"));
    watch.refresh();
    until(|| recorded.borrow().len() == 3).await;
    watch.refresh();
    settle().await;
    assert_eq!(recorded.borrow().len(), 3);
    assert_eq!(recorded.borrow()[2], ["front", "back", "left", "right"]);
    // Dropped while enumerateDevices is pending.
    fake.unplug("left");
    drop(watch);
    settle().await;
    assert_eq!(recorded.borrow().len(), 3);
    drop((stream, guard));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn device_watch_of_devices_other_than_those_of_the_page() {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    let recorded: Rc<RefCell<Vec<Vec<MediaDeviceInfo>>>> = Rc::default();
    let watch = DeviceWatch::with_devices(fake.devices(), {
        let recorded = Rc::clone(&recorded);
        move |devices| recorded.borrow_mut().push(devices)
    });
    until(|| recorded.borrow().len() == 1).await;
    assert_eq!(recorded.borrow()[0].len(), 1, "without those of the page");
    fake.plug(&FakeDevice::microphone("inside"));
    until(|| recorded.borrow().len() == 2).await;
    let change = DeviceChange::between(&recorded.borrow()[0], &recorded.borrow()[1]);
    assert_eq!((change.added.len(), change.removed.len()), (1, 0));
    assert_eq!(change.added[0].kind, MediaDeviceKind::AudioInput);
    drop(watch);
    fake.unplug("inside");
    settle().await;
    assert_eq!(recorded.borrow().len(), 2);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn permission_watch_calls_back_with_changes() {
    let (fake, guard) = install_fake();
    let recorded: Rc<RefCell<Vec<String>>> = Rc::default();
    let watch = || {
        let recorded = Rc::clone(&recorded);
        PermissionWatch::new(PermissionName::Camera, move |state| {
            recorded.borrow_mut().push(state.to_string());
        })
    };
    let first = watch();
    until(|| !recorded.borrow().is_empty()).await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    until(|| recorded.borrow().len() == 2).await;
    assert_eq!(*recorded.borrow(), ["prompt", "denied"]);
    drop(first);
    // Dropped while the query is pending.
    drop(watch());
    settle().await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    assert_eq!(
        (recorded.borrow().len(), OpenResources::snapshot().listeners),
        (2, 0)
    );
    drop(guard);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn playback_replaces_the_stream() {
    let (_fake, _guard) = install_fake();
    let element = Element::new("video");
    let video_element: &web_sys::HtmlMediaElement = element.0.unchecked_ref();
    let source = || video_element.src_object().map(MediaStream::from);
    let one = get_user_media(&camera("front")).await.expect("a camera");
    let other = get_user_media(&camera("back")).await.expect("a camera");
    let playback = Playback::new(video_element.clone());
    assert_eq!(source(), None);
    for _ in 0..3 {
        playback.set_stream(Some(&one));
        assert_eq!(source().as_ref(), Some(&*one));
    }
    playback.set_stream(Some(&other));
    assert_eq!(source().as_ref(), Some(&*other));
    playback.set_stream(None);
    assert_eq!(source(), None);
    playback.set_stream(Some(&one));
    // A stream that the page has set stays.
    video_element.set_src_object(Some(other.as_web_sys()));
    drop(playback);
    assert_eq!(source().as_ref(), Some(&*other));
    assert!(one.active() && other.active(), "no stream is stopped");
}
