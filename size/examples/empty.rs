//! Nothing but what every module has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn nothing() {}
