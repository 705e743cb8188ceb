//! An empty program: the size that every program shares.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn nothing() {}
