//! JSON-like values, their reader, and their conversion from and to values of JavaScript.

mod convert;
mod describe;
mod js;
mod reader;
#[cfg(feature = "serde")]
mod serde;
mod value;

#[cfg(feature = "serde")]
pub(crate) use self::serde::{deserialize_object, member, member_or_default, required_member};
pub use convert::{FromJson, IntoJson};
pub(crate) use describe::describe;
pub(crate) use js::{decode, decode_object, decode_returned, empty_object, encode_with_list, set_members};
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
pub(crate) use reader::parse;
pub use value::{JsonObject, JsonValue};
