//! The shim's tests are JavaScript, as the pages are that it is for: each Rust test runs one function of a file beside
//! this one, with the crate's own `install` and `uninstall`.
#![allow(dead_code)]

use js_sys::{Array, Promise, Reflect};
use local_media_stream::MediaError;
use local_media_stream::legacy::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use common::{live_tracks, object, settle, skip};

// wasm-bindgen does not follow imports: what the tests' files import is named here.
#[wasm_bindgen(module = "/tests/shim/tools.js")]
extern "C" {
    #[wasm_bindgen(js_name = stopAll)]
    fn stop_all();
}

/// Runs one function, and sees to it that nothing is left.
pub async fn check(name: &str, run: impl FnOnce(&str, &JsValue) -> Promise) {
    let outcome = JsFuture::from(run(name, &shim())).await;
    let left = uninstall();
    stop_all();
    match outcome {
        Ok(reason) => {
            if let Some(reason) = reason.as_string() {
                skip(name, &reason).await;
            }
        }
        Err(error) => panic!("{name}: {}", text(&error)),
    }
    assert_eq!(left, Vec::<String>::new(), "{name}: all is put back");
    settle().await;
    assert_eq!(live_tracks(), 0, "{name}: nothing is live");
}

fn text(error: &JsValue) -> String {
    let stack = Reflect::get(error, &"stack".into())
        .ok()
        .and_then(|stack| stack.as_string());
    format!("{error:?}\n{}", stack.unwrap_or_default())
}

/// `{ install(options), uninstall(), isInstalled() }`, by way of the crate.
fn shim() -> JsValue {
    let install: Closure<dyn Fn(JsValue) -> Result<(), JsValue>> =
        Closure::new(|wanted| install(&options(&wanted)).map_err(MediaError::into));
    let uninstall: Closure<dyn Fn() -> Array> =
        Closure::new(|| uninstall().iter().map(|name| JsValue::from_str(name)).collect());
    let is_installed: Closure<dyn Fn() -> bool> = Closure::new(is_installed);
    object(&[
        ("install", install.into_js_value()),
        ("uninstall", uninstall.into_js_value()),
        ("isInstalled", is_installed.into_js_value()),
    ])
}

/// The options of JavaScript in those of Rust.
fn options(wanted: &JsValue) -> LegacyOptions {
    let get = |name: &str| Reflect::get(wanted, &name.into()).unwrap_or_default();
    let word = |name| get(name).as_string();
    let mut options = LegacyOptions::new()
        .era(match word("era").as_deref() {
            Some("2012") => Era::Y2012,
            Some("2011") => Era::Y2011,
            _ => Era::Modern,
        })
        .error_names(match word("errorNames").as_deref() {
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

/// A test for each of these functions of the file that `run` is from.
#[macro_export]
macro_rules! shim_tests {
    ($($name:ident)*) => {$(
        #[wasm_bindgen_test]
        async fn $name() {
            $crate::shim::check(stringify!($name), run).await;
        }
    )*};
}
