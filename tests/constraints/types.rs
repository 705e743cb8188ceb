//! Types of constraints that are read from objects.

use local_media_stream::*;
use proptest::prelude::*;

use super::{number, object, string};

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
