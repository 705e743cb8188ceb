//! Constraints, settings and capabilities as plain data: forms, validation, type checks and `serde`.
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

fn object(members: impl IntoIterator<Item = (&'static str, JsonValue)>) -> JsonObject {
    let mut object = JsonObject::new();
    for (name, value) in members {
        object.set(name, value);
    }
    object
}

fn json(constraints: &MediaTrackConstraints, name: &str) -> Option<JsonValue> {
    constraints.basic.as_object().get(name).cloned()
}

fn number(number: f64) -> JsonValue {
    JsonValue::Number(number)
}

fn string(text: &'static str) -> JsonValue {
    JsonValue::String(text.into())
}

#[test]
fn setters_accept_bare_values_and_ranges() {
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
    assert_eq!(constraints.get(key::UNKNOWN), None);
    assert!(constraints.validate().is_ok());
}

/// The keys of the crate, and one that no spec has.
mod key {
    pub use local_media_stream::key::*;
    pub const UNKNOWN: local_media_stream::Key<u32> = local_media_stream::Key::new("unknown");
}

#[test]
fn numbers_of_every_integer_type_are_accepted() {
    let c = MediaTrackConstraints::new;
    macro_rules! check {
        ($($integer:ident)+) => { $(
            for constraints in [
                c().width(2 as $integer).frame_rate(2 as $integer).zoom(2 as $integer),
                c().width(Constrain::bare(2)).frame_rate(Constrain::bare(2)).zoom(Constrain::bare(2)),
            ] {
                for name in ["width", "frameRate", "zoom"] {
                    assert_eq!(json(&constraints, name), Some(number(2.0)), "{}", stringify!($integer));
                }
            }
            let ideal = || Constrain::ideal(2 as $integer).and_max(4 as $integer);
            let constraints = c().width(ideal()).frame_rate(ideal()).zoom(ideal());
            for name in ["width", "frameRate", "zoom"] {
                let expected = object([("ideal", number(2.0)), ("max", number(4.0))]);
                assert_eq!(json(&constraints, name), Some(JsonValue::Object(expected)), "{}", stringify!($integer));
            }
            let (two, four) = (2 as $integer, 4 as $integer);
            let constraints = c().width(two..).height(..=four).frame_rate(two..=four).zoom(two..).pan(..=four);
            assert_eq!(constraints.get(key::WIDTH), Some(Constrain::min(2)));
            assert_eq!(constraints.get(key::HEIGHT), Some(Constrain::max(4)));
            assert_eq!(constraints.get(key::FRAME_RATE), Some(Constrain::min(2.0).and_max(4.0)));
            assert_eq!(constraints.get(key::ZOOM), Some(Constrain::min(PanTiltZoom(2.0))));
            assert_eq!(constraints.get(key::PAN), Some(Constrain::max(PanTiltZoom(4.0))));
        )+ };
    }
    check!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);
}

#[test]
fn literals_need_no_suffix() {
    let constraints = MediaTrackConstraints::new()
        .width(640..)
        .height(Constrain::ideal(480).and_min(240))
        .frame_rate(24..)
        .aspect_ratio(1.0..)
        .latency(..=1)
        .exposure_compensation(-2)
        .zoom(2)
        .tilt(Constrain::exact(-3600))
        .pan(-3600..=3600);
    for (name, expected) in [
        ("width", JsonValue::Object(object([("min", number(640.0))]))),
        (
            "height",
            JsonValue::Object(object([("ideal", number(480.0)), ("min", number(240.0))])),
        ),
        ("frameRate", JsonValue::Object(object([("min", number(24.0))]))),
        ("aspectRatio", JsonValue::Object(object([("min", number(1.0))]))),
        ("latency", JsonValue::Object(object([("max", number(1.0))]))),
        ("exposureCompensation", number(-2.0)),
        ("zoom", number(2.0)),
        ("tilt", JsonValue::Object(object([("exact", number(-3600.0))]))),
        (
            "pan",
            JsonValue::Object(object([("min", number(-3600.0)), ("max", number(3600.0))])),
        ),
    ] {
        assert_eq!(json(&constraints, name), Some(expected), "{name}");
    }
    assert_eq!(
        MediaTrackConstraints::new().frame_rate(..=30),
        MediaTrackConstraints::new().frame_rate(..=30.0)
    );
}

#[test]
fn borrowed_strings_are_accepted() {
    let id = String::from("an id");
    let c = MediaTrackConstraints::new;
    for constraints in [
        c().device_id(&id),
        c().device_id(id.as_str()),
        c().device_id(id.clone()),
    ] {
        assert_eq!(json(&constraints, "deviceId"), Some(string("an id")));
    }
    let exact = c().device_id(Constrain::exact("an id"));
    assert_eq!(c().device_id(Constrain::exact(&id)), exact);
    assert_eq!(c().device_id(Constrain::exact(id)), exact);
}

#[test]
fn echo_cancellation_accepts_booleans_and_modes() {
    let c = MediaTrackConstraints::new;
    let mode = EchoCancellationMode::RemoteOnly;
    assert_eq!(
        json(&c().echo_cancellation(mode.clone()), "echoCancellation"),
        Some(string("remote-only"))
    );
    for (value, text) in [
        (EchoCancellation::from(true), "true"),
        (false.into(), "false"),
        (mode.into(), "remote-only"),
    ] {
        assert_eq!((value.as_str(), &*value.to_string()), (text, text));
        assert_eq!(text.parse(), Ok(value));
    }
}

#[test]
fn constrain_stores_every_member() {
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
    // A bare value becomes the ideal of an added bound.
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
fn unknown_enum_values_are_preserved() {
    assert_eq!(FacingMode::from("upwards").as_str(), "upwards");
    let c = Constrain::exact(FacingMode::from("upwards"));
    assert_eq!(c.exact_value(), Some(FacingMode::Other("upwards".into())));
}

#[test]
fn a_later_setter_replaces_an_earlier_one() {
    let c = MediaTrackConstraints::new().width(1).height(2).width(3);
    assert_eq!(names(&c), ["width", "height"]);
    assert_eq!(
        c,
        MediaTrackConstraints::new().height(2).width(3),
        "the order is not compared"
    );
    let mut set = c.basic;
    assert_eq!(set.remove(key::WIDTH), Some(Constrain::bare(3)));
    assert_eq!(set.get(key::WIDTH), None);
}

#[test]
fn a_value_of_another_type_is_stored_but_not_returned() {
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

#[test]
fn unmet_constraints_are_listed() {
    let actual = object([
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
        .torch(true)
        .unmet_constraints(&actual);
    let texts: Vec<_> = unmet.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "frameRate: required at least 60, actual 30.00003",
            "facingMode: required environment, actual user",
            "height: ideal 480, actual unknown",
            "width: ideal 1280, actual 640",
            "torch: ideal true, actual false",
        ]
    );
    let unmet: Vec<_> = unmet
        .into_iter()
        .map(|u| (u.property, u.strength, u.actual))
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
fn an_unmet_constraint_has_its_unmet_part_only() {
    let actual = object([("width", number(640.0)), ("facingMode", string("user"))]);
    let c = MediaTrackConstraints::new;
    for (constraints, requested, text) in [
        (
            c().width(Constrain::exact(1920).and_ideal(1280)),
            number(1920.0),
            "width: required 1920, actual 640",
        ),
        (
            c().width(Constrain::min(800).and_max(1920).and_ideal(1280)),
            JsonValue::Object(object([("min", number(800.0)), ("max", number(1920.0))])),
            "width: required 800 to 1920, actual 640",
        ),
        (
            c().width(Constrain::min(320).and_ideal(1280)),
            number(1280.0),
            "width: ideal 1280, actual 640",
        ),
        (
            c().facing_mode(Constrain::exact_any([FacingMode::Left, FacingMode::Right])),
            JsonValue::Array(vec![string("left"), string("right")]),
            "facingMode: required left, right, actual user",
        ),
    ] {
        let unmet = constraints.unmet_constraints(&actual);
        assert_eq!((unmet.len(), &unmet[0].requested), (1, &requested));
        assert_eq!(unmet[0].to_string(), text);
    }
}

#[test]
fn settings_and_capabilities_are_read_from_plain_data() {
    let range = |min: f64, max: f64| JsonValue::Object(object([("min", number(min)), ("max", number(max))]));
    let list = |texts: &[&'static str]| JsonValue::Array(texts.iter().map(|text| string(text)).collect());
    let capabilities = MediaTrackCapabilities::from(object([
        ("width", range(1.0, 1e300)),
        ("frameRate", range(0.0, 60.0)),
        ("facingMode", list(&["user", "upwards"])),
        // Browsers return a single value where the spec has a list.
        ("torch", JsonValue::Bool(true)),
        ("powerEfficient", JsonValue::Array(vec![JsonValue::Bool(false)])),
        ("deviceId", JsonValue::String("an id".into())),
        // Values of the wrong type are preserved in `other`.
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
    assert_eq!(capabilities.power_efficient, Some(vec![false]));
    assert_eq!(capabilities.device_id.as_deref(), Some("an id"));
    assert_eq!((capabilities.height, capabilities.iso), (None, None));
    assert_eq!(
        capabilities.other.get("height"),
        Some(&JsonValue::String("tall".into()))
    );
    assert_eq!(capabilities.other.get("sepia"), Some(&JsonValue::Bool(true)));
    assert_eq!(capabilities.other.len(), 3);

    let settings = MediaTrackSettings::from(object([
        ("width", JsonValue::Number(640.0)),
        ("height", JsonValue::Number(0.5)),
        ("echoCancellation", JsonValue::Bool(true)),
        ("pan", JsonValue::Number(-1.0)),
        ("powerEfficient", JsonValue::Bool(true)),
        ("powerEfficientPixelFormat", JsonValue::Bool(false)),
        ("screenPixelRatio", JsonValue::Number(2.0)),
    ]));
    assert_eq!(
        (settings.width, settings.height, settings.pan),
        (Some(640), None, Some(-1.0))
    );
    assert_eq!(settings.echo_cancellation, Some(EchoCancellation::Enabled(true)));
    assert_eq!(
        (
            settings.power_efficient,
            settings.power_efficient_pixel_format,
            settings.screen_pixel_ratio
        ),
        (Some(true), Some(false), Some(2.0))
    );
    assert_eq!(settings.other.len(), 1);
}

#[test]
fn debug_prints_present_fields_only() {
    let settings = MediaTrackSettings::from(object([("width", number(640.0)), ("torch", string("on"))]));
    assert_eq!(
        format!("{settings:?}"),
        r#"MediaTrackSettings { width: 640, other: {"torch": String("on")} }"#
    );
    assert_eq!(
        format!("{:?}", MediaTrackCapabilities::default()),
        "MediaTrackCapabilities"
    );
}

#[test]
fn every_property_of_the_browser_is_supported() {
    let names = [
        "width",
        "torch",
        "powerEfficient",
        "powerEfficientPixelFormat",
        "sepia",
    ];
    let supported =
        MediaTrackSupportedConstraints::from(object(names.map(|name| (name, JsonValue::Bool(true)))));
    for name in names {
        assert!(supported.supports(Key::<bool>::new(name)), "{name}");
    }
    assert!(supported.power_efficient && supported.power_efficient_pixel_format);
    assert_eq!(supported.other, ["sepia"]);
    let none = MediaTrackSupportedConstraints::from(object([("powerEfficient", JsonValue::Bool(false))]));
    assert!(!none.supports(Key::<bool>::new("powerEfficient")));
}

// --- Type checks ---

/// Known properties, each with the types that its constraint accepts.
const TYPES: [(&str, &[Type]); 9] = [
    ("width", &[Type::Number]),
    ("frameRate", &[Type::Number]),
    ("deviceId", &[Type::String, Type::Strings]),
    ("facingMode", &[Type::String, Type::Strings]),
    ("torch", &[Type::Boolean]),
    ("voiceIsolation", &[Type::Boolean]),
    ("echoCancellation", &[Type::Boolean, Type::String]),
    ("zoom", &[Type::Number]),
    ("pointsOfInterest", &[Type::Points]),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Type {
    Null,
    Boolean,
    Number,
    String,
    Strings,
    Points,
    Mixed,
}

const ALL_TYPES: [Type; 7] = [
    Type::Null,
    Type::Boolean,
    Type::Number,
    Type::String,
    Type::Strings,
    Type::Points,
    Type::Mixed,
];

impl Type {
    fn values(self) -> BoxedStrategy<JsonValue> {
        let strings = || text().prop_map(|text| JsonValue::String(text.into()));
        let coordinate = || prop::num::f64::NORMAL.prop_map(JsonValue::Number);
        let point =
            (coordinate(), coordinate()).prop_map(|(x, y)| JsonValue::Object(object([("x", x), ("y", y)])));
        match self {
            Type::Null => Just(JsonValue::Null).boxed(),
            Type::Boolean => any::<bool>().prop_map(JsonValue::Bool).boxed(),
            Type::Number => prop_oneof![
                any::<u32>().prop_map(|number| JsonValue::Number(number.into())),
                prop::num::f64::NORMAL.prop_map(JsonValue::Number),
            ]
            .boxed(),
            Type::String => strings().boxed(),
            Type::Strings => prop::collection::vec(strings(), 1..4)
                .prop_map(JsonValue::Array)
                .boxed(),
            Type::Points => prop::collection::vec(point, 1..4)
                .prop_map(JsonValue::Array)
                .boxed(),
            Type::Mixed => strings()
                .prop_map(|text| JsonValue::Array(vec![text, JsonValue::Number(1.0)]))
                .boxed(),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,12}"
}

/// A name that is neither a property of a spec nor `advanced`.
fn unknown_name() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("x{text}"))
}

fn any_value() -> impl Strategy<Value = JsonValue> {
    prop::sample::select(ALL_TYPES.to_vec()).prop_flat_map(Type::values)
}

/// A constraint in one of its forms.
fn constraint(value: BoxedStrategy<JsonValue>, members: &[&'static str]) -> BoxedStrategy<JsonValue> {
    let member = (prop::sample::select(members.to_vec()), value.clone());
    prop_oneof![
        value,
        prop::collection::vec(member, 0..5).prop_map(|members| JsonValue::Object(object(members))),
    ]
    .boxed()
}

const MEMBERS: [&str; 4] = ["ideal", "exact", "min", "max"];

/// A constraint of any types, right or wrong.
fn any_constraint() -> BoxedStrategy<JsonValue> {
    constraint(any_value().boxed(), &MEMBERS)
}

/// A known property and a constraint of its type.
fn typed_constraint() -> impl Strategy<Value = (String, JsonValue)> {
    prop::sample::select(TYPES.to_vec()).prop_flat_map(|(name, types)| {
        let values = prop::sample::select(types.to_vec()).prop_flat_map(Type::values);
        let members = if types.contains(&Type::Number) {
            &MEMBERS[..]
        } else {
            &MEMBERS[..2]
        };
        (Just(name.to_owned()), constraint(values.boxed(), members))
    })
}

/// A known property and a constraint of another type, bare or in a member.
fn mistyped_constraint() -> impl Strategy<Value = (String, JsonValue)> {
    prop::sample::select(TYPES.to_vec()).prop_flat_map(|(name, types)| {
        let wrong = ALL_TYPES
            .into_iter()
            .filter(|one| !types.contains(one))
            .collect::<Vec<_>>();
        let values = prop::sample::select(wrong).prop_flat_map(Type::values);
        let member = prop::option::of(prop::sample::select(MEMBERS.to_vec()));
        (member, values).prop_map(move |(member, value)| {
            let value = match (member, value) {
                // A bare boolean is valid for pan, tilt and zoom only.
                (None, JsonValue::Bool(_)) if name == "zoom" => JsonValue::Null,
                (None, value) => value,
                (Some(member), value) => JsonValue::Object(object([(member, value)])),
            };
            (name.to_owned(), value)
        })
    })
}

fn collect(entries: Vec<(String, JsonValue)>) -> JsonObject {
    let mut object = JsonObject::new();
    for (name, value) in entries {
        object.set(name, value);
    }
    object
}

/// The entries of a set that passes the type check.
fn typed_set() -> impl Strategy<Value = JsonObject> {
    let entry = prop_oneof![typed_constraint(), (unknown_name(), any_constraint())];
    prop::collection::vec(entry, 0..6).prop_map(collect)
}

/// Any constraints for any names, set without a check.
fn unchecked_set() -> impl Strategy<Value = MediaTrackConstraintSet> {
    let name = prop_oneof![
        prop::sample::select(vec!["width", "frameRate", "deviceId", "torch"]).prop_map(str::to_owned),
        unknown_name(),
    ];
    prop::collection::vec((name, any_constraint()), 0..6).prop_map(|entries| {
        let mut set = MediaTrackConstraintSet::new();
        for (name, value) in entries {
            set.set(Key::<JsonValue>::new(Box::leak(name.into_boxed_str())), value);
        }
        set
    })
}

fn with_advanced<S: Strategy<Value = MediaTrackConstraintSet>>(
    set: fn() -> S,
) -> impl Strategy<Value = MediaTrackConstraints> {
    (set(), prop::collection::vec(set(), 0..3)).prop_map(|(basic, advanced)| {
        advanced.into_iter().fold(
            MediaTrackConstraints::from(basic),
            MediaTrackConstraints::advanced,
        )
    })
}

fn typed_constraints() -> impl Strategy<Value = MediaTrackConstraints> {
    with_advanced(|| typed_set().prop_map(|set| set.try_into().expect("a typed set")))
}

proptest! {
    #[test]
    fn conversion_to_an_object_is_lossless(constraints in typed_constraints()) {
        let object = JsonObject::from(constraints.clone());
        prop_assert_eq!(MediaTrackConstraints::try_from(object), Ok(constraints));
    }

    #[test]
    fn a_value_of_the_wrong_type_is_an_error_with_the_property(
        set in typed_set(),
        (name, value) in mistyped_constraint(),
        in_advanced in any::<bool>(),
    ) {
        let mut mistyped = set.clone();
        mistyped.set(name.clone(), value);
        let object = if in_advanced {
            let mut object = set;
            object.set("advanced", JsonValue::Array(vec![JsonValue::Object(mistyped)]));
            object
        } else {
            mistyped
        };
        let error = MediaTrackConstraints::try_from(object.clone()).expect_err("a wrong type");
        prop_assert_eq!((error.property(), error.kind()), (&*name, ConstraintErrorKind::WrongType));
        let prefix = format!("{name}: the value has the wrong type. Pass ");
        prop_assert!(error.to_string().starts_with(&prefix), "{}", error);
        for member in ["audio", "video"] {
            let mut stream = JsonObject::new();
            stream.set(member, JsonValue::Object(object.clone()));
            prop_assert_eq!(MediaStreamConstraints::try_from(stream), Err(error.clone()));
        }
        #[cfg(feature = "serde")]
        {
            let text = serde_json::to_string(&object).expect("serialization");
            let failed = serde_json::from_str::<MediaTrackConstraints>(&text).expect_err("a wrong type");
            prop_assert!(failed.to_string().contains(&prefix), "{}", failed);
        }
    }

    #[test]
    fn validation_never_panics_and_names_a_set_property(constraints in with_advanced(unchecked_set)) {
        if let Err(error) = constraints.validate() {
            let sets = std::iter::once(&constraints.basic).chain(&constraints.advanced);
            prop_assert!(sets.flat_map(|set| set.as_object().iter()).any(|(name, _)| name == error.property()));
        }
    }

    #[test]
    fn typed_values_are_returned_as_set(ideal: u32, exact: u32, min: u32, max: u32) {
        let c = Constrain::ideal(ideal).and_exact(exact).and_min(min).and_max(max);
        prop_assert_eq!(
            (c.ideal_value(), c.exact_value(), c.min_value(), c.max_value()),
            (Some(ideal), Some(exact), Some(min), Some(max))
        );
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serialization_is_lossless(audio in typed_constraints(), video in any::<bool>()) {
        let constraints = MediaStreamConstraints::new().audio(audio).video(video);
        let json = serde_json::to_string(&constraints).expect("serialization");
        let read: MediaStreamConstraints = serde_json::from_str(&json).expect("deserialization");
        prop_assert_eq!(read, constraints);
    }
}

#[test]
fn values_of_the_wrong_type_are_rejected_at_every_level() {
    let message = |error: ConstraintError| {
        assert_eq!(error.kind(), ConstraintErrorKind::WrongType);
        (error.property().to_owned(), error.to_string())
    };
    let list = JsonValue::Array(Vec::new());
    for error in [
        MediaStreamConstraints::try_from(list.clone()).expect_err("no object"),
        MediaTrackConstraints::try_from(list.clone()).expect_err("no object"),
        MediaTrackConstraintSet::try_from(list.clone()).expect_err("no object"),
    ] {
        let (property, text) = message(error);
        assert_eq!(
            (&*property, &*text),
            ("", "The value has the wrong type. Pass an object.")
        );
    }
    let error = TrackRequest::try_from(list).expect_err("no request");
    assert_eq!(
        message(error).1,
        "The value has the wrong type. Pass true, false or an object of constraints."
    );
    for (name, value, advice) in [
        (
            "video",
            string("yes"),
            "Pass true, false or an object of constraints.",
        ),
        (
            "audio",
            JsonValue::Null,
            "Pass true, false or an object of constraints.",
        ),
        ("semantics", JsonValue::Bool(true), "Pass a string."),
    ] {
        let error = MediaStreamConstraints::try_from(object([(name, value)])).expect_err("a wrong type");
        let expected = format!("{name}: the value has the wrong type. {advice}");
        assert_eq!(message(error), (name.to_owned(), expected));
    }
    for (name, value) in [
        ("width", string("wide")),
        ("width", JsonValue::Object(object([("exct", number(1.0))]))),
        ("facingMode", JsonValue::Object(object([("min", string("user"))]))),
        ("torch", JsonValue::Array(vec![JsonValue::Bool(true)])),
        ("advanced", JsonValue::Object(JsonObject::new())),
        ("advanced", JsonValue::Array(vec![JsonValue::Bool(true)])),
    ] {
        let error = MediaTrackConstraints::try_from(object([(name, value)])).expect_err("a wrong type");
        assert_eq!(message(error).0, name);
    }
    let nested = object([("advanced", JsonValue::Array(Vec::new()))]);
    let error = MediaTrackConstraintSet::try_from(nested).expect_err("sets in a set");
    assert_eq!(message(error).0, "advanced");
}

#[test]
fn values_of_the_right_type_are_accepted() {
    let bare_true = object([("zoom", JsonValue::Bool(true)), ("sepia", string("strong"))]);
    assert_eq!(
        MediaTrackConstraints::try_from(bare_true),
        Ok(MediaTrackConstraints::new()
            .zoom(true)
            .with(Key::<String>::new("sepia"), "strong"))
    );
    let stream = object([
        ("video", JsonValue::Bool(true)),
        ("semantics", string("user-chooses")),
        ("peerIdentity", string("ignored")),
    ]);
    assert_eq!(
        MediaStreamConstraints::try_from(stream),
        Ok(MediaStreamConstraints::new()
            .video(true)
            .semantics(GetUserMediaSemantics::UserChooses))
    );
    assert_eq!(
        MediaStreamConstraints::try_from(JsonObject::new()),
        Ok(MediaStreamConstraints::new())
    );
}

#[cfg(feature = "serde")]
mod serde {
    use super::*;
    use serde_json::json;

    #[test]
    fn constraints_have_the_form_of_javascript() {
        let constraints = MediaStreamConstraints::new().audio(true).video(
            MediaTrackConstraints::new()
                .width(Constrain::ideal(1280).and_min(640))
                .aspect_ratio(1.5)
                .facing_mode(FacingMode::User)
                .advanced(MediaTrackConstraintSet::new().torch(true)),
        );
        assert_eq!(
            serde_json::to_value(constraints).expect("serialization"),
            json!({
                "audio": true,
                "video": {
                    "width": { "ideal": 1280, "min": 640 },
                    "aspectRatio": 1.5,
                    "facingMode": "user",
                    "advanced": [{ "torch": true }],
                },
            })
        );
    }

    #[test]
    fn settings_and_capabilities_have_the_form_of_javascript() {
        let form = json!({
            "width": 640,
            "frameRate": 30,
            "aspectRatio": 1.5,
            "facingMode": "user",
            "echoCancellation": "all",
            "pointsOfInterest": [{ "x": 0, "y": 0.5 }],
            "powerEfficient": true,
            "screenPixelRatio": 2,
            "sepia": { "deep": [1, 2.5, null] },
        });
        let settings: MediaTrackSettings = serde_json::from_value(form.clone()).expect("deserialization");
        assert_eq!((settings.width, settings.frame_rate), (Some(640), Some(30.0)));
        assert_eq!((settings.power_efficient, settings.other.len()), (Some(true), 1));
        assert_eq!(serde_json::to_value(&settings).expect("serialization"), form);

        let form = json!({
            "width": { "min": 1, "max": 1920 },
            "frameRate": { "min": 0, "max": 29.97 },
            "zoom": { "min": 1, "max": 4, "step": 0.1 },
            "facingMode": ["user", "upwards"],
            "echoCancellation": [true, false, "all"],
            "deviceId": "an id",
            "powerEfficient": [true, false],
            "sepia": 1,
        });
        let capabilities: MediaTrackCapabilities =
            serde_json::from_value(form.clone()).expect("deserialization");
        assert_eq!(capabilities.width.and_then(|range| range.max), Some(1920));
        assert_eq!(capabilities.other.len(), 1);
        assert_eq!(serde_json::to_value(&capabilities).expect("serialization"), form);

        assert!(serde_json::from_value::<MediaTrackSettings>(json!([])).is_err());
        assert_eq!(
            serde_json::to_value(MediaTrackSettings::default()).expect("serialization"),
            json!({})
        );
    }

    #[test]
    fn invalid_json_is_rejected_with_the_property() {
        fn error<T: ::serde::de::DeserializeOwned + std::fmt::Debug>(json: serde_json::Value) -> String {
            serde_json::from_value::<T>(json)
                .expect_err("a wrong type")
                .to_string()
        }
        for (text, start) in [
            (
                error::<MediaStreamConstraints>(json!({ "video": "yes" })),
                "video: ",
            ),
            (error::<MediaStreamConstraints>(json!([])), "The value"),
            (
                error::<MediaStreamConstraints>(json!({ "video": { "width": "wide" } })),
                "width: ",
            ),
            (
                error::<MediaTrackConstraints>(json!({ "width": "wide" })),
                "width: ",
            ),
            (error::<MediaTrackConstraints>(json!([])), "The value"),
            (error::<MediaTrackConstraints>(json!(true)), "The value"),
            (error::<MediaTrackConstraintSet>(json!({ "iso": [] })), "iso: "),
            (error::<TrackRequest>(json!("yes")), "The value"),
            (error::<TrackRequest>(json!({ "torch": 1 })), "torch: "),
        ] {
            assert!(text.starts_with(start), "{text}");
        }
    }
}
