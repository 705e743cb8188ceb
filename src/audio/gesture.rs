//! The user gesture that lets a context run.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::state::{AudioContextState, state};
use crate::events::{EventListener, listen};
use crate::promise::into_future;
use crate::sys;

/// The events that activate a page. A touch activates it at its end.
///
/// [Spec](https://html.spec.whatwg.org/multipage/interaction.html#activation-triggering-input-event)
const EVENTS: [&str; 4] = ["keydown", "mousedown", "pointerup", "touchend"];

/// Listeners that resume a context at each user gesture while it does not run, until this is dropped. iOS suspends
/// contexts again after a phone call or in the background.
pub(super) struct Gesture {
    _listeners: [EventListener; 4],
}

impl Gesture {
    pub(super) fn resume(context: &JsValue) -> Self {
        let window = js_sys::global();
        let listen_for = |name| {
            let context = context.clone();
            listen(&window, name, Box::new(move |_| resume_if_stopped(&context)))
        };
        Gesture {
            _listeners: EVENTS.map(listen_for),
        }
    }
}

/// Resumes a context, unless it runs. It waits for a user gesture where the browser requires one.
///
/// WebKitGTK 2.50 starts the sound of a running context again. The page then waits for the thread of the sound, which waits
/// for the thread of a worklet that is loading, which waits for the page.
pub(super) fn resume_if_stopped(context: &JsValue) {
    if matches!(
        state(context),
        AudioContextState::Running | AudioContextState::Closed
    ) {
        return;
    }
    if let Ok(resumed) = into_future(context.unchecked_ref::<sys::AudioContext>().resume()) {
        // A rejection would be reported as unhandled.
        spawn_local(async move { drop(resumed.await) });
    }
}
