//! JSON-like values, their reader, and their conversion from and to values of JavaScript.

mod js;
mod reader;
#[cfg(feature = "serde")]
mod serde;
mod value;

pub(crate) use js::{decode, decode_members, decode_object, decode_returned, empty_object, encode_with_list};
pub(crate) use reader::{FromMembers, ParseJson, Reader};
pub use value::{FromJson, IntoMembers, JsonObject, JsonValue};
