//! The one error type, and the one place where a browser's errors become it.

use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use wasm_bindgen::JsValue;

use crate::bindings;
use crate::constraints::{ConstraintError, Problem};
use crate::value::Value;

/// What went wrong, by the `name` of the browser's error.
///
/// Never by its message, which differs between browsers and languages, and never by `instanceof`: an error from an
/// iframe is no instance of this page's `DOMException`, and Firefox's `OverconstrainedError` is none at all.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MediaErrorKind {
    /// The user, the system or the page's permissions policy refused.
    NotAllowed,
    /// There is no such device, or none that is connected.
    NotFound,
    /// There is one, but it gives nothing: another program has it, or the system or the hardware failed.
    NotReadable,
    /// No device can do what is required.
    Overconstrained {
        /// The constraint that none could meet, by its name in JavaScript; empty where the browser keeps it to
        /// itself.
        constraint: String,
    },
    /// It was given up for a reason that is none of the others.
    Abort,
    /// Capture is disabled for this document.
    Security,
    /// The document is not, or no longer, in a state to capture; or the track has ended.
    InvalidState,
    /// The call makes no sense: nothing was asked for, or a value is of the wrong type.
    Type,
    /// The page is not a secure context, and so the browser hides every device from it.
    InsecureContext,
    /// There is no such thing here: no browser at all, a worker, or a browser without this part of the API.
    Unsupported,
    /// An error that the specs do not name.
    Other {
        /// Its `name`; empty where it has none.
        name: String,
    },
}

impl MediaErrorKind {
    /// The `name` of the error in JavaScript.
    pub fn name(&self) -> &str {
        match self {
            MediaErrorKind::NotAllowed => "NotAllowedError",
            MediaErrorKind::NotFound => "NotFoundError",
            MediaErrorKind::NotReadable => "NotReadableError",
            MediaErrorKind::Overconstrained { .. } => "OverconstrainedError",
            MediaErrorKind::Abort => "AbortError",
            // Browsers have no error of its own for an insecure page; the spec's word for what a context must not do.
            MediaErrorKind::Security | MediaErrorKind::InsecureContext => "SecurityError",
            MediaErrorKind::InvalidState => "InvalidStateError",
            MediaErrorKind::Type => "TypeError",
            MediaErrorKind::Unsupported => "NotSupportedError",
            MediaErrorKind::Other { name } => name,
        }
    }

    /// What the caller, or the person in front of the page, can do about it. One sentence or two.
    pub fn advice(&self) -> &'static str {
        match self {
            MediaErrorKind::NotAllowed => {
                "Allow the camera and the microphone for this page in the browser's site settings and in the system's \
                 privacy settings, then try again. A page in an iframe also needs allow=\"camera; microphone\" on it."
            }
            MediaErrorKind::NotFound => {
                "Connect the device, or ask only for the kind of device that is there."
            }
            MediaErrorKind::NotReadable => {
                "Close whatever else uses the device, or unplug it and plug it in again, then try again."
            }
            MediaErrorKind::Overconstrained { .. } => {
                "Ask for less: make the constraint a wish (`ideal`) rather than a demand (`exact`, `min`, `max`)."
            }
            MediaErrorKind::Abort => "Try again.",
            MediaErrorKind::Security => {
                "Capture is turned off for this page; look at the browser's settings and policies."
            }
            MediaErrorKind::InvalidState => {
                "Try again while the page is open and active, with a track that has not ended."
            }
            MediaErrorKind::Type => "This is a mistake in the page: mend the call.",
            MediaErrorKind::InsecureContext => {
                "Open the page over https, or from localhost; an iframe needs every page around it to be secure too."
            }
            MediaErrorKind::Unsupported => "Call it from a page's own script, in a browser that has it.",
            MediaErrorKind::Other { .. } => "The browser says no more about it.",
        }
    }

    /// The constraint that could not be met, where that is what went wrong and the browser tells.
    fn constraint(&self) -> Option<&str> {
        match self {
            MediaErrorKind::Overconstrained { constraint } if !constraint.is_empty() => Some(constraint),
            _ => None,
        }
    }

    /// What a thrown value is by its `name`.
    fn of_thrown(thrown: &JsValue) -> Self {
        let name = bindings::string_property(thrown, "name").unwrap_or_default();
        let kind = MediaErrorKind::from_name(name, || {
            bindings::string_property(thrown, "constraint").unwrap_or_default()
        });
        // Our own error, come back from JavaScript: an insecure page has no other security error to give.
        if kind == MediaErrorKind::Security && bindings::is_insecure_page() {
            return MediaErrorKind::InsecureContext;
        }
        kind
    }

    /// The kind that an error of this `name` is; the old names of the callback time are known too.
    fn from_name(name: String, constraint: impl FnOnce() -> String) -> Self {
        match name.as_str() {
            "NotAllowedError" | "PermissionDeniedError" | "PermissionDismissedError" => {
                MediaErrorKind::NotAllowed
            }
            "NotFoundError" | "DevicesNotFoundError" => MediaErrorKind::NotFound,
            "NotReadableError" | "TrackStartError" => MediaErrorKind::NotReadable,
            "OverconstrainedError" | "ConstraintNotSatisfiedError" => MediaErrorKind::Overconstrained {
                constraint: constraint(),
            },
            "AbortError" => MediaErrorKind::Abort,
            "SecurityError" => MediaErrorKind::Security,
            "InvalidStateError" => MediaErrorKind::InvalidState,
            "TypeError" => MediaErrorKind::Type,
            "NotSupportedError" => MediaErrorKind::Unsupported,
            _ => MediaErrorKind::Other { name },
        }
    }
}

/// Why something of this crate failed: what [kind](MediaErrorKind) of failure it is, in which words, and the very
/// value that JavaScript threw.
///
/// ```
/// use local_media_stream::{MediaError, MediaErrorKind};
///
/// fn in_words(error: &MediaError) -> String {
///     match error.kind() {
///         MediaErrorKind::NotAllowed => "We may not use your camera.".to_owned(),
///         MediaErrorKind::Overconstrained { constraint } => format!("No camera has the {constraint} we need."),
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct MediaError {
    origin: Origin,
    /// A [`Value`], and rarely there: a program in which it never is does not know what that is.
    offered: Option<Box<dyn Any>>,
}

#[derive(Clone)]
enum Origin {
    Own {
        kind: MediaErrorKind,
        message: Cow<'static, str>,
    },
    /// Read when somebody first asks: who only hands the error on need not have in the program what reads it.
    Thrown {
        value: JsValue,
        kind: OnceCell<MediaErrorKind>,
        message: OnceCell<String>,
    },
}

impl MediaError {
    /// An error of this crate's own, which no JavaScript threw.
    pub fn new(kind: MediaErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        MediaError {
            origin: Origin::Own {
                kind,
                message: message.into(),
            },
            offered: None,
        }
    }

    /// What went wrong.
    pub fn kind(&self) -> &MediaErrorKind {
        match &self.origin {
            Origin::Own { kind, .. } => kind,
            Origin::Thrown { value, kind, .. } => known(kind, || MediaErrorKind::of_thrown(value)),
        }
    }

    /// The `name` of the error in JavaScript, such as `NotAllowedError`.
    pub fn name(&self) -> &str {
        self.kind().name()
    }

    /// What the browser, or this crate, says of it. For people: it differs between browsers and versions.
    pub fn message(&self) -> &str {
        match &self.origin {
            Origin::Own { message, .. } => message,
            Origin::Thrown { value, message, .. } => known(message, || message_of_thrown(value)).as_str(),
        }
    }

    /// The constraint that could not be met, where that is what went wrong and the browser tells.
    pub fn constraint(&self) -> Option<&str> {
        self.kind().constraint()
    }

    /// The value that JavaScript threw, if it was JavaScript that did.
    pub fn js_value(&self) -> Option<&JsValue> {
        match &self.origin {
            Origin::Thrown { value, .. } => Some(value),
            Origin::Own { .. } => None,
        }
    }

    /// What the device would have offered of the [constraint](Self::constraint) that could not be met, where it can be
    /// told: a range as a record of `min` and `max`, or a list.
    pub fn offered(&self) -> Option<&Value> {
        self.offered.as_ref()?.downcast_ref()
    }

    pub(crate) fn with_offered(mut self, offered: Option<Value>) -> Self {
        self.offered = offered.map(|offered| Box::new(offered) as Box<dyn Any>);
        self
    }

    pub(crate) fn unsupported(what: &'static str) -> Self {
        MediaError::new(MediaErrorKind::Unsupported, what)
    }
}

/// What went wrong, and what can be done about it.
impl fmt::Display for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Some(constraint) = self.constraint() {
            f.write_str(" (")?;
            f.write_str(constraint)?;
            f.write_str(")")?;
        }
        if !self.message().is_empty() {
            f.write_str(": ")?;
            f.write_str(self.message().trim_end_matches('.'))?;
        }
        f.write_str(". ")?;
        f.write_str(self.kind().advice())
    }
}

impl std::error::Error for MediaError {}

/// Whatever JavaScript threw: a `DOMException`, a Firefox `MediaStreamError`, a `TypeError`, or something that is no
/// error at all.
impl From<JsValue> for MediaError {
    fn from(thrown: JsValue) -> Self {
        MediaError {
            origin: Origin::Thrown {
                value: thrown,
                kind: OnceCell::new(),
                message: OnceCell::new(),
            },
            offered: None,
        }
    }
}

impl Clone for MediaError {
    fn clone(&self) -> Self {
        MediaError {
            origin: self.origin.clone(),
            offered: None,
        }
        .with_offered(self.offered().cloned())
    }
}

impl PartialEq for MediaError {
    fn eq(&self, other: &Self) -> bool {
        self.js_value() == other.js_value()
            && self.kind() == other.kind()
            && self.message() == other.message()
            && self.offered() == other.offered()
    }
}

impl fmt::Debug for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaError")
            .field("kind", self.kind())
            .field("message", &self.message())
            .field("source", &self.js_value())
            .field("offered", &self.offered())
            .finish()
    }
}

/// What is in a cell, or else comes to be in it. A getter of the page's may lead back here: the first to find out wins.
fn known<T>(cell: &OnceCell<T>, find_out: impl FnOnce() -> T) -> &T {
    if let Some(known) = cell.get() {
        return known;
    }
    let found = find_out();
    cell.get_or_init(|| found)
}

fn message_of_thrown(thrown: &JsValue) -> String {
    bindings::string_property(thrown, "message")
        // `throw "words"` is allowed too.
        .or_else(|| thrown.as_string())
        .unwrap_or_default()
}

/// The value that JavaScript threw, or where it threw none, an error of the same name: a `TypeError`, or a
/// `DOMException`, with a `constraint` where there is one.
impl From<MediaError> for JsValue {
    fn from(error: MediaError) -> Self {
        match error.origin {
            Origin::Thrown { value, .. } => value,
            Origin::Own { kind, message } => bindings::new_error(kind.name(), &message, kind.constraint()),
        }
    }
}

impl From<ConstraintError> for MediaError {
    fn from(error: ConstraintError) -> Self {
        let kind = match error.problem() {
            // What a browser makes of them, had it been asked.
            Problem::Contradiction | Problem::Empty => MediaErrorKind::Overconstrained {
                constraint: error.property().to_owned(),
            },
            _ => MediaErrorKind::Type,
        };
        MediaError::new(kind, error.message())
    }
}
