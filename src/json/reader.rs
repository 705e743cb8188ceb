//! A reader of the JSON that `JSON.stringify` writes. One call brings an object of the browser into Rust this way;
//! reading its members with `Reflect.get` takes a call for each.

use super::value::{JsonObject, JsonValue};
use crate::sys;

/// Deeper nesting is rejected: no browser returns it, and recursion uses the stack.
const MAX_DEPTH: usize = 64;

/// Parses a text that `JSON.stringify` wrote. Invalid or too deeply nested JSON is `Null`.
pub(crate) fn parse(text: &str) -> JsonValue {
    Reader { rest: text }.value(0).unwrap_or(JsonValue::Null)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<JsonValue> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.rest.as_bytes().first()? {
            b'n' => (self.take(4)? == "null").then_some(JsonValue::Null),
            b't' => (self.take(4)? == "true").then_some(JsonValue::Bool(true)),
            b'f' => (self.take(5)? == "false").then_some(JsonValue::Bool(false)),
            b'"' => self.string().map(|text| JsonValue::String(text.into())),
            b'[' => self.array(depth).map(JsonValue::Array),
            b'{' => self.object(depth).map(JsonValue::Object),
            _ => self.number().map(JsonValue::Number),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Vec<JsonValue>> {
        let mut items = Vec::new();
        self.take(1)?;
        while !self.skip(b']') {
            items.push(self.value(depth + 1)?);
            self.skip(b',');
        }
        Some(items)
    }

    fn object(&mut self, depth: usize) -> Option<JsonObject> {
        let mut members = Vec::new();
        self.take(1)?;
        while !self.skip(b'}') {
            let name = self.string()?;
            let value = self.skip(b':').then(|| self.value(depth + 1))??;
            members.push((name.into(), value));
            self.skip(b',');
        }
        Some(JsonObject::from_unique(members))
    }

    fn string(&mut self) -> Option<String> {
        if !self.skip(b'"') {
            return None;
        }
        let mut string = self.unescaped()?.to_owned();
        while !self.skip(b'"') {
            self.skip(b'\\');
            string.push(self.escape()?);
            string.push_str(self.unescaped()?);
        }
        Some(string)
    }

    /// Takes the part of a string before the next escape, or before its end.
    fn unescaped(&mut self) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\'))?;
        self.take(end)
    }

    /// Reads an escape after its backslash.
    fn escape(&mut self) -> Option<char> {
        Some(match self.take(1)? {
            "n" => '\n',
            "t" => '\t',
            "r" => '\r',
            "b" => '\u{8}',
            "f" => '\u{c}',
            // `JSON.stringify` escapes control characters and lone surrogates this way. A Rust string cannot hold the
            // latter.
            "u" => {
                let code = u32::from_str_radix(self.take(4)?, 16).ok()?;
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other.chars().next()?,
        })
    }

    fn number(&mut self) -> Option<f64> {
        let is_part = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.rest.bytes().position(|byte| !is_part(byte));
        let text = self.take(end.unwrap_or(self.rest.len()))?;
        match text.parse::<i32>() {
            Ok(integer) => Some(integer.into()),
            Err(_) => (!text.is_empty()).then(|| sys::parse_number(text)),
        }
    }

    /// Skips the byte if it is next. Returns whether it is.
    fn skip(&mut self, byte: u8) -> bool {
        self.rest.as_bytes().first() == Some(&byte) && self.take(1).is_some()
    }

    /// Takes this number of bytes. `None` if fewer are left, or if the last one is part of a character.
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<u32>().prop_map(serde_json::Value::from),
            any::<f64>().prop_map(serde_json::Value::from),
            (0..100_000_000_u32, 1..9_u8).prop_map(|(digits, power)| {
                serde_json::Value::from(f64::from(digits) / 10_f64.powi(power.into()))
            }),
            ".*".prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(serde_json::Value::from),
                prop::collection::btree_map(".*", inner, 0..8)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    fn from_serde(json: &serde_json::Value) -> JsonValue {
        match json {
            serde_json::Value::Null => JsonValue::Null,
            serde_json::Value::Bool(flag) => JsonValue::Bool(*flag),
            serde_json::Value::Number(number) => JsonValue::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => JsonValue::String(text.clone().into()),
            serde_json::Value::Array(items) => JsonValue::Array(items.iter().map(from_serde).collect()),
            serde_json::Value::Object(map) => {
                let mut object = JsonObject::new();
                for (name, value) in map {
                    object.set(name.clone(), from_serde(value));
                }
                JsonValue::Object(object)
            }
        }
    }

    proptest! {
        #[test]
        fn reads_the_output_of_serde_json(json in any_json()) {
            prop_assert_eq!(parse(&json.to_string()), from_serde(&json));
        }

        #[test]
        fn never_panics(text in ".*", cut in 0..64_usize) {
            parse(&text);
            let broken = format!("{{\"a\":[1,{text:?},{{\"b\":-1e5}}]}}");
            let end = broken.char_indices().map(|(offset, _)| offset).nth(cut).unwrap_or(0);
            parse(&broken[..end]);
        }
    }

    #[test]
    fn nesting_is_limited() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = |depth: usize| open.repeat(depth) + "1" + &close.repeat(depth);
            let mut value = parse(&nested(MAX_DEPTH));
            for depth in 1..=MAX_DEPTH {
                value = match value {
                    JsonValue::Array(mut items) => items.remove(0),
                    JsonValue::Object(mut object) => object.remove("a").unwrap_or(JsonValue::Null),
                    other => unreachable!("{depth}: {other:?}"),
                };
            }
            assert_eq!(value, JsonValue::Number(1.0));
            assert_eq!(parse(&nested(MAX_DEPTH + 1)), JsonValue::Null);
        }
    }

    #[test]
    fn too_deep_nesting_is_null() {
        let text = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(parse(&text), JsonValue::Null);
    }
}
