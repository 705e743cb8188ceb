//! The JavaScript face: what `npm install local-media-stream` gives. It says in JavaScript's terms what the crate says
//! in Rust's, and does nothing of its own.
#![forbid(unsafe_code)]

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_events::EventListener;
use local_media_stream::{MediaDevices, MediaError, MediaErrorKind, MediaStream};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/local_media_stream.js")]
extern "C" {
    // A class of JavaScript's: only there can one extend MediaStream. It is declared as a function because only the
    // re-export of a function can leave its type to types.d.ts.
    #[allow(dead_code)]
    #[wasm_bindgen(reexport, skip_typescript, js_name = LocalMediaStream)]
    fn local_media_stream();

    fn adopt(stream: JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The second argument of `getUserMedia`.
    pub type Options;

    #[wasm_bindgen(method, getter)]
    fn signal(this: &Options) -> Option<AbortSignal>;
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Asks the user for a microphone, a camera or both.
///
/// Rejects with the browser's own error, or with one of the same `name`s where the browser has none:
/// `NotAllowedError`, `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`,
/// `SecurityError` (also for a page that is not secure), `InvalidStateError`, `TypeError`, `NotSupportedError`.
/// `explain` puts it into words.
///
/// With a `signal` it can be taken back: the promise then rejects with the signal's reason, and a stream that comes
/// after all is stopped on arrival.
#[wasm_bindgen(js_name = getUserMedia, unchecked_return_type = "LocalMediaStream")]
pub async fn get_user_media(
    #[wasm_bindgen(unchecked_param_type = "MediaStreamConstraints")] constraints: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")] options: Option<Options>,
) -> Result<JsValue, JsValue> {
    let signal = options.and_then(|options| options.signal());
    let aborted = || {
        signal
            .as_ref()
            .filter(|signal| signal.aborted())
            .map(AbortSignal::reason)
    };
    if let Some(reason) = aborted() {
        return Err(reason);
    }
    let waker = Rc::new(Cell::new(None::<Waker>));
    let _listener = signal.as_ref().map(|signal| {
        let waker = waker.clone();
        EventListener::once(signal, "abort", move |_| {
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        })
    });
    let mut request = MediaDevices::of_page()?.get_user_media_js(&constraints);
    // Dropping the request, as an abort does here, is what stops a stream that comes after all.
    let stream = poll_fn(|context| match aborted() {
        Some(reason) => Poll::Ready(Err(reason)),
        None => {
            waker.set(Some(context.waker().clone()));
            Pin::new(&mut request).poll(context).map_err(JsValue::from)
        }
    })
    .await?;
    // From here on it is the JavaScript object that ends the tracks.
    Ok(adopt(MediaStream::into(stream.into_media_stream())))
}

/// What went wrong, for a program to decide by.
#[wasm_bindgen(js_name = errorKind, unchecked_return_type = "MediaErrorKind")]
pub fn error_kind(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> String {
    match MediaError::from(error).kind() {
        MediaErrorKind::NotAllowed => "NotAllowed",
        MediaErrorKind::NotFound => "NotFound",
        MediaErrorKind::NotReadable => "NotReadable",
        MediaErrorKind::Overconstrained { .. } => "Overconstrained",
        MediaErrorKind::Abort => "Abort",
        MediaErrorKind::Security => "Security",
        MediaErrorKind::InvalidState => "InvalidState",
        MediaErrorKind::Type => "Type",
        MediaErrorKind::InsecureContext => "InsecureContext",
        MediaErrorKind::Unsupported => "Unsupported",
        _ => "Other",
    }
    .to_owned()
}

/// What went wrong, and what can be done about it, in a sentence or two for people.
#[wasm_bindgen]
pub fn explain(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> String {
    MediaError::from(error).to_string()
}
