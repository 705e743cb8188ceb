//! Events: the lifetime and re-entrancy of callbacks, and streams of events.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use common::*;
use local_media_stream::*;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Creates a counter, and a callback that increments it.
fn counter() -> (Rc<Cell<u32>>, impl FnMut() + 'static) {
    let count = Rc::new(Cell::new(0));
    let counting = Rc::clone(&count);
    (count, move || counting.set(counting.get() + 1))
}

#[wasm_bindgen_test]
async fn listener_is_removed_on_drop() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let listeners = count_listeners(track);
    let (count, callback) = counter();
    let listener = track.on_ended(callback);
    assert_eq!((listeners(), count.get()), (1, 0));
    dispatch(track, "ended");
    assert_eq!(count.get(), 1, "synchronous");
    dispatch(track, "mute");
    assert_eq!(count.get(), 1, "another event");
    dispatch(track, "ended");
    assert_eq!((listeners(), count.get()), (1, 2), "one listener for all events");
    drop(listener);
    assert_eq!(listeners(), 0, "the listener is removed");
    assert_eq!(Rc::strong_count(&count), 1, "the callback is freed");
    dispatch(track, "ended");
    assert_eq!(count.get(), 2);
}

#[wasm_bindgen_test]
async fn all_events_of_a_track() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let calls = Rc::new(RefCell::new(Vec::new()));
    let record = |name: &'static str| {
        let calls = Rc::clone(&calls);
        move || calls.borrow_mut().push(name)
    };
    let overconstrained = Rc::clone(&calls);
    let listeners = [
        track.on_mute(record("mute")),
        track.on_unmute(record("unmute")),
        track.on_ended(record("ended")),
        track.on_configuration_change(record("configurationchange")),
        track.on_capture_handle_change(record("capturehandlechange")),
        track.on_overconstrained(move |error| {
            assert_eq!(error.constraint(), Some("width"));
            overconstrained.borrow_mut().push("overconstrained");
        }),
    ];
    let names = [
        "mute",
        "unmute",
        "ended",
        "configurationchange",
        "capturehandlechange",
    ];
    for name in names {
        dispatch(track, name);
    }
    let error = object(&[
        ("name", "OverconstrainedError".into()),
        ("constraint", "width".into()),
    ]);
    dispatch_with(track, "overconstrained", &[("error", error)]);
    assert_eq!(*calls.borrow(), [&names[..], &["overconstrained"]].concat());
    drop(listeners);
    for name in names {
        dispatch(track, name);
    }
    assert_eq!(calls.borrow().len(), names.len() + 1);
}

#[wasm_bindgen_test]
async fn overconstrained_event_without_an_error() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let mut events = track.overconstrained_events();
    dispatch(track, "overconstrained");
    let error = events.next().await.expect("an event");
    assert_eq!(error.name(), "OverconstrainedError");
    assert_eq!(error.constraint(), None);
}

#[wasm_bindgen_test]
async fn callback_may_drop_its_own_listener() {
    let errors = uncaught_errors();
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let listeners = count_listeners(track);
    let (count, mut callback) = counter();
    let own: Rc<RefCell<Option<EventListener>>> = Rc::default();
    let dropped = Rc::clone(&own);
    *own.borrow_mut() = Some(track.on_mute(move || {
        callback();
        drop(dropped.take());
        // The captured values are alive until it returns.
        callback();
    }));
    dispatch(track, "mute");
    dispatch(track, "mute");
    assert_eq!((count.get(), listeners()), (2, 0));
    assert_eq!(Rc::strong_count(&own), 1, "the callback is freed");
    assert_eq!(uncaught_errors(), errors);
}

/// A wasm-bindgen closure throws "closure invoked recursively or after being dropped". The event is lost, and the browser
/// reports the exception.
#[wasm_bindgen_test]
async fn callback_is_not_reentrant() {
    let errors = uncaught_errors();
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let listeners = count_listeners(track);
    let (count, mut callback) = counter();
    let target = track.clone();
    let listener = track.on_mute(move || {
        callback();
        dispatch(&target, "mute");
    });
    let (others, on_other) = counter();
    let other = track.on_mute(on_other);
    dispatch(track, "mute");
    assert_eq!((count.get(), others.get()), (1, 2));
    assert_eq!(uncaught_errors(), errors + 1);
    // The listener still receives events.
    dispatch(track, "mute");
    assert_eq!((count.get(), others.get()), (2, 4));
    drop((listener, other));
    assert_eq!(listeners(), 0);
}

#[wasm_bindgen_test]
async fn callback_may_stop_its_stream_and_open_another() {
    let errors = uncaught_errors();
    let stream = Rc::new(open().await);
    let track = stream.video_tracks().remove(0);
    let opened: Rc<RefCell<Option<LocalMediaStream>>> = Rc::default();
    let stopped = Rc::clone(&stream);
    let listener = track.on_ended({
        let opened = Rc::clone(&opened);
        let target = track.clone();
        move || {
            stopped.stop();
            let (opened, target) = (Rc::clone(&opened), target.clone());
            spawn_local(async move {
                *opened.borrow_mut() = Some(open().await);
                dispatch(&target, "unmute");
            });
        }
    });
    let mut done = track.unmute_events();
    dispatch(&track, "ended");
    assert!(!stream.active());
    done.next().await;
    assert!(opened.borrow().as_ref().is_some_and(|stream| stream.active()));
    drop((opened.take(), listener));
    assert_eq!(live_tracks(), 0);
    assert_eq!(uncaught_errors(), errors);
}

#[wasm_bindgen_test]
async fn event_stream_queues_events() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let listeners = count_listeners(track);
    let mut mutes = track.mute_events();
    dispatch(track, "mute");
    dispatch(track, "mute");
    assert_eq!(mutes.next().await, Some(()));
    assert_eq!(mutes.next().await, Some(()), "queued");

    // A pending task is woken.
    let (count, mut callback) = counter();
    let mut done = track.unmute_events();
    let target = track.clone();
    spawn_local(async move {
        mutes.next().await;
        callback();
        drop(mutes);
        dispatch(&target, "unmute");
    });
    settle().await;
    assert_eq!(count.get(), 0);
    dispatch(track, "mute");
    done.next().await;
    assert_eq!(count.get(), 1);
    assert_eq!(listeners(), 1, "one is dropped, one remains");
    drop(done);
    assert_eq!(listeners(), 0);
}

#[wasm_bindgen_test]
async fn event_stream_can_be_dropped_while_pending() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let listeners = count_listeners(track);
    {
        let mut mutes = track.mute_events();
        let mut pending = Box::pin(mutes.next());
        let polled = std::future::poll_fn(|context| {
            std::task::Poll::Ready(Future::poll(pending.as_mut(), context).is_pending())
        });
        assert!(polled.await);
    }
    assert_eq!(listeners(), 0);
    dispatch(track, "mute");
}

#[wasm_bindgen_test]
async fn stop_by_the_page_is_inactive_and_not_ended() {
    let stream = open().await;
    let (inactive, on_inactive) = counter();
    let (active, on_active) = counter();
    let (ended, on_ended) = counter();
    let listeners = (
        stream.on_inactive(on_inactive),
        stream.on_active(on_active),
        stream.video_tracks()[0].on_ended(on_ended),
    );
    let mut events = stream.inactive_events();
    stream.stop();
    assert!(!stream.active());
    assert_eq!(inactive.get(), 0, "asynchronous");
    events.next().await;
    stream.stop();
    settle().await;
    assert_eq!((inactive.get(), active.get(), ended.get()), (1, 0, 0), "once");
    drop(listeners);
}

#[wasm_bindgen_test]
async fn drop_is_reported_as_inactive() {
    let stream = open().await;
    let mut events = stream.inactive_events();
    drop(stream);
    events.next().await;
}

#[wasm_bindgen_test]
async fn inactive_with_the_last_track_then_active_again() {
    let stream = open().await;
    let spare = stream.video_tracks()[0].duplicate();
    let (inactive, on_inactive) = counter();
    let (active, on_active) = counter();
    let listeners = (stream.on_inactive(on_inactive), stream.on_active(on_active));
    let mut inactive_events = stream.inactive_events();
    let mut active_events = stream.active_events();

    stream.audio_tracks()[0].stop();
    settle().await;
    assert_eq!((inactive.get(), active.get()), (0, 0), "one track is live");
    let taken = stream.take_track(&stream.video_tracks()[0]).expect("the track");
    assert!(!stream.active());
    inactive_events.next().await;

    stream.add_track(&spare);
    assert!(stream.active());
    active_events.next().await;
    assert_eq!((inactive.get(), active.get()), (1, 1));

    stream.add_track(&taken);
    drop(spare);
    settle().await;
    assert_eq!((inactive.get(), active.get()), (1, 1), "one track is live");
    drop(taken);
    inactive_events.next().await;
    settle().await;
    assert_eq!((inactive.get(), active.get()), (2, 1));
    drop(listeners);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn every_change_of_activity_is_reported() {
    let stream = open().await;
    let spare = stream.video_tracks()[0].duplicate();
    let mut inactive = stream.inactive_events();
    let mut active = stream.active_events();
    // Three changes within one task.
    stream.stop();
    stream.add_track(&spare);
    drop(spare);
    inactive.next().await;
    active.next().await;
    inactive.next().await;
}

#[wasm_bindgen_test]
async fn dropped_activity_listener_is_not_called() {
    let stream = open().await;
    let tracks = stream.tracks();
    let on_stream = count_listeners(&*stream);
    let on_tracks: Vec<_> = tracks.iter().map(count_listeners).collect();
    let (count, callback) = counter();
    let listener = stream.on_inactive(callback);
    let mut events = stream.inactive_events();
    stream.stop();
    // After the change, and before its event.
    drop(listener);
    events.next().await;
    settle().await;
    assert_eq!(count.get(), 0);
    assert_eq!(Rc::strong_count(&count), 1);
    drop(events);
    assert_eq!(on_stream(), 0);
    assert!(on_tracks.iter().all(|listeners| listeners() == 0));
}

#[wasm_bindgen_test]
async fn inactive_callback_may_drop_its_listener_and_another_stream() {
    let errors = uncaught_errors();
    let stream = open().await;
    let handle = MediaStream::clone(&stream);
    let other = Rc::new(RefCell::new(Some(open().await)));
    let mut other_inactive = other.borrow().as_ref().expect("a stream").inactive_events();
    let own: Rc<RefCell<Option<EventListener>>> = Rc::default();
    let (dropped, ended) = (Rc::clone(&own), Rc::clone(&other));
    *own.borrow_mut() = Some(handle.on_inactive(move || {
        drop(ended.take());
        drop(dropped.take());
    }));
    drop(stream);
    other_inactive.next().await;
    assert_eq!(Rc::strong_count(&other), 1, "the callback is freed");
    assert_eq!((live_tracks(), uncaught_errors()), (0, errors));
}

#[wasm_bindgen_test]
async fn track_events_carry_the_track() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let mut added = stream.add_track_events();
    let mut removed = stream.remove_track_events();
    // No browser dispatches these; a script can.
    dispatch(&*stream, "addtrack");
    dispatch_with(&*stream, "addtrack", &[("track", 1.into())]);
    dispatch_with(&*stream, "addtrack", &[("track", object(&[]))]);
    dispatch_with(&*stream, "addtrack", &[("track", track.clone().into())]);
    assert_eq!(added.next().await.map(|event| event.track), Some(track.clone()));
    dispatch_with(&*stream, "removetrack", &[("track", track.clone().into())]);
    assert_eq!(removed.next().await.map(|event| event.track), Some(track));
}

/// Browsers dispatch these events for a stream that is received over a peer connection.
#[wasm_bindgen_test]
async fn tracks_of_a_received_stream() {
    if !has_global("RTCPeerConnection") {
        return skip(
            "tracks_of_a_received_stream",
            "this engine has no RTCPeerConnection",
        )
        .await;
    }
    let stream = open().await;
    let (audio, video) = (stream.audio_tracks().remove(0), stream.video_tracks().remove(0));
    let connections = PeerConnections::open(&stream).await;
    let received = connections.add(&video).await;
    let mut added = received.add_track_events();
    let mut removed = received.remove_track_events();
    let mut inactive = received.inactive_events();

    let received_video = received.video_tracks().remove(0);
    let mut unmuted = received_video.unmute_events();
    let mut muted = received_video.mute_events();
    if received_video.muted() {
        unmuted.next().await;
    }
    connections.add(&audio).await;
    let event = added.next().await.expect("an event");
    assert_eq!(event.track.kind(), MediaStreamTrackKind::Audio);
    assert!(received.tracks().contains(&event.track));

    connections.remove(&video).await;
    assert_eq!(
        removed.next().await.map(|event| event.track),
        Some(received_video.clone())
    );
    muted.next().await;
    assert!(received_video.muted());
    assert!(received.active());

    connections.remove(&audio).await;
    removed.next().await;
    inactive.next().await;
    assert!(!received.active());
}

#[wasm_bindgen_test]
async fn end_by_the_browser_is_ended_and_inactive() {
    let stream = open().await;
    let mut ended = stream.video_tracks()[0].ended_events();
    let (count, callback) = counter();
    let listener = stream.on_inactive(callback);
    let mut inactive = stream.inactive_events();
    if let Err(reason) = driver_command("stop", "{}").await {
        return skip("end_by_the_browser_is_ended_and_inactive", &reason).await;
    }
    ended.next().await;
    // Some engines end only the video track.
    stream.audio_tracks()[0].stop();
    inactive.next().await;
    settle().await;
    assert_eq!(count.get(), 1, "once");
    drop(listener);
    for name in ["camera", "microphone"] {
        driver_command("permission", &format!(r#"{{"name":"{name}","state":"granted"}}"#))
            .await
            .expect("the engine supports permissions");
    }
}

#[wasm_bindgen_test]
async fn mute_by_the_browser() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let mut mutes = track.mute_events();
    let mut unmutes = track.unmute_events();
    if let Err(reason) = driver_command("mute", r#"{"kind":"Camera","on":true}"#).await {
        return skip("mute_by_the_browser", &reason).await;
    }
    mutes.next().await;
    assert!(track.muted());
    driver_command("mute", r#"{"kind":"Camera","on":false}"#)
        .await
        .expect("the engine supports mute");
    unmutes.next().await;
    assert!(!track.muted());
}

#[wasm_bindgen_test]
async fn device_change() {
    let devices = MediaDevices::from_navigator().expect("a page");
    let (count, callback) = counter();
    let listener = devices.on_device_change(callback);
    let mut events = devices.device_change_events();
    dispatch(&devices, "devicechange");
    events.next().await;
    assert_eq!(count.get(), 1);
    drop(listener);
    dispatch(&devices, "devicechange");
    events.next().await;
    assert_eq!(count.get(), 1);
}

/// A page may replace `navigator.mediaDevices` by any object.
#[wasm_bindgen_test]
async fn object_without_add_event_listener_has_no_events() {
    let replaced = replace(&navigator_of_page(), "mediaDevices", &object(&[]));
    let devices = MediaDevices::from_navigator().expect("an object");
    drop(replaced);
    let (count, callback) = counter();
    let listener = devices.on_device_change(callback);
    assert_eq!(Rc::strong_count(&count), 1);
    drop(listener);
    drop(devices.device_change_events());
}

#[wasm_bindgen_test]
async fn forgotten_listener_is_still_called() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let (count, callback) = counter();
    track.on_mute(callback).forget();
    dispatch(track, "mute");
    dispatch(track, "mute");
    assert_eq!(count.get(), 2);
}
