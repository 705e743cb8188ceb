//! The camera without a framework: a preview, two buttons, the state and the error.
#![forbid(unsafe_code)]

use std::rc::Rc;

use gloo_events::EventListener;
use local_media_stream::{Capture, CaptureState, MediaError, MediaErrorKind, MediaStreamConstraints};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlMediaElement};

fn main() -> Result<(), MediaError> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| {
            MediaError::new(
                MediaErrorKind::Unsupported,
                "There is no document. Load the page in a browser.",
            )
        })?;
    let capture = Rc::new(Capture::new());
    let video: HtmlMediaElement = find(&document, "video")?.unchecked_into();
    // The element plays the capture's stream now and after every switch.
    capture.attach(&video).forget();

    let main = find(&document, "main")?;
    let status = find(&document, "[role=status]")?;
    let state_element = main.clone();
    capture
        .on_state_change(move |state| {
            // Setting an attribute fails for an invalid name only.
            let _ = state_element.set_attribute("data-state", state.name());
            let text = match state {
                CaptureState::Failed(_) => String::new(),
                state => state.to_string(),
            };
            status.set_text_content(Some(&text));
        })
        .forget();

    let error = find(&document, "#error")?;
    let opened = Rc::clone(&capture);
    on_click(&find(&document, "#open")?, move || {
        error.set_text_content(None);
        // The prompt opens here, within the click. Only the result is awaited in a task.
        let start = opened.start(&MediaStreamConstraints::new().video(true));
        let error = error.clone();
        spawn_local(async move {
            if let Err(failure) = start.await {
                error.set_text_content(Some(&failure.user_message()));
            }
        });
    });
    let initial = capture.state();
    on_click(&find(&document, "#stop")?, move || capture.stop());
    // From here on, the buttons work.
    let _ = main.set_attribute("data-state", initial.name());
    Ok(())
}

/// Returns the first element that matches a selector.
fn find(document: &Document, selector: &'static str) -> Result<Element, MediaError> {
    let found = document.query_selector(selector)?;
    found.ok_or_else(|| {
        MediaError::new(
            MediaErrorKind::InvalidState,
            "An element of index.html is missing.",
        )
    })
}

/// Calls back for every click for the lifetime of the page.
fn on_click(button: &Element, mut callback: impl FnMut() + 'static) {
    EventListener::new(button, "click", move |_| callback()).forget();
}
