//! The tests of the shim are JavaScript, like the pages that use it. Each Rust test runs one function of a file in this
//! folder, with the `install` and `uninstall` of the crate.
#![allow(dead_code)]

use js_sys::{Array, Promise, Reflect};
use local_media_stream::MediaError;
use local_media_stream::legacy::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use common::{live_tracks, object, settle, skip};

// wasm-bindgen does not follow imports, so the module that the tests import is bound here.
#[wasm_bindgen(module = "/tests/shim/tools.js")]
extern "C" {
    #[wasm_bindgen(js_name = stopAll)]
    fn stop_all();
}

/// Runs one test function, uninstalls the shim, and checks that every track has stopped.
pub async fn check(name: &str, run: impl FnOnce(&str, &JsValue) -> Promise) {
    let outcome = JsFuture::from(run(name, &shim())).await;
    let not_restored = uninstall();
    stop_all();
    match outcome {
        Ok(reason) => {
            if let Some(reason) = reason.as_string() {
                skip(name, &reason).await;
            }
        }
        Err(error) => panic!("{name}: {}", error_text(&error)),
    }
    assert_eq!(
        not_restored,
        Vec::<String>::new(),
        "{name}: every property is restored"
    );
    settle().await;
    assert_eq!(live_tracks(), 0, "{name}: no live track");
}

fn error_text(error: &JsValue) -> String {
    let stack = Reflect::get(error, &"stack".into())
        .ok()
        .and_then(|stack| stack.as_string());
    format!("{error:?}\n{}", stack.unwrap_or_default())
}

/// Returns `{ install(options), uninstall(), isInstalled() }` with the functions of the crate.
fn shim() -> JsValue {
    let install: Closure<dyn Fn(JsValue) -> Result<(), JsValue>> =
        Closure::new(|js| install(&options(&js)).map_err(MediaError::into));
    let uninstall: Closure<dyn Fn() -> Array> =
        Closure::new(|| uninstall().iter().map(|name| JsValue::from_str(name)).collect());
    let is_installed: Closure<dyn Fn() -> bool> = Closure::new(is_installed);
    object(&[
        ("install", install.into_js_value()),
        ("uninstall", uninstall.into_js_value()),
        ("isInstalled", is_installed.into_js_value()),
    ])
}

/// Converts the options from JavaScript.
fn options(js: &JsValue) -> LegacyOptions {
    let get = |name: &str| Reflect::get(js, &name.into()).unwrap_or_default();
    let string = |name| get(name).as_string();
    let mut options = LegacyOptions::new()
        .era(match string("era").as_deref() {
            Some("2012") => Era::Y2012,
            Some("2011") => Era::Y2011,
            _ => Era::Modern,
        })
        .error_names(match string("errorNames").as_deref() {
            Some("2013") => ErrorNames::Y2013,
            Some("2014") => ErrorNames::Y2014,
            _ => ErrorNames::Modern,
        })
        .media_stream_stop(get("mediaStreamStop").is_truthy())
        .numeric_states(get("numericStates").is_truthy())
        .object_urls(get("objectUrls").is_truthy())
        .replace_native(get("replaceNative").is_truthy());
    if let Some(list) = get("prefixes").dyn_ref::<Array>() {
        options = options.prefixes(list.iter().map(|prefix| match prefix.as_string().as_deref() {
            Some("webkit") => Prefix::Webkit,
            Some("moz") => Prefix::Moz,
            _ => Prefix::None,
        }));
    }
    options
}

/// Defines a test for each of these functions of the JavaScript module that `run` is from.
#[macro_export]
macro_rules! shim_tests {
    ($($name:ident)*) => {$(
        #[wasm_bindgen_test]
        async fn $name() {
            $crate::shim::check(stringify!($name), run).await;
        }
    )*};
}
