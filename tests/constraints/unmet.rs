//! Constraints that settings do not meet.

use local_media_stream::*;

use super::{number, object, string};

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
