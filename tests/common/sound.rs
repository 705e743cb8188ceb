//! Whether the engine plays sound.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(inline_js = r#"
export const runs = (context) => Promise.race([
  context.resume().then(() => true),
  new Promise((resolve) => setTimeout(resolve, 20_000, false)),
]);
"#)]
extern "C" {
    fn runs(context: &JsValue) -> Promise;
}

/// Returns whether an `AudioContext` runs, and measures it once for a page. Without an audio output, none runs in Firefox.
/// In WebKit, none runs unless the page captures.
pub async fn context_runs(context: &JsValue) -> bool {
    thread_local! {
        static RUNS: Cell<Option<bool>> = const { Cell::new(None) };
    }
    if let Some(runs) = RUNS.get() {
        return runs;
    }
    let runs = JsFuture::from(runs(context)).await;
    let runs = runs.is_ok_and(|runs| runs.is_truthy());
    RUNS.set(Some(runs));
    runs
}
