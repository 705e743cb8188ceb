//! Commands of the WebDriver.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{Element, next_frame};

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = buttonFor)]
    fn button_for(f: &Closure<dyn FnMut()>) -> web_sys::HtmlElement;

    #[wasm_bindgen(js_name = hasDriver)]
    fn has_driver() -> bool;

    #[wasm_bindgen(js_name = driverCommand)]
    fn driver_command_js(command: &str, body: &str) -> Promise;
}

/// Executes a WebDriver command.
///
/// # Errors
/// The reason why the command is not available: no driver, or no support in this engine.
pub async fn driver_command(command: &str, body: &str) -> Result<String, String> {
    if !has_driver() {
        return Err("no WebDriver: run the tests with `cargo xtask test`".to_owned());
    }
    let response: Array = JsFuture::from(driver_command_js(command, body))
        .await
        .expect("the driver responds")
        .unchecked_into();
    let text = response.get(1).as_string().expect("a text");
    match response.get(0).as_f64().map(|status| status as u32) {
        Some(200) => Ok(text),
        Some(501) => Err(format!("{command} is not possible in this engine: {text}")),
        status => panic!("driver command {command} {body} failed: {status:?} {text}"),
    }
}

/// Sets the permission for the `camera` or the `microphone` to `granted` or `denied`.
///
/// # Errors
/// As [`driver_command`].
pub async fn set_permission(name: &str, state: &str) -> Result<String, String> {
    driver_command("permission", &format!(r#"{{"name":"{name}","state":"{state}"}}"#)).await
}

/// Calls a function in the click handler of a button that the driver clicks.
///
/// # Errors
/// As [`driver_command`].
pub async fn by_click<T: 'static>(handler: impl FnOnce() -> T + 'static) -> Result<T, String> {
    let result = Rc::new(Cell::new(None));
    let clicked = Rc::clone(&result);
    let mut handler = Some(handler);
    let closure = Closure::new(move || clicked.set(handler.take().map(|handler| handler())));
    let button = Element(button_for(&closure));
    // WebKitGTK 2.50 ignores a click before the button is painted.
    next_frame().await;
    next_frame().await;
    driver_command("click", r#"{"selector":"button"}"#).await?;
    drop(button);
    Ok(result.take().expect("the button was clicked"))
}
