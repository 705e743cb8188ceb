//! JSON, read. A to_u32_exact object of the browser's comes over in one call that way, where each member would cost one of
//! its own, and `str::parse::<f64>` would bring more bytes than all of this crate.

use std::borrow::Cow;

use super::value::{JsonObject, JsonValue, to_u32_exact};

/// Objects within objects deeper than this are not read: no browser has them, and the stack is not endless.
const DEEPEST: usize = 64;

/// Reads what `JSON.stringify` wrote. What is not JSON, or goes too deep, is `Null`.
///
/// `number` reads the few numbers that have more digits than fit.
pub(crate) fn parse(text: &str, number: fn(&str) -> f64) -> JsonValue {
    Reader::new(text, number).value(0).unwrap_or(JsonValue::Null)
}

/// As [`parse`], of an object whose members are wanted one by one: `member` reads what stands where the reader is, for
/// the name that it is given. What is no object has no members; of what is not JSON, those that could be read.
pub(crate) fn members(text: &str, number: fn(&str) -> f64, member: &mut Member) {
    Reader::new(text, number).object(member);
}

type Member<'m> = dyn FnMut(&mut Reader<'_>, &str) -> Option<()> + 'm;

/// A struct whose fields are read from the members of an object.
pub(crate) trait FromMembers: Default {
    /// Reads the value of the member of this name. Each name occurs once. `None` if the text is not JSON.
    fn read_member(&mut self, reader: &mut Reader<'_>, name: &str) -> Option<()>;
}

/// What is read from JSON by itself, without a [`JsonValue`] on the way.
pub(crate) trait ParseJson: Sized {
    /// Reads it: `None` where something else stands there, and then the reader may be anywhere.
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self>;
}

impl ParseJson for bool {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        match reader.byte() {
            b't' => reader.word("true", true),
            _ => reader.word("false", false),
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

/// As from a [`JsonValue`]: what fits of a list; of what is no list, the one.
impl<T: ParseJson> ParseJson for Vec<T> {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut list = Vec::new();
        if reader.byte() == b'[' {
            let mut more = reader.begin(b']');
            while more {
                let begin = reader.at;
                match T::parse_json(reader) {
                    Some(item) => list.push(item),
                    None => drop(reader.value_at(begin)?),
                }
                more = reader.more(b']')?;
            }
        } else {
            list.push(T::parse_json(reader)?);
        }
        Some(list)
    }
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    /// Where it has come to, in bytes.
    at: usize,
    number: fn(&str) -> f64,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, number: fn(&str) -> f64) -> Self {
        Reader { text, at: 0, number }
    }

    /// Where it has come to.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The value that stands where it was before, whatever was tried there.
    pub(crate) fn value_at(&mut self, before: usize) -> Option<JsonValue> {
        self.at = before;
        self.value(1)
    }

    fn value(&mut self, depth: usize) -> Option<JsonValue> {
        if depth > DEEPEST {
            return None;
        }
        match self.byte() {
            b'n' => self.word("null", JsonValue::Null),
            b't' => self.word("true", JsonValue::Bool(true)),
            b'f' => self.word("false", JsonValue::Bool(false)),
            b'"' => Some(JsonValue::String(Cow::Owned(self.string()?.into_owned()))),
            b'[' => {
                let mut list = Vec::new();
                let mut more = self.begin(b']');
                while more {
                    list.push(self.value(depth + 1)?);
                    more = self.more(b']')?;
                }
                Some(JsonValue::Array(list))
            }
            b'{' => {
                let mut record = JsonObject::new();
                self.object(&mut |reader, name| {
                    // No name comes twice: it is an object that was written.
                    record.push(name.to_owned().into(), reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(JsonValue::Object(record))
            }
            _ => self.number().map(JsonValue::Number),
        }
    }

    /// The members of an object, each by `member`, which has to read its value.
    pub(crate) fn object(&mut self, member: &mut Member) -> Option<()> {
        if self.byte() != b'{' {
            return None;
        }
        let mut more = self.begin(b'}');
        while more {
            let name = self.string()?;
            if !self.skip(b':') {
                return None;
            }
            member(self, &name)?;
            more = self.more(b'}')?;
        }
        Some(())
    }

    /// Passes over an opening bracket. Whether there is anything before the closing one.
    fn begin(&mut self, end: u8) -> bool {
        self.at += 1;
        !self.skip(end)
    }

    /// Passes over what stands behind an item: whether it is a comma, and not the closing bracket.
    fn more(&mut self, end: u8) -> Option<bool> {
        if self.skip(b',') {
            return Some(true);
        }
        self.skip(end).then_some(false)
    }

    fn word<T>(&mut self, word: &str, value: T) -> Option<T> {
        self.text.get(self.at..)?.strip_prefix(word)?;
        self.at += word.len();
        Some(value)
    }

    /// As it is written, where that is what it says.
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.skip(b'"') {
            return None;
        }
        let plain = self.plain()?;
        if self.skip(b'"') {
            return Some(Cow::Borrowed(plain));
        }
        let mut string = plain.to_owned();
        while !self.skip(b'"') {
            string.push(self.escape()?);
            string.push_str(self.plain()?);
        }
        Some(Cow::Owned(string))
    }

    /// Up to the end of a string, or to what is not written as it is.
    fn plain(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let end = end_of_plain(rest.as_bytes())?;
        self.at += end;
        rest.get(..end)
    }

    fn escape(&mut self) -> Option<char> {
        self.skip(b'\\');
        let escape = self.byte();
        self.at += 1;
        Some(match escape {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            // Only control characters and halves of pairs are written so; a half has no place in a Rust string.
            b'u' => {
                let code = u32::from_str_radix(self.text.get(self.at..self.at + 4)?, 16).ok()?;
                self.at += 4;
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => char::from(other),
        })
    }

    fn number(&mut self) -> Option<f64> {
        let rest = self.text.get(self.at..)?;
        if let Some((number, length)) = short_number(rest.as_bytes()) {
            self.at += length;
            return Some(number);
        }
        let end = rest.bytes().position(|byte| !is_of_number(byte));
        let text = rest.get(..end.unwrap_or(rest.len()))?;
        self.at += text.len();
        (!text.is_empty()).then(|| (self.number)(text))
    }

    /// What stands here; 0, which stands nowhere in JSON, where all is read.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Passes over this, if it stands here.
    fn skip(&mut self, byte: u8) -> bool {
        let stands_here = self.byte() == byte;
        self.at += usize::from(stands_here);
        stands_here
    }
}

/// Where the first quote or backslash is, looked for in eight bytes at a time.
fn end_of_plain(bytes: &[u8]) -> Option<usize> {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    // The highest bit of the first byte that is zero; of those behind it, perhaps, but of none before.
    let zero = |eight: u64| eight.wrapping_sub(EACH) & !eight & (EACH << 7);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (count, chunk) in chunks.iter().enumerate() {
        let eight = u64::from_le_bytes(*chunk);
        let found = zero(eight ^ (EACH * 0x22)) | zero(eight ^ (EACH * 0x5c));
        if found != 0 {
            return Some(count * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let behind = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some(bytes.len() - rest.len() + behind)
}

fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// A decimal number of no more digits than a browser writes, and how long it is: the digits as a to_u32_exact number, over a
/// power of ten that is exact as `f64`.
fn short_number(bytes: &[u8]) -> Option<(f64, usize)> {
    const LARGEST: i64 = 100_000_000_000_000_000;
    const GREATEST_POWER: f64 = 1e22;

    let is_negative = bytes.first() == Some(&b'-');
    let mut to_u32_exact: i64 = 0;
    let mut power = None;
    let mut length = usize::from(is_negative);
    let mut is_number = false;
    while let Some(&byte) = bytes.get(length) {
        if byte.is_ascii_digit() && to_u32_exact < LARGEST {
            to_u32_exact = to_u32_exact * 10 + i64::from(byte - b'0');
            power = power.map(|power| power * 10.0);
            is_number = true;
        } else if byte == b'.' && power.is_none() {
            power = Some(1.0);
        } else if is_of_number(byte) {
            return None;
        } else {
            break;
        }
        length += 1;
    }
    let number = match power {
        _ if !is_number => return None,
        Some(power) if power > GREATEST_POWER => return None,
        Some(power) => quotient(to_u32_exact, power)?,
        // Rounded once, to the nearest.
        None => to_u32_exact as f64,
    };
    Some((if is_negative { -number } else { number }, length))
}

/// The `f64` that is nearest to the quotient of two numbers; `None` where another one may be as near. The second is
/// exact, as the first need not be.
fn quotient(to_u32_exact: i64, power: f64) -> Option<f64> {
    // Rounding is off by less than this part of what is rounded, and what is computed below is rounded three times.
    const DOUBT: f64 = 4.0 * f64::EPSILON;
    const EXACT: i64 = 1 << 53;

    let high = to_u32_exact as f64;
    if to_u32_exact < EXACT {
        // Both are exact, so that it is rounded just once.
        return Some(high / power);
    }
    let low = (to_u32_exact - high as i64) as f64;
    let quotient = high / power;
    // What the division has left, without rounding: the product of two numbers, each in halves whose products are exact.
    let ((a, b), (c, d)) = (halves(quotient), halves(power));
    let product = quotient * power;
    let rounded = ((a * c - product) + a * d + b * c) + b * d;
    let rest = (high - product - rounded + low) / power;
    let number = quotient + rest;
    let is_sure = quotient + rest * (1.0 + DOUBT) == number && quotient + rest * (1.0 - DOUBT) == number;
    is_sure.then_some(number)
}

/// A number as the sum of two that have half as many bits.
fn halves(number: f64) -> (f64, f64) {
    const SPLIT: f64 = 134_217_729.0;
    let far = number * SPLIT;
    let upper = far - (far - number);
    (upper, number - upper)
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_the_book(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<u32>().prop_map(serde_json::Value::from),
            any::<f64>().prop_map(serde_json::Value::from),
            (0..100_000_000_u32, 1..9_u8).prop_map(|(to_u32_exact, power)| {
                serde_json::Value::from(f64::from(to_u32_exact) / 10_f64.powi(power.into()))
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

    /// The same, by another way.
    fn from_serde(json: &serde_json::Value) -> JsonValue {
        match json {
            serde_json::Value::Null => JsonValue::Null,
            serde_json::Value::Bool(flag) => JsonValue::Bool(*flag),
            serde_json::Value::Number(number) => JsonValue::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => JsonValue::String(text.clone().into()),
            serde_json::Value::Array(list) => JsonValue::Array(list.iter().map(from_serde).collect()),
            serde_json::Value::Object(map) => {
                let mut record = JsonObject::new();
                for (name, value) in map {
                    record.set(name.clone(), from_serde(value));
                }
                JsonValue::Object(record)
            }
        }
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_writes(json in any_json()) {
            let text = json.to_string();
            prop_assert_eq!(parse(&text, by_the_book), from_serde(&json));
            let mut record = JsonObject::new();
            members(&text, by_the_book, &mut |reader, name| {
                record.set(name.to_owned(), reader.value(1)?);
                Some(())
            });
            let expected = match from_serde(&json) {
                JsonValue::Object(record) => record,
                _ => JsonObject::new(),
            };
            prop_assert_eq!(record, expected);
        }

        #[test]
        fn short_numbers_are_exact(
            any in any::<f64>(),
            near in -1e5_f64..1e5,
            digits in 0..1_000_000_000_000_000_000_u64,
            decimals in 1..=22_usize,
        ) {
            let padded = format!("{digits:0>width$}", width = decimals + 1);
            let (to_u32_exact, fraction) = padded.split_at(padded.len() - decimals);
            let texts: [String; 3] = [any.to_string(), near.to_string(), format!("{to_u32_exact}.{fraction}")];
            for text in texts {
                if let Some((short, length)) = short_number(text.as_bytes()) {
                    prop_assert_eq!(length, text.len());
                    prop_assert_eq!(short.to_bits(), by_the_book(&text).to_bits(), "{}", text);
                }
            }
        }

        #[test]
        fn never_panics(text in ".*", cut in 0..64_usize) {
            parse(&text, by_the_book);
            members(&text, by_the_book, &mut |reader, _| reader.value(1).map(drop));
            let broken = format!("{{\"a\":[1,{text:?},{{\"b\":-1e5}}]}}");
            let at = broken.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(0);
            parse(&broken[..at], by_the_book);
            members(&broken[..at], by_the_book, &mut |reader, _| reader.value(1).map(drop));
        }
    }

    #[test]
    fn short_numbers_take_the_short_way() {
        for text in [
            "0",
            "640",
            "-0",
            "29.97",
            "0.01",
            "1.7777777",
            "9007199254740992",
            "9007199254740993.5",
            "1.3333333333333333",
            "17.777777777777777",
            "0.000462962962962963",
            "29.970029830932617",
            "123456789012345678",
            "-162.5",
        ] {
            let expected = Some((by_the_book(text), text.len()));
            assert_eq!(short_number(text.as_bytes()), expected, "{text}");
        }
        for text in [
            "",
            "-",
            "1e5",
            "9007199254740993.0",
            "1234567890123456789",
            "1.2.3",
        ] {
            assert_eq!(short_number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn too_deep_is_null() {
        let text = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(parse(&text, by_the_book), JsonValue::Null);
    }
}
