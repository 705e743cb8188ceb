//! A reader of the JSON that `JSON.stringify` writes. One call brings an object of the browser into Rust this way;
//! reading its members with `Reflect.get` takes a call for each.

use std::borrow::Cow;

use super::convert::to_u32_exact;
use super::number::{is_number_byte, parse_short};
use super::value::{JsonObject, JsonValue};

/// Deeper nesting is rejected: no browser returns it, and recursion uses the stack.
const MAX_DEPTH: usize = 64;

/// Parses a text that `JSON.stringify` wrote. Invalid or too deeply nested JSON is `Null`.
///
/// `number` parses the few numbers that are too long for [`parse_short`].
pub(crate) fn parse(text: &str, number: fn(&str) -> f64) -> JsonValue {
    Reader::new(text, number).value(0).unwrap_or(JsonValue::Null)
}

/// Calls `member` for each member of an object, with the reader before its value. A value of another type has no
/// members. Invalid JSON has the members before the error.
pub(crate) fn members(text: &str, number: fn(&str) -> f64, member: &mut Member) {
    Reader::new(text, number).object(member);
}

type Member<'m> = dyn FnMut(&mut Reader<'_>, &str) -> Option<()> + 'm;

/// A struct whose fields are read from the members of an object.
pub(crate) trait FromMembers: Default {
    /// Reads the value of the member of this name. Each name occurs once. `None` if the text is not JSON.
    fn read_member(&mut self, reader: &mut Reader<'_>, name: &str) -> Option<()>;
}

/// A type that is read from JSON without a [`JsonValue`] in between.
pub(crate) trait ParseJson: Sized {
    /// Reads the value. `None` if it has another type; the position of the reader is then unspecified.
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self>;
}

impl ParseJson for bool {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        match reader.peek() {
            b't' => reader.literal("true", true),
            _ => reader.literal("false", false),
        }
    }
}

impl ParseJson for f64 {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        reader.number()
    }
}

impl ParseJson for u32 {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        to_u32_exact(reader.number()?)
    }
}

impl ParseJson for String {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        Some(reader.string()?.into_owned())
    }
}

/// Reads the items of an array that fit the type, or a single value, as `FromJson` does.
impl<T: ParseJson> ParseJson for Vec<T> {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut list = Vec::new();
        if reader.peek() == b'[' {
            let mut more = reader.open(b']');
            while more {
                let start = reader.position;
                match T::parse_json(reader) {
                    Some(item) => list.push(item),
                    None => drop(reader.value_at(start)?),
                }
                more = reader.has_next(b']')?;
            }
        } else {
            list.push(T::parse_json(reader)?);
        }
        Some(list)
    }
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    /// The offset of the next byte.
    position: usize,
    number: fn(&str) -> f64,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, number: fn(&str) -> f64) -> Self {
        Reader {
            text,
            position: 0,
            number,
        }
    }

    /// Returns the offset of the next byte, for [`value_at`](Self::value_at).
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Reads the value at an earlier position, after an attempt to read it as another type.
    pub(crate) fn value_at(&mut self, position: usize) -> Option<JsonValue> {
        self.position = position;
        self.value(1)
    }

    fn value(&mut self, depth: usize) -> Option<JsonValue> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek() {
            b'n' => self.literal("null", JsonValue::Null),
            b't' => self.literal("true", JsonValue::Bool(true)),
            b'f' => self.literal("false", JsonValue::Bool(false)),
            b'"' => Some(JsonValue::String(Cow::Owned(self.string()?.into_owned()))),
            b'[' => {
                let mut items = Vec::new();
                let mut more = self.open(b']');
                while more {
                    items.push(self.value(depth + 1)?);
                    more = self.has_next(b']')?;
                }
                Some(JsonValue::Array(items))
            }
            b'{' => {
                let mut object = JsonObject::new();
                self.object(&mut |reader, name| {
                    // `JSON.stringify` writes each name once.
                    object.push(name.to_owned().into(), reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(JsonValue::Object(object))
            }
            _ => self.number().map(JsonValue::Number),
        }
    }

    /// Calls `member`, which must read the value, for each member of an object. `None` for another type.
    pub(crate) fn object(&mut self, member: &mut Member) -> Option<()> {
        if self.peek() != b'{' {
            return None;
        }
        let mut more = self.open(b'}');
        while more {
            let name = self.string()?;
            if !self.skip(b':') {
                return None;
            }
            member(self, &name)?;
            more = self.has_next(b'}')?;
        }
        Some(())
    }

    /// Skips an opening bracket. Returns whether an item follows.
    fn open(&mut self, close: u8) -> bool {
        self.position += 1;
        !self.skip(close)
    }

    /// Skips the comma or the closing bracket after an item. Returns whether another item follows.
    fn has_next(&mut self, close: u8) -> Option<bool> {
        if self.skip(b',') {
            return Some(true);
        }
        self.skip(close).then_some(false)
    }

    fn literal<T>(&mut self, literal: &str, value: T) -> Option<T> {
        self.text.get(self.position..)?.strip_prefix(literal)?;
        self.position += literal.len();
        Some(value)
    }

    /// Reads a string. It is borrowed from the text if it has no escapes.
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.skip(b'"') {
            return None;
        }
        let unescaped = self.unescaped()?;
        if self.skip(b'"') {
            return Some(Cow::Borrowed(unescaped));
        }
        let mut string = unescaped.to_owned();
        while !self.skip(b'"') {
            string.push(self.escape()?);
            string.push_str(self.unescaped()?);
        }
        Some(Cow::Owned(string))
    }

    /// Reads the part of a string before its end or its next escape.
    fn unescaped(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.position..)?;
        let end = find_quote_or_backslash(rest.as_bytes())?;
        self.position += end;
        rest.get(..end)
    }

    fn escape(&mut self) -> Option<char> {
        self.skip(b'\\');
        let escape = self.peek();
        self.position += 1;
        Some(match escape {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            // `JSON.stringify` escapes control characters and lone surrogates this way. A Rust string cannot hold the
            // latter.
            b'u' => {
                let code = u32::from_str_radix(self.text.get(self.position..self.position + 4)?, 16).ok()?;
                self.position += 4;
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => char::from(other),
        })
    }

    fn number(&mut self) -> Option<f64> {
        let rest = self.text.get(self.position..)?;
        if let Some((number, length)) = parse_short(rest.as_bytes()) {
            self.position += length;
            return Some(number);
        }
        let end = rest.bytes().position(|byte| !is_number_byte(byte));
        let text = rest.get(..end.unwrap_or(rest.len()))?;
        self.position += text.len();
        (!text.is_empty()).then(|| (self.number)(text))
    }

    /// Returns the next byte, or 0, which does not occur in JSON, at the end of the text.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.position).copied().unwrap_or(0)
    }

    /// Skips the next byte if it is this one. Returns whether it is.
    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.position += usize::from(is_next);
        is_next
    }
}

/// Returns the offset of the first quote or backslash. Compares eight bytes at a time.
fn find_quote_or_backslash(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the highest bit of the first zero byte. Bits of later bytes may be set wrongly, those of earlier ones not.
    let zero_byte = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let found = zero_byte(word ^ (ONES * 0x22)) | zero_byte(word ^ (ONES * 0x5c));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let offset = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some(bytes.len() - rest.len() + offset)
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn std_parse(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

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
            let text = json.to_string();
            prop_assert_eq!(parse(&text, std_parse), from_serde(&json));
            let mut object = JsonObject::new();
            members(&text, std_parse, &mut |reader, name| {
                object.set(name.to_owned(), reader.value(1)?);
                Some(())
            });
            let expected = match from_serde(&json) {
                JsonValue::Object(object) => object,
                _ => JsonObject::new(),
            };
            prop_assert_eq!(object, expected);
        }

        #[test]
        fn never_panics(text in ".*", cut in 0..64_usize) {
            parse(&text, std_parse);
            members(&text, std_parse, &mut |reader, _| reader.value(1).map(drop));
            let broken = format!("{{\"a\":[1,{text:?},{{\"b\":-1e5}}]}}");
            let end = broken.char_indices().map(|(offset, _)| offset).nth(cut).unwrap_or(0);
            parse(&broken[..end], std_parse);
            members(&broken[..end], std_parse, &mut |reader, _| reader.value(1).map(drop));
        }
    }

    #[test]
    fn too_deep_nesting_is_null() {
        let text = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(parse(&text, std_parse), JsonValue::Null);
    }
}
