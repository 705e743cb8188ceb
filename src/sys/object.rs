//! Plain objects, properties of any object, and the two globals that convert text: `JSON` and `Number`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object used as a map of names to values.
    pub(crate) type Object;

    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(crate) fn new() -> Object;

    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn set_member(this: &Object, name: &JsValue, value: &JsValue);

    // Numbers cross without becoming a JsValue first.
    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn set_number(this: &Object, name: &JsValue, value: f64);

    // Each of these names has its own glue function. A name passed as a Rust string would be decoded at each call,
    // which takes as long as setting twenty members with cached names.
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_audio(this: &Object, value: &JsValue);

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_video(this: &Object, value: &JsValue);

    // As `set` below, for strings.
    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn set_string(this: &Object, name: &str, value: &str);

    // Returns `undefined` for values without a JSON form.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub(crate) fn stringify(value: &JsValue) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_name = Number)]
    fn number(text: &str) -> f64;
}

/// Setters for members that are set once per call of a browser method. Their names are not worth caching.
impl Object {
    pub(crate) fn set(&self, name: &'static str, value: &JsValue) {
        self.set_member(&JsValue::from_str(name), value);
    }

    pub(crate) fn set_bool(&self, name: &'static str, value: bool) {
        self.set(name, &JsValue::from_bool(value));
    }
}

/// Parses a number as JavaScript does. The parser of std would add more bytes than the rest of this crate.
pub(crate) fn parse_number(text: &str) -> f64 {
    if !cfg!(target_family = "wasm") {
        return text.parse().unwrap_or(f64::NAN);
    }
    number(text)
}

/// Formats a number as JavaScript does. The formatter of std would add more bytes than the rest of this crate.
pub(crate) fn number_to_string(number: f64) -> String {
    if !cfg!(target_family = "wasm") {
        return number.to_string();
    }
    js_sys::Number::from(number)
        .to_string_with_radix(10)
        .map(String::from)
        .unwrap_or_default()
}

/// Returns a property. `None` where it is absent, `null`, or throws when it is read.
pub(crate) fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Returns a string property. `None` where it has another type, is absent, or throws when it is read.
pub(crate) fn string_property(object: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .as_string()
}

/// Returns whether the value is an object with this property, own or inherited.
pub(crate) fn has_property(object: &JsValue, name: &str) -> bool {
    js_sys::Reflect::has(object, &JsValue::from_str(name)).unwrap_or(false)
}

/// Sets a property. Returns whether the object accepted it: a setter of the page may throw.
pub(crate) fn set_property(object: &JsValue, name: &str, value: &JsValue) -> bool {
    js_sys::Reflect::set(object, &JsValue::from_str(name), value).unwrap_or(false)
}

/// Calls a method. Any value that it throws is returned.
pub(crate) fn call_method(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method = js_sys::Reflect::get(object, &JsValue::from_str(name))?;
    js_sys::Reflect::apply(
        method.unchecked_ref::<js_sys::Function>(),
        object,
        &array(arguments),
    )
}

/// Creates an array. `Array::of1` and the like would each add an import.
pub(crate) fn array(items: &[&JsValue]) -> js_sys::Array {
    let array = js_sys::Array::new();
    for item in items {
        array.push(item);
    }
    array
}
