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

/// The capacity allocated for an object whose members are set one by one. Most such objects have fewer members, and
/// growing in steps takes longer than setting them.
const INITIAL_CAPACITY: usize = 12;

/// The members of a JSON-like object, in insertion order. Each name occurs once.
#[derive(Clone, Default)]
pub struct JsonObject {
    members: Vec<Member>,
}

/// A name and its value.
// The value comes first, with tag and payload in eight bytes each. In the other order the member is moved in units of
// eight bytes that straddle earlier stores, and the processor stalls on store forwarding.
#[derive(Clone, Debug)]
#[repr(C)]
pub(crate) struct Member {
    pub(crate) value: JsonValue,
    pub(crate) name: Cow<'static, str>,
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
        match name.into() {
            Cow::Borrowed(name) => self.set_static(name, value),
            Cow::Owned(name) => match self.find(&name) {
                Some(old) => *old = value,
                None => self.push(name.into(), value),
            },
        }
    }

    /// Sets a member with a `'static` name, whose JavaScript string can be cached.
    // The only caller of `Vec::push`: inlined, it builds the member in place.
    pub(crate) fn set_static(&mut self, name: &'static str, value: JsonValue) {
        if let Some(old) = self.find(name) {
            *old = value;
            return;
        }
        if self.members.capacity() == 0 {
            self.members.reserve_exact(INITIAL_CAPACITY);
        }
        self.members.push(Member {
            value,
            name: Cow::Borrowed(name),
        });
    }

    fn find(&mut self, name: &str) -> Option<&mut JsonValue> {
        let member = self.members.iter_mut().find(|member| member.name == name)?;
        Some(&mut member.value)
    }

    /// Removes a member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<JsonValue> {
        // `Vec::remove` would link a panic for an index out of range.
        let mut found = self.members.extract_if(.., |member| member.name == name);
        found.next().map(|member| member.value)
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
        self.members.iter().map(|member| (&*member.name, &member.value))
    }

    /// Returns the members with their names as stored: only a borrowed name has a cached JavaScript string.
    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// Adds a member whose name the caller knows to be new.
    pub(crate) fn push(&mut self, name: Cow<'static, str>, value: JsonValue) {
        self.members.extend(std::iter::once(Member { value, name }));
    }
}

impl IntoIterator for JsonObject {
    type Item = (Cow<'static, str>, JsonValue);
    type IntoIter = IntoMembers;

    fn into_iter(self) -> Self::IntoIter {
        IntoMembers(self.members.into_iter())
    }
}

/// An iterator over the members of a [`JsonObject`].
#[derive(Clone, Debug)]
pub struct IntoMembers(std::vec::IntoIter<Member>);

impl Iterator for IntoMembers {
    type Item = (Cow<'static, str>, JsonValue);

    fn next(&mut self) -> Option<Self::Item> {
        let Member { value, name } = self.0.next()?;
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for IntoMembers {}

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
