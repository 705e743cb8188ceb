//! Compiled for a server, every entry point answers, and none panics.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use local_media_stream::*;

/// What a future gives at once: there is nobody here to wait for.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn unsupported() {
    for error in [
        MediaDevices::from_navigator().expect_err("no page"),
        now(get_user_media(MediaStreamConstraints::new().video(true))).expect_err("no page"),
        now(get_display_media(DisplayMediaStreamOptions::new())).expect_err("no page"),
        MediaStream::new().expect_err("no page"),
        CaptureController::new().expect_err("no page"),
    ] {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    }
}

#[test]
fn permissions_are_not_known() {
    for status in [
        now(PermissionStatus::query(PermissionName::Camera)),
        now(PermissionStatus::query_camera_pan_tilt_zoom()),
    ] {
        assert_eq!(status.state(), PermissionState::Prompt);
        assert!(!status.is_known());
        drop(status.on_change(|_| {}));
        let mut changes = status.changes();
        let mut next = pin!(changes.next());
        let mut context = Context::from_waker(Waker::noop());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
}

/// What a page that is rendered on a server is made of.
#[test]
fn views_stay_quiet() {
    use local_media_stream::headless::*;
    let model = CaptureModel::new(MediaStreamConstraints::new().video(true), |_| {
        panic!("it is told")
    });
    model.set_request(DisplayMediaStreamOptions::new());
    assert_eq!(model.snapshot(), CaptureSnapshot::default());
    model.start();
    assert!(matches!(model.snapshot().state, CaptureState::Failed(_)));
    model.stop();
    assert_eq!(model.snapshot(), CaptureSnapshot::default());
    let devices = DeviceWatch::new(|_| panic!("it is told"));
    devices.refresh();
    let permission = PermissionWatch::new(PermissionName::Camera, |_| panic!("it is told"));
    drop((model, devices, permission));
}

#[test]
fn captures_fail() {
    for capture in [
        now(Capture::new().start(MediaStreamConstraints::new().video(true))),
        now(Capture::new().start_display(DisplayMediaStreamOptions::new())),
    ] {
        assert_eq!(capture.expect_err("no page").kind(), MediaErrorKind::Unsupported);
    }
}

#[cfg(feature = "legacy")]
#[test]
fn there_is_no_page_for_the_shim() {
    use local_media_stream::legacy::{LegacyOptions, install, is_installed, uninstall};

    let error = install(&LegacyOptions::new()).expect_err("no page");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    assert!(!is_installed());
    assert_eq!(uninstall(), Vec::<String>::new());
}
