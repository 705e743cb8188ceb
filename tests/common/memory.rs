//! The memory of the module.

use wasm_bindgen::{JsCast, JsValue};

/// Returns the size of the memory of the module, in bytes, and of its table of JavaScript values, in entries.
pub fn memory_size() -> (f64, f64) {
    let number = |object: &JsValue, name: &str| {
        let value = js_sys::Reflect::get(object, &name.into()).expect("a property");
        value.as_f64().expect("a number")
    };
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let table =
        js_sys::Reflect::get(&wasm_bindgen::exports(), &"__wbindgen_externrefs".into()).expect("the table");
    (number(&memory.buffer(), "byteLength"), number(&table, "length"))
}
