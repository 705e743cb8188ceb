//! Plain data, as it goes to JavaScript and comes from there: what JSON can say, and no more.

use std::borrow::Cow;

/// A value of JavaScript's, as plain data: the untyped form of every constraint, setting and capability, in which
/// also those can be said and read that this version of the crate does not know.
///
/// Every number is an `f64`, as it is in JavaScript; every `u32` fits into one exactly.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, and whatever is no data.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Cow<'static, str>),
    /// A list.
    List(Vec<Value>),
    /// An object: names and what they stand for, each name once.
    Record(Record),
}

/// As many members as most have that are set one by one: to grow on the way to them takes longer than to set them.
const ROOM: usize = 12;

/// The members of an object, in the order in which they were set.
#[derive(Clone, Debug, Default)]
pub struct Record {
    members: Vec<Member>,
}

/// A name, and what it stands for.
// The value first, in eight bytes each for its kind and what it is: the other way round it is moved in pieces of eight
// that do not fit what was written, for which processors wait.
#[derive(Clone, Debug)]
#[repr(C)]
pub(crate) struct Member {
    pub(crate) value: Value,
    pub(crate) name: Cow<'static, str>,
}

impl Record {
    /// An object without members.
    pub const fn new() -> Self {
        Record { members: Vec::new() }
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Lets a name stand for a value, in place of what it stood for before.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        match name.into() {
            Cow::Borrowed(name) => self.set_word(name, value),
            Cow::Owned(name) => match self.find(&name) {
                Some(old) => *old = value,
                None => self.push(name.into(), value),
            },
        }
    }

    /// As [`set`](Self::set), for a name that is for good.
    // As the only caller of `Vec::push` it is compiled into one with it, and need not write the member down for it.
    pub(crate) fn set_word(&mut self, name: &'static str, value: Value) {
        if let Some(old) = self.find(name) {
            *old = value;
            return;
        }
        if self.members.capacity() == 0 {
            self.members.reserve_exact(ROOM);
        }
        self.members.push(Member {
            value,
            name: Cow::Borrowed(name),
        });
    }

    fn find(&mut self, name: &str) -> Option<&mut Value> {
        let member = self.members.iter_mut().find(|member| member.name == name)?;
        Some(&mut member.value)
    }

    /// Takes a name out, with what it stood for.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        // By an index it would have a panic in it, for one that is not there.
        let mut found = self.members.extract_if(.., |member| member.name == name);
        found.next().map(|member| member.value)
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Its members.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|member| (&*member.name, &member.value))
    }

    /// Its members, with names of which one can see whether they are for good.
    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// A further member, of a name that is known to be new.
    pub(crate) fn push(&mut self, name: Cow<'static, str>, value: Value) {
        self.members.extend(std::iter::once(Member { value, name }));
    }
}

impl IntoIterator for Record {
    type Item = (Cow<'static, str>, Value);
    type IntoIter = IntoMembers;

    fn into_iter(self) -> Self::IntoIter {
        IntoMembers(self.members.into_iter())
    }
}

/// The members of a [`Record`], one after the other.
#[derive(Clone, Debug)]
pub struct IntoMembers(std::vec::IntoIter<Member>);

impl Iterator for IntoMembers {
    type Item = (Cow<'static, str>, Value);

    fn next(&mut self) -> Option<Self::Item> {
        let Member { value, name } = self.0.next()?;
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for IntoMembers {}

/// The same names and the same values, in whatever order.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(one), Value::Bool(other)) => one == other,
            (Value::Number(one), Value::Number(other)) => one == other,
            (Value::Text(one), Value::Text(other)) => one == other,
            (Value::List(one), Value::List(other)) => one == other,
            (Value::Record(one), Value::Record(other)) => one == other,
            _ => false,
        }
    }
}

/// A number that is whole, and in range.
pub(crate) fn whole(number: f64) -> Option<u32> {
    // `as` saturates, so that whatever was out of range or not whole differs from what it came from.
    let whole = number as u32;
    (f64::from(whole) == number).then_some(whole)
}

/// What can be written as a [`Value`] and read from one.
pub trait FromValue: Sized {
    /// Reads it: `None` where the value is of another type or does not fit.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: &Value) -> Option<Self> {
        whole(f64::from_value(value)?)
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }
}

/// What fits of a list; of what is no list, the one. Browsers give one where the spec has a list (`torch: true`).
impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::List(list) => Some(list.iter().filter_map(T::from_value).collect()),
            one => T::from_value(one).map(|one| vec![one]),
        }
    }
}

#[cfg(feature = "serde")]
mod serde_impl {
    use std::borrow::Cow;
    use std::fmt;

    use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    use super::{Record, Value};

    impl Serialize for Record {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.iter())
        }
    }

    impl Serialize for Value {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Value::Null => serializer.serialize_unit(),
                Value::Bool(flag) => serializer.serialize_bool(*flag),
                Value::Number(number) => serializer.serialize_f64(*number),
                Value::Text(text) => serializer.serialize_str(text),
                Value::List(list) => list.serialize(serializer),
                Value::Record(record) => record.serialize(serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Record {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            match Value::deserialize(deserializer)? {
                Value::Record(record) => Ok(record),
                _ => Err(serde::de::Error::custom("an object was expected")),
            }
        }
    }

    impl<'de> Deserialize<'de> for Value {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(AnyValue)
        }
    }

    struct AnyValue;

    impl<'de> Visitor<'de> for AnyValue {
        type Value = Value;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("plain data")
        }

        fn visit_unit<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
            Ok(Value::Bool(flag))
        }

        fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
            Ok(Value::Number(number))
        }

        fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
            Ok(Value::Number(number as f64))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
            Ok(Value::Number(number as f64))
        }

        fn visit_str<E>(self, text: &str) -> Result<Value, E> {
            Ok(Value::Text(Cow::Owned(text.to_owned())))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
            let mut list = Vec::new();
            while let Some(value) = seq.next_element()? {
                list.push(value);
            }
            Ok(Value::List(list))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
            let mut record = Record::new();
            while let Some((name, value)) = map.next_entry::<String, Value>()? {
                record.set(name, value);
            }
            Ok(Value::Record(record))
        }
    }
}
