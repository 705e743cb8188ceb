//! Constraints as plain data: what can be said, what cannot, and that it survives being written down.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use local_media_stream::*;
use proptest::prelude::*;

fn names(constraints: &MediaTrackConstraints) -> Vec<&str> {
    constraints
        .basic
        .as_object()
        .iter()
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn ordinary_code_is_short() {
    let constraints = MediaTrackConstraints::new()
        .width(1280)
        .height(480..=1080)
        .frame_rate(30)
        .aspect_ratio(1.5)
        .facing_mode(FacingMode::User)
        .device_id("an id")
        .echo_cancellation(true)
        .zoom(true)
        .pan(-3600.0..=3600.0)
        .torch(false);
    assert_eq!(constraints.get(key::WIDTH), Some(Constrain::bare(1280)));
    assert_eq!(
        constraints.get(key::HEIGHT),
        Some(Constrain::min(480).and_max(1080))
    );
    assert_eq!(constraints.get(key::FRAME_RATE), Some(Constrain::bare(30.0)));
    assert_eq!(
        constraints.get(key::FACING_MODE).and_then(|c| c.bare_value()),
        Some(FacingMode::User)
    );
    assert_eq!(
        constraints
            .get(key::DEVICE_ID)
            .and_then(|c| c.bare_value())
            .as_deref(),
        Some("an id")
    );
    assert_eq!(
        constraints.get(key::ZOOM).map(|c| c.as_json().clone()),
        Some(JsonValue::Bool(true))
    );
    assert_eq!(constraints.get(key::HEIGHT_ELSEWHERE), None);
    assert!(constraints.validate().is_ok());
}

/// A key of nobody's.
mod key {
    pub use local_media_stream::key::*;
    pub const HEIGHT_ELSEWHERE: local_media_stream::Key<u32> =
        local_media_stream::Key::new("heightElsewhere");
}

#[test]
fn every_form() {
    let c: Constrain<u32> = Constrain::ideal(3).and_min(1).and_max(5).and_exact(4);
    assert_eq!(
        (
            c.ideal_value(),
            c.exact_value(),
            c.min_value(),
            c.max_value(),
            c.bare_value()
        ),
        (Some(3), Some(4), Some(1), Some(5), None)
    );
    // A bare value is a wish, and so it becomes the ideal of what is added to it.
    let c = Constrain::bare(3_u32).and_min(1);
    assert_eq!((c.ideal_value(), c.min_value()), (Some(3), Some(1)));
    assert_eq!(Constrain::<u32>::from(2..), Constrain::min(2));
    assert_eq!(Constrain::<u32>::from(..=2), Constrain::max(2));

    let c = Constrain::exact_any([FacingMode::User, FacingMode::Left]).and_ideal(FacingMode::User);
    assert_eq!(c.exact_values(), [FacingMode::User, FacingMode::Left]);
    assert_eq!((c.exact_value(), c.ideal_value()), (None, Some(FacingMode::User)));

    let c = MediaTrackConstraints::new()
        .echo_cancellation(Constrain::exact(EchoCancellation::Mode(
            EchoCancellationMode::RemoteOnly,
        )))
        .with(Key::<bool>::new("sepia"), true);
    assert_eq!(names(&c), ["echoCancellation", "sepia"]);
}

#[test]
fn a_word_that_nobody_knows_yet() {
    assert_eq!(FacingMode::from("upwards").as_str(), "upwards");
    let c = Constrain::exact(FacingMode::from("upwards"));
    assert_eq!(c.exact_value(), Some(FacingMode::Other("upwards".into())));
}

#[test]
fn the_last_word_counts() {
    let c = MediaTrackConstraints::new().width(1).height(2).width(3);
    assert_eq!(names(&c), ["width", "height"]);
    assert_eq!(
        c,
        MediaTrackConstraints::new().height(2).width(3),
        "in whatever order"
    );
    let mut set = c.basic;
    assert_eq!(set.remove(key::WIDTH), Some(Constrain::bare(3)));
    assert_eq!(set.get(key::WIDTH), None);
}

#[test]
fn of_another_type_is_not_there_and_not_lost() {
    let c: Constrain<u32> = JsonValue::String("wide".into()).into();
    assert_eq!(c.bare_value(), None);
    assert_eq!(*c.as_json(), JsonValue::String("wide".into()));
    for number in [-1.0, 0.5, 4_294_967_296.0, f64::NAN] {
        assert_eq!(
            Constrain::<u32>::from(JsonValue::Number(number)).bare_value(),
            None,
            "{number}"
        );
    }
}

#[track_caller]
fn problem_of(constraints: MediaTrackConstraints) -> (String, ConstraintErrorKind) {
    let error = constraints.validate().expect_err("it cannot be");
    assert!(!error.to_string().is_empty());
    let of_stream = MediaStreamConstraints::new().video(constraints).validate();
    assert_eq!(of_stream, Err(error.clone()));
    (error.property().to_owned(), error.kind())
}

#[test]
fn what_cannot_be() {
    let c = MediaTrackConstraints::new;
    let long = "x".repeat(501);
    for (constraints, property, kind) in [
        (c().width(0), "width", ConstraintErrorKind::NotPositive),
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
        assert_eq!(problem_of(constraints), (property.to_owned(), kind));
    }
}

#[test]
fn what_can_be_however_odd() {
    let c = MediaTrackConstraints::new;
    for constraints in [
        c(),
        c().width(1),
        c().width(u32::MAX),
        c().width(0..=1),
        c().pan(0.0).tilt(-1.0),
        c().latency(0.0),
        c().device_id(""),
        // 500 units of UTF-16, in 1500 bytes.
        c().device_id("€".repeat(500)),
        c().facing_mode(Constrain::ideal_any([])),
        c().width(Constrain::exact(2).and_min(2).and_max(2)),
    ] {
        assert_eq!(constraints.validate(), Ok(()), "{constraints:?}");
    }
}

#[test]
fn something_must_be_asked_for() {
    let none = MediaStreamConstraints::new();
    assert_eq!(
        none.validate().map_err(|error| error.kind()),
        Err(ConstraintErrorKind::NothingRequested)
    );
    assert_eq!(none.clone().audio(false).video(false), none);
    assert!(none.clone().audio(true).validate().is_ok());
    assert!(none.video(MediaTrackConstraints::new()).validate().is_ok());
}

#[test]
fn an_error_says_what_the_browser_would() {
    let error = |c: MediaTrackConstraints| MediaError::from(c.validate().expect_err("it cannot be"));
    let contradiction = error(MediaTrackConstraints::new().width(Constrain::min(2).and_max(1)));
    assert_eq!(
        (contradiction.name(), contradiction.constraint()),
        ("OverconstrainedError", Some("width"))
    );
    let absurd = error(MediaTrackConstraints::new().width(0));
    assert_eq!((absurd.name(), absurd.constraint()), ("TypeError", None));
    assert!(
        absurd
            .to_string()
            .starts_with("TypeError: width must be above 0. "),
        "{absurd}"
    );
    assert!(absurd.js_value().is_none());
}

#[test]
fn a_server_has_no_camera() {
    let request = get_user_media(MediaStreamConstraints::new().audio(true));
    let mut request = std::pin::pin!(request);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(answer) = request.as_mut().poll(&mut context) else {
        panic!("it is answered at once");
    };
    assert_eq!(
        answer.expect_err("no devices").kind(),
        MediaErrorKind::Unsupported
    );
    assert_eq!(
        *MediaStream::new().expect_err("no streams").kind(),
        MediaErrorKind::Unsupported
    );
}

fn settings(pairs: impl IntoIterator<Item = (&'static str, JsonValue)>) -> JsonObject {
    let mut record = JsonObject::new();
    for (name, value) in pairs {
        record.set(name, value);
    }
    record
}

#[test]
fn was_it_honoured() {
    let actual = settings([
        ("width", JsonValue::Number(640.0)),
        ("frameRate", JsonValue::Number(30.000_03)),
        ("facingMode", JsonValue::String("user".into())),
        ("echoCancellation", JsonValue::String("remote-only".into())),
        ("zoom", JsonValue::Number(1.0)),
        ("torch", JsonValue::Bool(false)),
    ]);
    let met = MediaTrackConstraints::new()
        .width(Constrain::exact(640).and_min(640).and_max(640).and_ideal(640))
        .frame_rate(Constrain::exact(30.0))
        .facing_mode(Constrain::exact_any([FacingMode::Left, FacingMode::User]))
        .echo_cancellation(true)
        .zoom(true)
        .torch(false)
        .advanced(MediaTrackConstraintSet::new().width(1));
    assert_eq!(met.unmet_constraints(&actual), []);
    let unmet = MediaTrackConstraints::new()
        .height(480)
        .width(Constrain::ideal(1280))
        .frame_rate(Constrain::min(60.0))
        .facing_mode(Constrain::exact(FacingMode::Environment))
        .torch(true);
    let unmet: Vec<_> = unmet
        .unmet_constraints(&actual)
        .into_iter()
        .map(|u| (u.property, u.demand, u.actual))
        .collect();
    assert_eq!(
        unmet,
        [
            (
                "frameRate".to_owned(),
                Strength::Required,
                Some(JsonValue::Number(30.000_03))
            ),
            (
                "facingMode".to_owned(),
                Strength::Required,
                Some(JsonValue::String("user".into()))
            ),
            ("height".to_owned(), Strength::Ideal, None),
            (
                "width".to_owned(),
                Strength::Ideal,
                Some(JsonValue::Number(640.0))
            ),
            ("torch".to_owned(), Strength::Ideal, Some(JsonValue::Bool(false))),
        ]
    );
}

#[test]
fn what_a_browser_gives() {
    let range = |min: f64, max: f64| {
        let mut range = JsonObject::new();
        range.set("min", JsonValue::Number(min));
        range.set("max", JsonValue::Number(max));
        JsonValue::Object(range)
    };
    let list = |texts: &[&'static str]| {
        JsonValue::Array(
            texts
                .iter()
                .map(|text| JsonValue::String((*text).into()))
                .collect(),
        )
    };
    let capabilities = MediaTrackCapabilities::from(settings([
        ("width", range(1.0, 1e300)),
        ("frameRate", range(0.0, 60.0)),
        ("facingMode", list(&["user", "upwards"])),
        // Where the spec has a list, browsers have had one value.
        ("torch", JsonValue::Bool(true)),
        ("deviceId", JsonValue::String("an id".into())),
        // Nonsense loses nothing but itself, and not even that.
        ("height", JsonValue::String("tall".into())),
        ("sepia", JsonValue::Bool(true)),
        ("iso", JsonValue::Null),
    ]));
    assert_eq!(
        capabilities.width,
        Some(ULongRange {
            min: Some(1),
            max: Some(u32::MAX)
        })
    );
    assert_eq!(capabilities.frame_rate.and_then(|range| range.max), Some(60.0));
    assert!(
        capabilities
            .frame_rate
            .is_some_and(|range| range.contains(30.0) && !range.contains(61.0))
    );
    assert_eq!(
        capabilities.facing_mode,
        Some(vec![FacingMode::User, FacingMode::Other("upwards".into())])
    );
    assert_eq!(capabilities.torch, Some(vec![true]));
    assert_eq!(capabilities.device_id.as_deref(), Some("an id"));
    assert_eq!((capabilities.height, capabilities.iso), (None, None));
    assert_eq!(
        capabilities.other.get("height"),
        Some(&JsonValue::String("tall".into()))
    );
    assert_eq!(capabilities.other.get("sepia"), Some(&JsonValue::Bool(true)));
    assert_eq!(capabilities.other.len(), 3);

    let settings = MediaTrackSettings::from(settings([
        ("width", JsonValue::Number(640.0)),
        ("height", JsonValue::Number(0.5)),
        ("echoCancellation", JsonValue::Bool(true)),
        ("pan", JsonValue::Number(-1.0)),
    ]));
    assert_eq!(
        (settings.width, settings.height, settings.pan),
        (Some(640), None, Some(-1.0))
    );
    assert_eq!(settings.echo_cancellation, Some(EchoCancellation::Enabled(true)));
    assert_eq!(settings.other.len(), 1);
}

// --- Whatever can be said ---

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,12}"
}

fn value() -> impl Strategy<Value = JsonValue> {
    prop_oneof![
        any::<bool>().prop_map(JsonValue::Bool),
        any::<u32>().prop_map(|number| JsonValue::Number(number.into())),
        prop::num::f64::NORMAL.prop_map(JsonValue::Number),
        text().prop_map(|text| JsonValue::String(text.into())),
        prop::collection::vec(text(), 0..4).prop_map(|texts| JsonValue::Array(
            texts
                .into_iter()
                .map(|text| JsonValue::String(text.into()))
                .collect()
        )),
    ]
}

fn constraint() -> impl Strategy<Value = JsonValue> {
    let members = prop::collection::vec(
        (
            prop::sample::select(vec!["ideal", "exact", "min", "max"]),
            value(),
        ),
        0..5,
    );
    prop_oneof![
        value(),
        members.prop_map(|members| {
            let mut record = JsonObject::new();
            for (name, value) in members {
                record.set(name, value);
            }
            JsonValue::Object(record)
        }),
    ]
}

fn set() -> impl Strategy<Value = MediaTrackConstraintSet> {
    let name = prop_oneof![
        prop::sample::select(vec!["width", "frameRate", "deviceId", "torch"]).prop_map(str::to_owned),
        text().prop_filter("that one is a list of sets", |name| name != "advanced"),
    ];
    prop::collection::vec((name, constraint()), 0..6).prop_map(|entries| {
        let mut record = JsonObject::new();
        for (name, value) in entries {
            record.set(name, value);
        }
        record.into()
    })
}

fn constraints() -> impl Strategy<Value = MediaTrackConstraints> {
    (set(), prop::collection::vec(set(), 0..3)).prop_map(|(basic, advanced)| {
        advanced.into_iter().fold(
            MediaTrackConstraints::from(basic),
            MediaTrackConstraints::advanced,
        )
    })
}

proptest! {
    #[test]
    fn to_an_object_and_back(constraints in constraints()) {
        let record = JsonObject::from(constraints.clone());
        prop_assert_eq!(MediaTrackConstraints::from(record), constraints);
    }

    #[test]
    fn validation_never_panics_and_names_what_is_there(constraints in constraints()) {
        if let Err(error) = constraints.validate() {
            let sets = std::iter::once(&constraints.basic).chain(&constraints.advanced);
            prop_assert!(sets.flat_map(|set| set.as_object().iter()).any(|(name, _)| name == error.property()));
        }
    }

    #[test]
    fn typed_values_come_out_as_they_went_in(ideal: u32, exact: u32, min: u32, max: u32) {
        let c = Constrain::ideal(ideal).and_exact(exact).and_min(min).and_max(max);
        prop_assert_eq!(
            (c.ideal_value(), c.exact_value(), c.min_value(), c.max_value()),
            (Some(ideal), Some(exact), Some(min), Some(max))
        );
    }

    #[cfg(feature = "serde")]
    #[test]
    fn through_serde_and_back(audio in constraints(), video in any::<bool>()) {
        let constraints = MediaStreamConstraints::new().audio(audio).video(video);
        let json = serde_json::to_string(&constraints).expect("it can be written");
        let back: MediaStreamConstraints = serde_json::from_str(&json).expect("it can be read");
        prop_assert_eq!(back, constraints);
    }
}

#[cfg(feature = "serde")]
#[test]
fn what_serde_writes_is_what_javascript_has() {
    let constraints = MediaStreamConstraints::new().audio(true).video(
        MediaTrackConstraints::new()
            .width(Constrain::ideal(1280).and_min(640))
            .facing_mode(FacingMode::User)
            .advanced(MediaTrackConstraintSet::new().torch(true)),
    );
    assert_eq!(
        serde_json::to_value(constraints).expect("it can be written"),
        serde_json::json!({
            "audio": true,
            "video": {
                "width": { "ideal": 1280.0, "min": 640.0 },
                "facingMode": "user",
                "advanced": [{ "torch": true }],
            },
        })
    );
}
