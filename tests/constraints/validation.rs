//! Constraints that no device can meet, and their errors.

use local_media_stream::*;

#[track_caller]
fn validation_error(constraints: MediaTrackConstraints) -> ConstraintError {
    let error = constraints.validate().expect_err("invalid constraints");
    let of_stream = MediaStreamConstraints::new().video(constraints).validate();
    assert_eq!(of_stream, Err(error.clone()));
    error
}

#[test]
fn impossible_constraints_are_rejected() {
    let c = MediaTrackConstraints::new;
    let long = "x".repeat(501);
    for (constraints, property, kind) in [
        (c().width(0), "width", ConstraintErrorKind::NotPositive),
        (c().width(-640), "width", ConstraintErrorKind::NotPositive),
        (
            c().height(Constrain::exact(0)),
            "height",
            ConstraintErrorKind::NotPositive,
        ),
        (
            c().frame_rate(-1.0),
            "frameRate",
            ConstraintErrorKind::NotPositive,
        ),
        (
            c().frame_rate(Constrain::min(-1.0)),
            "frameRate",
            ConstraintErrorKind::NotPositive,
        ),
        (
            c().sample_rate(..=0),
            "sampleRate",
            ConstraintErrorKind::NotPositive,
        ),
        (
            c().frame_rate(f64::NAN),
            "frameRate",
            ConstraintErrorKind::NotFinite,
        ),
        (
            c().latency(Constrain::max(f64::INFINITY)),
            "latency",
            ConstraintErrorKind::NotFinite,
        ),
        (c().pan(f64::NEG_INFINITY), "pan", ConstraintErrorKind::NotFinite),
        (
            c().points_of_interest(PointsOfInterest(vec![Point2D { x: f64::NAN, y: 0.0 }])),
            "pointsOfInterest",
            ConstraintErrorKind::NotFinite,
        ),
        (
            c().device_id(long.as_str()),
            "deviceId",
            ConstraintErrorKind::TooLong,
        ),
        (
            c().device_id(Constrain::exact_any(vec![long.as_str()])),
            "deviceId",
            ConstraintErrorKind::TooLong,
        ),
        (
            c().group_id(Constrain::ideal_any(vec!["x"; 101])),
            "groupId",
            ConstraintErrorKind::TooLong,
        ),
        (
            c().facing_mode(Constrain::exact_any([])),
            "facingMode",
            ConstraintErrorKind::Empty,
        ),
        (
            c().width(Constrain::min(2).and_max(1)),
            "width",
            ConstraintErrorKind::Contradiction,
        ),
        (
            c().width(Constrain::exact(1).and_min(2)),
            "width",
            ConstraintErrorKind::Contradiction,
        ),
        (
            c().zoom(Constrain::exact(3.0).and_max(2.0)),
            "zoom",
            ConstraintErrorKind::Contradiction,
        ),
        (
            c().advanced(MediaTrackConstraintSet::new().height(0)),
            "height",
            ConstraintErrorKind::NotPositive,
        ),
        (
            c().with(Key::<f64>::new("sepia"), f64::NAN),
            "sepia",
            ConstraintErrorKind::NotFinite,
        ),
    ] {
        let error = validation_error(constraints);
        assert_eq!((error.property(), error.kind()), (property, kind));
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("{property}: ")) && message.matches(". ").count() == 1,
            "{message}"
        );
    }
}

#[test]
fn unusual_constraints_are_valid() {
    let c = MediaTrackConstraints::new;
    for constraints in [
        c(),
        c().width(1),
        c().width(u32::MAX),
        c().width(0..=1),
        c().pan(0.0).tilt(-1.0),
        c().latency(0.0),
        c().device_id(""),
        // 500 UTF-16 units in 1500 bytes.
        c().device_id("€".repeat(500)),
        c().facing_mode(Constrain::ideal_any([])),
        c().width(Constrain::exact(2).and_min(2).and_max(2)),
    ] {
        assert_eq!(constraints.validate(), Ok(()), "{constraints:?}");
    }
}

#[test]
fn a_request_without_tracks_is_rejected() {
    let none = MediaStreamConstraints::new();
    let error = none.validate().expect_err("no track");
    assert_eq!(error.kind(), ConstraintErrorKind::NothingRequested);
    assert_eq!(
        error.to_string(),
        "Neither audio nor video is requested. Request at least one of them."
    );
    assert_eq!(none.clone().audio(false).video(false), none);
    assert!(none.clone().audio(true).validate().is_ok());
    assert!(none.video(MediaTrackConstraints::new()).validate().is_ok());
}

#[test]
fn a_constraint_error_converts_to_the_error_of_a_browser() {
    let error = |c: MediaTrackConstraints| MediaError::from(c.validate().expect_err("invalid constraints"));
    let contradiction = error(MediaTrackConstraints::new().width(Constrain::min(2).and_max(1)));
    assert_eq!(
        (contradiction.name(), contradiction.constraint()),
        ("OverconstrainedError", Some("width"))
    );
    assert_eq!(
        contradiction.message(),
        "width: min is above max. Lower min or raise max."
    );
    let impossible = error(MediaTrackConstraints::new().width(0));
    assert_eq!((impossible.name(), impossible.constraint()), ("TypeError", None));
    assert!(
        impossible
            .to_string()
            .starts_with("TypeError: width: the number is 0 or negative. Pass a positive number. "),
        "{impossible}"
    );
    assert!(impossible.js_value().is_none());
}

#[test]
fn calls_outside_of_a_browser_fail_with_unsupported() {
    let request = get_user_media(&MediaStreamConstraints::new().audio(true));
    let mut request = std::pin::pin!(request);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = request.as_mut().poll(&mut context) else {
        panic!("the future is not ready");
    };
    assert_eq!(
        result.expect_err("no devices").kind(),
        MediaErrorKind::Unsupported
    );
    assert_eq!(
        MediaStream::new().expect_err("no streams").kind(),
        MediaErrorKind::Unsupported
    );
}
