//! Properties of plain data: equality, conversions and the limits of validation, for any values.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used)]

use local_media_stream::*;
use proptest::prelude::*;

fn any_json() -> impl Strategy<Value = JsonValue> {
    let leaf = prop_oneof![
        Just(JsonValue::Null),
        any::<bool>().prop_map(JsonValue::Bool),
        any::<i32>().prop_map(|number| JsonValue::Number(number.into())),
        "[a-z]{0,4}".prop_map(|text| JsonValue::String(text.into())),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(JsonValue::Array),
            prop::collection::vec(("[a-d]", inner), 0..4)
                .prop_map(|members| JsonValue::Object(object(members))),
        ]
    })
}

fn object(members: impl IntoIterator<Item = (String, JsonValue)>) -> JsonObject {
    let mut object = JsonObject::new();
    for (name, value) in members {
        object.set(name, value);
    }
    object
}

/// Members with different names.
fn any_members() -> impl Strategy<Value = Vec<(String, JsonValue)>> {
    prop::collection::btree_map("[a-f]", any_json(), 0..6).prop_map(|map| map.into_iter().collect())
}

fn set_of(members: &[(String, JsonValue)]) -> MediaTrackConstraintSet {
    let mut set = MediaTrackConstraintSet::new();
    for (name, value) in members {
        set.set(Key::<JsonValue>::new(name.clone().leak()), value.clone());
    }
    set
}

#[test]
fn debug_prints_names_and_values() {
    assert_eq!(format!("{:?}", key::WIDTH), "Key(width)");
    assert_eq!(format!("{:?}", Constrain::bare(1_u32)), "Number(1.0)");
    let set = MediaTrackConstraintSet::new().width(1);
    assert_eq!(format!("{set:?}"), r#"{"width": Number(1.0)}"#);
    for strength in [Strength::Required, Strength::Ideal] {
        assert_eq!(strength.to_string(), strength.as_str());
    }
}

proptest! {
    #[test]
    fn objects_are_equal_if_their_members_are(members in any_members(), name in "[a-f]", value in any_json()) {
        let one = object(members.clone());
        prop_assert_eq!(&object(members.iter().rev().cloned()), &one, "in any order");
        let mut other = one.clone();
        other.set(name.clone(), value.clone());
        let is_equal = one.get(&name) == Some(&value);
        prop_assert_eq!(one == other, is_equal);
        prop_assert_eq!(other == one, is_equal);
        prop_assert_eq!(
            Constrain::<u32>::from(JsonValue::Object(one.clone())) == JsonValue::Object(other.clone()).into(),
            is_equal
        );
        let members: Vec<_> = other.clone().into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
        let (one, other) = (set_of(&one.clone().into_iter().map(|(n, v)| (n.into_owned(), v)).collect::<Vec<_>>()), set_of(&members));
        prop_assert_eq!(one == other, is_equal);
        prop_assert_eq!(MediaTrackConstraints::from(one) == other.into(), is_equal);
    }

    #[test]
    fn members_are_set_and_removed_by_name(members in any_members(), name in "[a-f]", value in any_json()) {
        let mut changed = object(members.clone());
        prop_assert_eq!((changed.len(), changed.is_empty()), (members.len(), members.is_empty()));
        let was_there = changed.get(&name).cloned();
        changed.set(name.clone(), value.clone());
        prop_assert_eq!(changed.get(&name), Some(&value));
        prop_assert_eq!(changed.len(), members.len() + usize::from(was_there.is_none()));
        prop_assert_eq!(changed.remove(&name), Some(value));
        prop_assert_eq!(changed.remove(&name), None);
        let others: Vec<_> = members.into_iter().filter(|(other, _)| *other != name).collect();
        let left: Vec<_> = changed.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        prop_assert_eq!(&left, &others);
        let texts = others.iter().map(|(name, value)| format!("{name:?}: {value:?}")).collect::<Vec<_>>();
        prop_assert_eq!(format!("{changed:?}"), format!("{{{}}}", texts.join(", ")));
        let mut iterated = changed.into_iter();
        prop_assert_eq!(iterated.len(), others.len());
        for (name, value) in others {
            prop_assert_eq!(iterated.next(), Some((name.into(), value)));
        }
        prop_assert_eq!(iterated.next(), None);
    }

    #[test]
    fn lists_of_alternatives_are_returned_as_set(list in prop::collection::vec("[a-z]{1,4}", 2..5), other in "[a-z]{5}") {
        let bare = Constrain::<String>::bare_any(list.clone());
        prop_assert_eq!((bare.bare_values(), bare.ideal_values(), bare.exact_values()), (list.clone(), vec![], vec![]));
        prop_assert_eq!(bare.bare_value(), None);
        let ideal = Constrain::ideal_any(list.clone()).and_exact(other.clone());
        prop_assert_eq!((ideal.bare_values(), ideal.ideal_values()), (vec![], list.clone()));
        prop_assert_eq!(ideal.exact_values(), std::slice::from_ref(&other));
        let exact = Constrain::exact_any(list.clone()).and_ideal_any([other.clone()]);
        prop_assert_eq!((exact.bare_values(), exact.exact_values()), (vec![], list.clone()));
        prop_assert_eq!(exact.ideal_values(), std::slice::from_ref(&other));
        prop_assert_eq!(Constrain::ideal(other).and_exact_any(list.clone()).exact_values(), list);
    }

    #[test]
    fn strings_are_limited_to_500_utf16_units(short in 0..=4_usize, wide in 0..=4_usize, kind in 0..3_usize) {
        // Characters of one, two, three and four bytes: the last one has two units.
        let filler = ["a", "é", "€"][kind].repeat(490 - 2 * wide);
        let text = format!("{filler}{}{}", "😀".repeat(wide), "b".repeat(8 + short));
        prop_assert_eq!(text.encode_utf16().count(), 498 + short);
        let constraints = MediaTrackConstraints::new().device_id(text);
        match constraints.validate() {
            Ok(()) => prop_assert!(short <= 2),
            Err(error) => {
                prop_assert!(short > 2);
                prop_assert_eq!(error.kind(), ConstraintErrorKind::TooLong);
            }
        }
    }

    #[test]
    fn lists_are_limited_to_100_items(length in 98..=103_usize) {
        let constraints = MediaTrackConstraints::new().group_id(Constrain::ideal_any(vec!["x"; length]));
        prop_assert_eq!(constraints.validate().is_ok(), length <= 100);
    }

    #[test]
    fn bounds_are_contradictory_if_no_number_is_between(min in 1..9_u32, exact in 1..9_u32, max in 1..9_u32) {
        let c = MediaTrackConstraints::new;
        let check = |constrain: Constrain<u32>, is_valid: bool, text: &str| {
            let result = c().width(constrain).validate();
            let error = result.as_ref().err();
            assert_eq!(error.map(|error| error.kind()), (!is_valid).then_some(ConstraintErrorKind::Contradiction));
            assert!(error.is_none_or(|error| error.to_string().contains(text)), "{result:?}");
        };
        check(Constrain::min(min).and_max(max), min <= max, "min is above max");
        check(Constrain::min(min).and_exact(exact), min <= exact, "exact is below min");
        check(Constrain::exact(exact).and_max(max), exact <= max, "exact is above max");
    }

    #[test]
    fn only_min_may_be_zero(number in -3..=3_i32) {
        let c = MediaTrackConstraints::new;
        for property in [key::WIDTH, key::HEIGHT, key::SAMPLE_RATE, key::SAMPLE_SIZE, key::CHANNEL_COUNT] {
            for constrain in [Constrain::bare(number), Constrain::ideal(number), Constrain::exact(number), Constrain::max(number)] {
                prop_assert_eq!(c().with(property, constrain).validate().is_ok(), number > 0);
            }
            prop_assert_eq!(c().with(property, Constrain::min(number)).validate().is_ok(), number >= 0);
        }
        for property in [key::ASPECT_RATIO, key::FRAME_RATE] {
            prop_assert_eq!(c().with(property, number).validate().is_ok(), number > 0);
        }
        for property in [key::LATENCY, key::EXPOSURE_COMPENSATION] {
            prop_assert!(c().with(property, number).validate().is_ok());
        }
    }

    #[test]
    fn ranges_contain_their_bounds(min in -4..4_i32, max in -4..4_i32, value in -5..5_i32) {
        let double = DoubleRange { min: Some(min.into()), max: Some(max.into()), step: None };
        prop_assert_eq!(double.contains(value.into()), (min..=max).contains(&value));
        let [min, max, value] = [min, max, value].map(|number| number.unsigned_abs());
        let integers = ULongRange { min: Some(min), max: Some(max) };
        prop_assert_eq!(integers.contains(value), (min..=max).contains(&value));
        prop_assert!(ULongRange::default().contains(value) && DoubleRange::default().contains(value.into()));
        prop_assert_eq!(ULongRange { min: Some(min), max: None }.contains(value), min <= value);
        prop_assert_eq!(DoubleRange { max: Some(max.into()), ..DoubleRange::default() }.contains(value.into()), value <= max);
    }

    #[test]
    fn types_convert_from_and_to_their_javascript_form(min: Option<u32>, max: Option<u32>, step in prop::option::of(-1e6..1e6_f64), x in 0.0..1.0_f64, y in 0.0..1.0_f64) {
        let range = DoubleRange { min: min.map(f64::from), max: max.map(f64::from), step };
        let is_empty = range == DoubleRange::default();
        prop_assert_eq!(DoubleRange::from_json(&range.into()), (!is_empty).then_some(range));
        let range = ULongRange { min, max };
        prop_assert_eq!(ULongRange::from_json(&range.into()), (min.is_some() || max.is_some()).then_some(range));
        let point = Point2D { x, y };
        prop_assert_eq!(Point2D::from_json(&point.into()), Some(point));
        let points = PointsOfInterest(vec![point, Point2D::default()]);
        prop_assert_eq!(PointsOfInterest::from_json(&points.clone().into_json()), Some(points));
        prop_assert_eq!(PanTiltZoom::from_json(&PanTiltZoom(x).into_json()), Some(PanTiltZoom(x)));
    }

    #[test]
    fn ranges_of_positions_store_their_bounds(min in -1e3..1e3_f64, max in -1e3..1e3_f64) {
        let expected = Some(Constrain::<PanTiltZoom>::min(PanTiltZoom(min)).and_max(PanTiltZoom(max)));
        let c = MediaTrackConstraints::new;
        prop_assert_eq!(c().pan(min..=max).get(key::PAN), expected.clone());
        prop_assert_eq!(c().pan(PanTiltZoom(min)..=PanTiltZoom(max)).get(key::PAN), expected);
    }

    #[test]
    fn a_setting_that_is_a_list_meets_the_same_list_only(one in prop::collection::vec(0..3_u32, 1..3), other in prop::collection::vec(0..3_u32, 1..3)) {
        let list = |numbers: &[u32]| JsonValue::Array(numbers.iter().map(|number| (*number).into_json()).collect());
        let settings = object([("list".to_owned(), list(&one))]);
        let mut constraints = MediaTrackConstraints::new();
        constraints.basic.set(Key::<JsonValue>::new("list"), list(&other));
        prop_assert_eq!(constraints.unmet_constraints(&settings).is_empty(), one == other);
    }

    #[test]
    fn a_setting_meets_a_constraint_within_a_thousandth(setting in 1.0..1e4_f64, factor in 0.99..1.01_f64) {
        let requested = setting * factor;
        let settings = object([("frameRate".to_owned(), JsonValue::Number(setting))]);
        let is_near = (factor - 1.0).abs() <= 1e-3 * factor.max(1.0);
        let c = MediaTrackConstraints::new;
        for constrain in [Constrain::exact(requested), Constrain::ideal(requested), Constrain::bare(requested)] {
            prop_assert_eq!(c().frame_rate(constrain).unmet_constraints(&settings).is_empty(), is_near);
        }
        let min = c().frame_rate(Constrain::min(requested));
        prop_assert_eq!(min.unmet_constraints(&settings).is_empty(), is_near || factor < 1.0);
        let max = c().frame_rate(Constrain::max(requested));
        prop_assert_eq!(max.unmet_constraints(&settings).is_empty(), is_near || factor > 1.0);
    }
}

#[cfg(feature = "serde")]
mod serde {
    use ::serde::Serialize;
    use ::serde::de::DeserializeOwned;
    use serde_json::{Value, from_value, json, to_value};

    use super::*;

    /// Checks that an object is read and written, and that values of other types are rejected.
    fn check<T: Serialize + DeserializeOwned + std::fmt::Debug>(object: Value, invalid: &[Value]) -> T {
        let read: T = from_value(object.clone()).expect("an object");
        assert_eq!(to_value(&read).expect("serialization"), object);
        for value in invalid
            .iter()
            .chain(&[json!([]), json!([1, 2, 3]), json!("text"), json!(null)])
        {
            assert!(from_value::<T>(value.clone()).is_err(), "{value} as {read:?}");
        }
        read
    }

    #[test]
    fn integers_are_written_as_in_javascript() {
        let limit = 9_007_199_254_740_992_f64;
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "-0.0"),
            (-5.0, "-5"),
            (0.5, "0.5"),
            (limit - 1.0, "9007199254740991"),
            (1.0 - limit, "-9007199254740991"),
            (limit, "9007199254740992.0"),
            (-limit, "-9007199254740992.0"),
        ] {
            let json = JsonValue::Number(number);
            assert_eq!(serde_json::to_string(&json).expect("serialization"), text);
            assert_eq!(serde_json::from_str::<JsonValue>(text).ok(), Some(json));
        }
        let bytes = ::serde::de::value::BytesDeserializer::<::serde::de::value::Error>::new(b"text");
        let error = <JsonValue as ::serde::Deserialize>::deserialize(bytes).expect_err("no JSON");
        assert!(error.to_string().ends_with("expected a JSON value"), "{error}");
    }

    #[test]
    fn structs_are_objects() {
        let point: Point2D = check(json!({ "x": 0.5, "y": 1 }), &[json!({ "x": "0" })]);
        assert_eq!(point, Point2D { x: 0.5, y: 1.0 });
        assert_eq!(from_value::<Point2D>(json!({})).ok(), Some(Point2D::default()));
        let range: ULongRange = check(
            json!({ "min": 1, "max": 2 }),
            &[json!({ "min": 0.5 }), json!({ "max": -1 })],
        );
        assert_eq!((range.min, range.max), (Some(1), Some(2)));
        let range: DoubleRange = check(
            json!({ "min": 1, "max": 2.5, "step": 0.1 }),
            &[json!({ "step": true })],
        );
        assert_eq!(
            (range.min, range.max, range.step),
            (Some(1.0), Some(2.5), Some(0.1))
        );
        let handle: CaptureHandle = check(
            json!({ "origin": "https://a.test", "handle": "h" }),
            &[json!({ "handle": 1 })],
        );
        assert_eq!(
            (handle.origin.as_deref(), &*handle.handle),
            (Some("https://a.test"), "h")
        );
        let config: CaptureHandleConfig = check(
            json!({ "exposeOrigin": true, "handle": "h", "permittedOrigins": ["*"] }),
            &[json!({ "exposeOrigin": 1 }), json!({ "permittedOrigins": 1 })],
        );
        assert_eq!(
            (config.expose_origin, config.permitted_origins),
            (true, vec!["*".to_owned()])
        );
    }

    #[test]
    fn counts_of_statistics_are_integers() {
        let form = json!({ "kind": "video", "deliveredFrames": 30, "discardedFrames": 0, "totalFrames": 31 });
        let stats: MediaStreamTrackStats =
            check(form.clone(), &[json!({ "kind": "video", "totalFrames": "1" })]);
        assert!(matches!(stats, MediaStreamTrackStats::Video(video) if video.total_frames == Some(31.0)));
        assert!(!to_value(stats).expect("serialization").to_string().contains('.'));
        let audio = json!({
            "latency": 10.5, "averageLatency": 11, "minimumLatency": 1.5, "maximumLatency": 20,
            "deliveredFrames": 480, "deliveredFramesDuration": 10, "totalFrames": 481, "totalFramesDuration": 10.5,
        });
        let stats: MediaStreamTrackAudioStats = check(audio.clone(), &[json!({ "latency": false })]);
        assert_eq!(
            (stats.average_latency, stats.total_frames),
            (Some(11.0), Some(481.0))
        );
        assert_eq!(
            to_value(MediaStreamTrackAudioStats::default()).expect("serialization"),
            json!({})
        );
    }

    #[test]
    fn supported_and_unmet_constraints_have_a_form() {
        let supported: MediaTrackSupportedConstraints = check(
            json!({ "width": true, "powerEfficient": true, "sepia": true }),
            &[],
        );
        assert!(supported.width && supported.power_efficient && !supported.height);
        assert_eq!(supported.other, ["sepia"]);
        let invalid = [
            json!({ "property": "width", "strength": "weak", "requested": 1 }),
            json!({ "property": "width", "strength": "ideal" }),
            json!({ "property": 1, "strength": "ideal", "requested": 1 }),
        ];
        for strength in [Strength::Required, Strength::Ideal] {
            let form = json!({ "property": "width", "strength": strength.as_str(), "requested": { "min": 1 }, "actual": 0 });
            let unmet: UnmetConstraint = check(form, &invalid);
            assert_eq!(
                (unmet.strength, unmet.actual),
                (strength, Some(JsonValue::Number(0.0)))
            );
        }
        let unmet: UnmetConstraint = check(
            json!({ "property": "iso", "strength": "ideal", "requested": 1 }),
            &invalid,
        );
        assert_eq!(unmet.actual, None);
    }
}
