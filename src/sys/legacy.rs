//! The exports of the shim's bundle.
//!
//! `bundled.js` contains the modules of `src/legacy` in one file: wasm-bindgen does not follow imports, and without a
//! bundler a browser would load each module separately. `cargo xtask npm` generates it, and `cargo xtask test` checks it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/legacy/bundled.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(crate) fn install(options: &JsValue) -> Result<(), JsValue>;

    pub(crate) fn uninstall() -> Vec<String>;

    #[wasm_bindgen(js_name = isInstalled)]
    pub(crate) fn is_installed() -> bool;
}
