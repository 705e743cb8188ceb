//! On a native target, as on a server, every entry point returns an error and none panics.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use local_media_stream::*;

/// Returns the output of a future that is ready at the first poll.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future is pending"),
    }
}

#[test]
fn calls_fail_with_unsupported() {
    for error in [
        MediaDevices::from_navigator().expect_err("no page"),
        now(get_user_media(&MediaStreamConstraints::new().video(true))).expect_err("no page"),
        now(get_display_media(&DisplayMediaStreamOptions::new())).expect_err("no page"),
        MediaStream::new().expect_err("no page"),
        CaptureController::new().expect_err("no page"),
    ] {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    }
}

#[test]
fn permissions_are_unknown() {
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

/// A page that a server renders creates these.
#[test]
fn headless_models_report_no_changes() {
    use local_media_stream::headless::*;
    let model = CaptureModel::new(MediaStreamConstraints::new().video(true), |_| {
        panic!("a change was reported")
    });
    model.set_request(DisplayMediaStreamOptions::new());
    assert_eq!(model.snapshot(), CaptureSnapshot::default());
    model.start();
    assert!(matches!(model.snapshot().state, CaptureState::Failed(_)));
    model.stop();
    assert_eq!(model.snapshot(), CaptureSnapshot::default());
    let devices = DeviceWatch::new(|_| panic!("a change was reported"));
    devices.refresh();
    let permission = PermissionWatch::new(PermissionName::Camera, |_| panic!("a change was reported"));
    drop((model, devices, permission));
}

#[test]
fn captures_fail_with_unsupported() {
    for capture in [
        now(Capture::new().start(&MediaStreamConstraints::new().video(true))),
        now(Capture::new().start_display(&DisplayMediaStreamOptions::new())),
    ] {
        assert_eq!(capture.expect_err("no page").kind(), MediaErrorKind::Unsupported);
    }
}

#[cfg(feature = "legacy")]
#[test]
fn shim_is_not_installed() {
    use local_media_stream::legacy::{LegacyOptions, install, is_installed, uninstall};

    let error = install(&LegacyOptions::new()).expect_err("no page");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    assert!(!is_installed());
    assert_eq!(uninstall(), Vec::<String>::new());
}
