//! What the shim's JavaScript has.
//!
//! wasm-bindgen does not follow the imports of a file, and a browser without a bundler would load twenty of them one by
//! one: `bundled.js` is all of them in one, made of the files beside it by `cargo xtask npm`, and checked by `cargo xtask
//! test`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/legacy/bundled.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(crate) fn install(options: &JsValue) -> Result<(), JsValue>;

    pub(crate) fn uninstall() -> Vec<String>;

    #[wasm_bindgen(js_name = isInstalled)]
    pub(crate) fn is_installed() -> bool;
}
