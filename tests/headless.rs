//! What interfaces are made of: told what there is to show, in one piece and no more often than it changes, and nothing
//! after they are gone.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use common::*;
use local_media_stream::headless::*;
use local_media_stream::leak_check::{OpenResources, assert_no_leaks};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Two cameras that do not exist, in the place of those of the page.
fn fake() -> (FakeMediaDevices, Installed) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let installed = fake.install();
    (fake, installed)
}

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

fn camera(device_id: &str) -> MediaStreamConstraints {
    let track = MediaTrackConstraints::new().device_id(Constrain::exact(device_id));
    MediaStreamConstraints::new().video(track)
}

/// All that was told, in short.
#[derive(Clone, Default)]
struct Told(Rc<RefCell<Vec<String>>>);

impl Told {
    fn model(&self, request: impl Into<CaptureRequest>) -> CaptureModel {
        let told = self.clone();
        CaptureModel::new(request, move |view| told.0.borrow_mut().push(in_short(&view)))
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// The state, whether there is a stream, and the error.
fn in_short(view: &CaptureSnapshot) -> String {
    let mut text = view.state.name().to_owned();
    if view.stream.is_some() {
        text += " with a stream";
    }
    if let Some(error) = &view.error {
        text += " and ";
        text += error.name();
    }
    text
}

fn device_of(model: &CaptureModel) -> Option<String> {
    let track = model.view().stream?.video_tracks().into_iter().next()?;
    track.settings().device_id
}

#[wasm_bindgen_test]
async fn every_change_is_told_once() {
    let (fake, installed) = fake();
    let told = Told::default();
    let model = told.model(video());
    assert_eq!(in_short(&model.view()), "idle");
    model.set_request(camera("front"));
    assert_eq!(told.take(), Vec::<String>::new(), "it is not started");
    model.start();
    until(|| model.view().state.is_live()).await;
    assert_eq!(told.take(), ["prompting", "live with a stream"]);
    model.set_request(camera("front"));
    model.start();
    settle().await;
    assert_eq!(told.take(), Vec::<String>::new(), "nothing has changed");
    model.set_request(camera("back"));
    until(|| device_of(&model).as_deref() == Some("back")).await;
    assert_eq!(told.take(), ["switching with a stream", "live with a stream"]);
    model.restart();
    until(|| told.0.borrow().len() == 2).await;
    assert_eq!(told.take(), ["prompting", "live with a stream"]);
    model.stop();
    model.set_request(camera("front"));
    settle().await;
    assert_eq!((told.take(), fake.live_tracks()), (vec!["idle".to_owned()], 0));
    model.restart();
    until(|| model.view().state.is_live()).await;
    told.take();
    drop(model);
    assert_eq!(
        (told.take().len(), fake.live_tracks()),
        (0, 0),
        "at once, and in silence"
    );
    drop(installed);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn what_goes_wrong_is_told_with_what_is_left() {
    let (fake, installed) = fake();
    let told = Told::default();
    let model = told.model(camera("none"));
    model.start();
    until(|| model.view().error.is_some()).await;
    settle().await;
    assert_eq!(told.take(), ["prompting", "failed and OverconstrainedError"]);
    // It is to be live still: something else is asked for, it is tried.
    model.set_request(camera("front"));
    until(|| model.view().state.is_live()).await;
    assert_eq!(told.take().last().map(String::as_str), Some("live with a stream"));
    model.set_request(camera("none"));
    until(|| model.view().error.is_some()).await;
    let after = told.take();
    assert_eq!(
        after.last().map(String::as_str),
        Some("live with a stream and OverconstrainedError")
    );
    assert_eq!(device_of(&model).as_deref(), Some("front"));
    // What was wrong is forgotten with the next call.
    model.start();
    assert!(model.view().error.is_none());
    until(|| model.view().error.is_some()).await;
    model.stop();
    assert_eq!(in_short(&model.view()), "idle");
    // What makes no sense fails too, though the capture never hears of it.
    model.set_request(MediaStreamConstraints::new());
    model.start();
    until(|| model.view().error.is_some()).await;
    assert_eq!(in_short(&model.view()), "failed and TypeError");
    assert_eq!(fake.live_tracks(), 0);
    drop((model, installed));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn another_device_after_the_first_is_gone() {
    let (fake, installed) = fake();
    let told = Told::default();
    let model = told.model(camera("front"));
    model.start();
    until(|| model.view().state.is_live()).await;
    fake.unplug("front");
    until(|| matches!(model.view().state, CaptureState::Ended(_))).await;
    model.set_request(camera("back"));
    until(|| device_of(&model).as_deref() == Some("back")).await;
    assert_eq!(fake.live_tracks(), 1);
    drop((model, installed));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn a_display_waits_for_its_start() {
    let (fake, installed) = fake();
    let told = Told::default();
    let model = told.model(DisplayMediaStreamOptions::new());
    model.start();
    until(|| model.view().state.is_live()).await;
    told.take();
    let small = MediaTrackConstraints::new().width(Constrain::ideal(320));
    model.set_request(DisplayMediaStreamOptions::new().video(small));
    settle().await;
    assert_eq!(told.take(), Vec::<String>::new(), "that takes a click");
    model.start();
    until(|| told.0.borrow().len() == 2).await;
    let width = model
        .view()
        .stream
        .map(|stream| stream.video_tracks()[0].settings().width);
    assert_eq!((width, fake.live_tracks()), (Some(Some(320)), 1));
    drop((model, installed));
    assert_no_leaks();
}

/// Whatever a callback does, it does it to a model that is in order.
#[wasm_bindgen_test]
async fn a_callback_may_drop_it() {
    let (fake, installed) = fake();
    let model: Rc<RefCell<Option<Rc<CaptureModel>>>> = Rc::default();
    let calls = Rc::new(Cell::new(0));
    *model.borrow_mut() = Some(Rc::new(CaptureModel::new(video(), {
        let (model, calls) = (Rc::clone(&model), Rc::clone(&calls));
        move |view| {
            calls.set(calls.get() + 1);
            match view.state {
                CaptureState::Prompting => {
                    let again = model.borrow().clone();
                    again.expect("it is there").start();
                }
                CaptureState::Live => drop(model.take()),
                state => panic!("{state:?}"),
            }
        }
    })));
    let started = model.borrow().clone().expect("it is there");
    started.start();
    drop(started);
    until(|| model.borrow().is_none()).await;
    settle().await;
    assert_eq!((calls.get(), fake.live_tracks()), (2, 0));
    drop(installed);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn devices_are_told_as_they_come_and_get_names() {
    let (fake, installed) = fake();
    let told: Rc<RefCell<Vec<Vec<String>>>> = Rc::default();
    let watch = DeviceWatch::new({
        let told = Rc::clone(&told);
        move |devices| {
            let names = devices.into_iter().map(|device| device.label.unwrap_or_default());
            told.borrow_mut().push(names.collect());
        }
    });
    until(|| told.borrow().len() == 1).await;
    // A stream that this crate opens gives them their names, though no event says so.
    let stream = get_user_media(&video()).await.expect("a camera");
    until(|| told.borrow().len() == 2).await;
    assert_eq!(*told.borrow(), [vec![""], vec!["front", "back"]]);
    // What comes in a burst is told once; what changes nothing is not told.
    fake.plug(&FakeDevice::camera("left"));
    fake.plug(&FakeDevice::camera("right"));
    watch.refresh();
    until(|| told.borrow().len() == 3).await;
    watch.refresh();
    settle().await;
    assert_eq!(told.borrow().len(), 3);
    assert_eq!(told.borrow()[2], ["front", "back", "left", "right"]);
    // Dropped while a list is on its way.
    fake.unplug("left");
    drop(watch);
    settle().await;
    assert_eq!(told.borrow().len(), 3);
    drop((stream, installed));
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn other_devices_than_those_of_the_page_are_watched() {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    let told: Rc<RefCell<Vec<Vec<MediaDeviceInfo>>>> = Rc::default();
    let watch = DeviceWatch::with_devices(fake.devices(), {
        let told = Rc::clone(&told);
        move |devices| told.borrow_mut().push(devices)
    });
    until(|| told.borrow().len() == 1).await;
    assert_eq!(told.borrow()[0].len(), 1, "and none of the browser's");
    fake.plug(&FakeDevice::microphone("inside"));
    until(|| told.borrow().len() == 2).await;
    let change = DeviceChange::between(&told.borrow()[0], &told.borrow()[1]);
    assert_eq!((change.added.len(), change.removed.len()), (1, 0));
    assert_eq!(change.added[0].kind, MediaDeviceKind::AudioInput);
    drop(watch);
    fake.unplug("inside");
    settle().await;
    assert_eq!(told.borrow().len(), 2);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn permissions_are_told_as_they_change() {
    let (fake, installed) = fake();
    let told: Rc<RefCell<Vec<String>>> = Rc::default();
    let watch = || {
        let told = Rc::clone(&told);
        PermissionWatch::new(PermissionName::Camera, move |state| {
            told.borrow_mut().push(state.to_string());
        })
    };
    let first = watch();
    until(|| !told.borrow().is_empty()).await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    until(|| told.borrow().len() == 2).await;
    assert_eq!(*told.borrow(), ["prompt", "denied"]);
    drop(first);
    // Dropped before the browser has answered.
    drop(watch());
    settle().await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    assert_eq!((told.borrow().len(), OpenResources::snapshot().listeners), (2, 0));
    drop(installed);
    assert_no_leaks();
}

#[wasm_bindgen_test]
async fn an_element_plays_one_after_the_other() {
    let (_fake, _installed) = fake();
    let element = Element::new("video");
    let video_element: &web_sys::HtmlMediaElement = element.0.unchecked_ref();
    let shows = || video_element.src_object().map(MediaStream::from);
    let one = get_user_media(&camera("front")).await.expect("a camera");
    let other = get_user_media(&camera("back")).await.expect("a camera");
    let playback = Playback::new(video_element.clone());
    assert_eq!(shows(), None);
    for _ in 0..3 {
        playback.show(Some(&one));
        assert_eq!(shows().as_ref(), Some(&*one));
    }
    playback.show(Some(&other));
    assert_eq!(shows().as_ref(), Some(&*other));
    playback.show(None);
    assert_eq!(shows(), None);
    playback.show(Some(&one));
    // What somebody else has put there stays.
    video_element.set_src_object(Some(other.as_web_sys()));
    drop(playback);
    assert_eq!(shows().as_ref(), Some(&*other));
    assert!(one.active() && other.active(), "nothing was stopped");
}
