//! `JsonValue` and `JsonObject`: the values that JSON can express.

use std::borrow::Cow;
use std::fmt;

/// A JSON-like value, for members this version of the crate has no type for: the untyped form of every constraint,
/// setting and capability.
///
/// Every number is an `f64`, as in JavaScript. An `f64` holds every `u32` exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue {
    /// `null`, and any value without a JSON form.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(Cow<'static, str>),
    /// An array.
    Array(Vec<JsonValue>),
    /// An object.
    Object(JsonObject),
}

/// The members of a JSON-like object, in insertion order. Each name occurs once.
#[derive(Clone, Default)]
pub struct JsonObject {
    members: Vec<(Cow<'static, str>, JsonValue)>,
}

impl JsonObject {
    /// Creates an object without members.
    pub const fn new() -> Self {
        JsonObject { members: Vec::new() }
    }

    /// Returns the value of a member.
    pub fn get(&self, name: &str) -> Option<&JsonValue> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Sets a member, replacing its previous value.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: JsonValue) {
        let name = name.into();
        match self.members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name, value)),
        }
    }

    /// Removes a member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<JsonValue> {
        // `Vec::remove` would link a panic for an index out of range.
        let mut found = self.members.extract_if(.., |(known, _)| known == name);
        found.next().map(|(_, value)| value)
    }

    /// Returns whether the object has no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the number of members.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns an iterator over names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &JsonValue)> {
        self.members.iter().map(|(name, value)| (&**name, value))
    }

    /// Returns the members with their names as stored: only a borrowed name has a cached JavaScript string.
    pub(crate) fn members(&self) -> &[(Cow<'static, str>, JsonValue)] {
        &self.members
    }

    /// Creates an object of members with different names.
    pub(super) fn from_unique(members: Vec<(Cow<'static, str>, JsonValue)>) -> Self {
        JsonObject { members }
    }
}

impl IntoIterator for JsonObject {
    type Item = (Cow<'static, str>, JsonValue);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Compares names and values, in any order.
impl PartialEq for JsonObject {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}
