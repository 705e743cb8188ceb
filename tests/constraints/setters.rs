//! Setters, and constraints of one property.

use local_media_stream::*;

use super::{json, names, number, object, string};

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
    assert_eq!(
        c().echo_cancellation(Constrain::exact(mode.clone())),
        c().echo_cancellation(Constrain::exact(EchoCancellation::Mode(mode.clone())))
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
