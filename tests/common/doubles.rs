//! Values that a page may put in place of those of the browser.

use js_sys::{Array, Function};
use local_media_stream::MediaDevices;
use wasm_bindgen::prelude::*;

use crate::object;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = replace)]
    fn replace_js(object: &JsValue, name: &str, value: &JsValue) -> Function;

    /// Creates a function that returns the value.
    pub fn returning(value: &JsValue) -> JsValue;

    /// Creates a function that throws the value.
    pub fn throwing(value: &JsValue) -> JsValue;

    /// Creates a function that records its last arguments and returns a rejected promise.
    pub fn recording() -> JsValue;

    #[wasm_bindgen(js_name = double)]
    fn double_js(object: &JsValue, members: &JsValue) -> JsValue;

    fn misbehaving() -> Array;

    /// Creates an object that throws on every access.
    pub fn hostile() -> JsValue;
}

/// Returns the last arguments of a [`recording`] function, as JSON.
pub fn recorded(function: &JsValue) -> String {
    let called = js_sys::Reflect::get(function, &"called".into()).expect("a function");
    called.as_string().unwrap_or_default()
}

/// Replaces a property until it is dropped.
pub struct Replaced(Function);

pub fn replace(object: &JsValue, name: &str, value: &JsValue) -> Replaced {
    Replaced(replace_js(object, name, value))
}

impl Drop for Replaced {
    fn drop(&mut self) {
        self.0
            .call0(&JsValue::UNDEFINED)
            .expect("the property is restored");
    }
}

/// An object of the browser or of a fake, of which a test replaces members.
pub struct Double {
    object: JsValue,
    members: JsValue,
}

impl Double {
    pub fn new(original: impl AsRef<JsValue>) -> Self {
        let members = object(&[]);
        Double {
            object: double_js(original.as_ref(), &members),
            members,
        }
    }

    pub fn devices(&self) -> MediaDevices {
        self.object
            .clone()
            .unchecked_into::<web_sys::MediaDevices>()
            .into()
    }

    pub fn set(&self, name: &str, value: &JsValue) {
        js_sys::Reflect::set(&self.members, &name.into(), value).expect("a plain object");
    }

    /// Restores the member.
    pub fn reset(&self, name: &str) {
        js_sys::Reflect::delete_property(self.members.unchecked_ref::<js_sys::Object>(), &name.into())
            .expect("a plain object");
    }
}

/// Returns functions that a page may have in place of one of the browser, with their names. Not every value is a
/// function.
pub fn misbehaving_functions() -> Vec<(String, JsValue)> {
    named(&misbehaving())
}

/// Converts an array of pairs of a name and a value.
pub fn named(pairs: &Array) -> Vec<(String, JsValue)> {
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        (pair.get(0).as_string().expect("a name"), pair.get(1))
    };
    pairs.iter().map(pair).collect()
}
