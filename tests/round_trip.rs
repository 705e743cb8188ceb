//! Constraints are unchanged after a round trip from Rust to JavaScript and back.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

trait Data {
    fn text(&mut self) -> String;
    fn value(&mut self) -> JsonValue;
    fn set(&mut self) -> MediaTrackConstraintSet;
}

impl Data for Random {
    fn text(&mut self) -> String {
        const CHARACTERS: [&str; 16] = [
            "a", "Z", "0", " ", "\"", "\\", "\n", "\0", "\u{1f}", "\u{7f}", "ä", "€", "\u{2028}", "😀", "/",
            "",
        ];
        (0..self.below(8))
            .map(|_| CHARACTERS[self.below(CHARACTERS.len())])
            .collect()
    }

    fn value(&mut self) -> JsonValue {
        match self.below(6) {
            0 => JsonValue::Bool(self.below(2) == 0),
            1 => JsonValue::Number((self.next() as u32).into()),
            2 => JsonValue::Number(self.below(100_000) as f64 / 1000.0),
            // Any number that JSON can express.
            3 => match f64::from_bits(self.next()) {
                number if number.is_finite() => JsonValue::Number(number),
                _ => JsonValue::Number(0.0),
            },
            4 => JsonValue::Array(
                (0..self.below(4))
                    .map(|_| JsonValue::String(self.text().into()))
                    .collect(),
            ),
            _ => JsonValue::String(self.text().into()),
        }
    }

    fn set(&mut self) -> MediaTrackConstraintSet {
        // Unlike `new`, this creates a set that is encoded even if it stays empty.
        let mut set = MediaTrackConstraintSet::try_from(JsonObject::new()).expect("no constraints");
        for _ in 0..self.below(8) {
            let name = match self.below(3) {
                0 => "width".to_owned(),
                1 => "facingMode".to_owned(),
                // The prefix excludes `__proto__`, whose setter creates no own property.
                _ => format!("x{}", self.text()),
            };
            let value = if self.below(2) == 0 {
                self.value()
            } else {
                let mut members = JsonObject::new();
                for member in ["ideal", "exact", "min", "max"] {
                    if self.below(2) == 0 {
                        members.set(member, self.value());
                    }
                }
                JsonValue::Object(members)
            };
            // Set by key, because a conversion from `JsonObject` rejects values of the wrong type.
            set.set(Key::<JsonValue>::new(Box::leak(name.into_boxed_str())), value);
        }
        set
    }
}

/// Replaces two methods of the track: `getConstraints` returns the object that `applyConstraints` received.
#[wasm_bindgen_test]
async fn returned_constraints_equal_applied_ones() {
    let seed = seed();
    let mut random = Random::new(seed);
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let js: &JsValue = track.as_ref();
    let store = js_sys::eval(
        "(() => { let kept; return { apply(c) { kept = c; return Promise.resolve(); }, get() { return kept; } }; })()",
    )
    .expect("valid JavaScript");
    let member = |name: &str| js_sys::Reflect::get(&store, &name.into()).expect("a method");
    let _replaced = [
        replace(js, "applyConstraints", &member("apply")),
        replace(js, "getConstraints", &member("get")),
    ];
    for round in 0..2_000 {
        let mut constraints = MediaTrackConstraints::from(random.set());
        for _ in 0..random.below(3) {
            constraints = constraints.advanced(random.set());
        }
        if constraints.validate().is_err() {
            continue;
        }
        track
            .apply_constraints(&constraints)
            .await
            .expect("a resolved promise");
        assert_eq!(track.constraints(), constraints, "round {round} of seed {seed}");
    }
}
