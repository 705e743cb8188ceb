//! `MediaError`: the one error type, and the only place that maps errors of the browser to it.

mod context;
mod kind;
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests;
mod texts;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use once_cell::race::OnceBox;
use wasm_bindgen::JsValue;

use self::context::{Context, OfTrack};
pub use self::kind::MediaErrorKind;
use crate::json::JsonValue;
use crate::sys;
use crate::track::MediaStreamTrackKind;

/// The error of every fallible function of this crate.
///
/// It converts with `?` into `anyhow::Error`, `Box<dyn Error + Send + Sync>` and the error types of the frameworks.
/// It is `Send + Sync` on every target without the wasm feature `atomics`, as `JsValue` is.
///
/// ```
/// use local_media_stream::{MediaError, MediaErrorKind};
///
/// fn message(error: &MediaError) -> String {
///     match error.kind() {
///         MediaErrorKind::NotAllowed => "Allow the camera in the address bar.".to_owned(),
///         _ => error.user_message().into_owned(),
///     }
/// }
/// ```
#[derive(Clone)]
pub struct MediaError {
    origin: Origin,
    /// A trait object, so that a program without [`offered`](MediaError::offered) does not link `JsonValue`.
    context: Option<Arc<dyn Context>>,
}

#[derive(Clone)]
enum Origin {
    Own(Details),
    Thrown {
        value: JsValue,
        /// Read from the value at first use. A program that only passes errors on does not link the code that reads
        /// them.
        details: OnceBox<Details>,
    },
}

#[derive(Clone, Debug, PartialEq)]
struct Details {
    kind: MediaErrorKind,
    name: Cow<'static, str>,
    message: Cow<'static, str>,
    constraint: Option<Cow<'static, str>>,
}

impl MediaError {
    /// Creates an error that no JavaScript threw.
    pub fn new(kind: MediaErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        MediaError::from_details(kind, message.into(), None)
    }

    /// Creates an [`Overconstrained`](MediaErrorKind::Overconstrained) error for the constraint of this name.
    pub fn overconstrained(
        constraint: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        MediaError::from_details(
            MediaErrorKind::Overconstrained,
            message.into(),
            Some(constraint.into()),
        )
    }

    pub(crate) fn unsupported(message: &'static str) -> Self {
        MediaError::new(MediaErrorKind::Unsupported, message)
    }

    fn from_details(
        kind: MediaErrorKind,
        message: Cow<'static, str>,
        constraint: Option<Cow<'static, str>>,
    ) -> Self {
        MediaError {
            origin: Origin::Own(Details {
                kind,
                name: Cow::Borrowed(kind.name()),
                message,
                constraint,
            }),
            context: None,
        }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> MediaErrorKind {
        self.details().kind
    }

    /// Returns the `name` of the error in JavaScript, such as `NotAllowedError`. Empty if it has none.
    pub fn name(&self) -> &str {
        &self.details().name
    }

    /// Returns the message of the browser or of this crate. It differs between browsers and versions: show
    /// [`user_message`](Self::user_message) to visitors.
    pub fn message(&self) -> &str {
        &self.details().message
    }

    /// Returns the name of the constraint that no device satisfies, if the browser exposes it.
    pub fn constraint(&self) -> Option<&str> {
        self.details().constraint.as_deref()
    }

    /// Returns the kind of the track whose request failed: audio for a microphone, video for a camera.
    ///
    /// Only for errors of a [`Capture`](crate::Capture), which knows what it requested. `None` for a display, and if the
    /// browser does not expose which one of several kinds failed: one prompt for a camera and a microphone can be denied
    /// as a whole.
    pub fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        self.context.as_deref()?.track_kind()
    }

    /// Returns the value that JavaScript threw. `None` for an error that this crate created.
    pub fn js_value(&self) -> Option<&JsValue> {
        match &self.origin {
            Origin::Own(_) => None,
            Origin::Thrown { value, .. } => Some(value),
        }
    }

    /// Returns the capability of the device for the [constraint](Self::constraint) that was not met, if known: an
    /// object with `min` and `max`, or an array.
    pub fn offered(&self) -> Option<&JsonValue> {
        self.context.as_deref()?.offered()
    }

    fn details(&self) -> &Details {
        match &self.origin {
            Origin::Own(details) => details,
            // Unlike `OnceLock`, this allows a getter of the page to call back into this function.
            Origin::Thrown { value, details } => details.get_or_init(|| Box::new(Details::read(value))),
        }
    }
}

impl Details {
    fn read(thrown: &JsValue) -> Self {
        let text = |name| sys::string_property(thrown, name);
        let name = text("name").unwrap_or_default();
        let kind = MediaErrorKind::from_name(&name);
        let constraint = match kind {
            MediaErrorKind::Overconstrained => text("constraint").filter(|name| !name.is_empty()),
            _ => None,
        };
        Details {
            kind,
            name: name.into(),
            // A page may throw a plain string.
            message: text("message")
                .or_else(|| thrown.as_string())
                .unwrap_or_default()
                .into(),
            constraint: constraint.map(Cow::Owned),
        }
    }
}

/// Writes name, constraint or kind of track, message and [`help`](MediaError::help), for logs.
impl fmt::Display for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.name() {
            "" => "Error",
            name => name,
        };
        f.write_str(name)?;
        let track_kind = self.track_kind().map(MediaStreamTrackKind::as_str);
        if let Some(part) = self.constraint().or(track_kind) {
            f.write_str(" (")?;
            f.write_str(part)?;
            f.write_str(")")?;
        }
        f.write_str(": ")?;
        let message = self.message().trim_end_matches('.');
        if !message.is_empty() {
            f.write_str(message)?;
            f.write_str(". ")?;
        }
        f.write_str(&self.help())
    }
}

impl std::error::Error for MediaError {}

/// Wraps any thrown value: a `DOMException`, a Firefox `MediaStreamError`, a `TypeError`, or any other value.
impl From<JsValue> for MediaError {
    fn from(thrown: JsValue) -> Self {
        MediaError {
            origin: Origin::Thrown {
                value: thrown,
                details: OnceBox::new(),
            },
            context: None,
        }
    }
}

/// Returns the original value, or creates an error of the same name: a `TypeError`, or a `DOMException` with its
/// `constraint`.
impl From<MediaError> for JsValue {
    fn from(error: MediaError) -> Self {
        match error.origin {
            Origin::Thrown { value, .. } => value,
            Origin::Own(details) => {
                sys::new_error(&details.name, &details.message, details.constraint.as_deref())
            }
        }
    }
}

impl PartialEq for MediaError {
    fn eq(&self, other: &Self) -> bool {
        self.js_value() == other.js_value()
            && self.details() == other.details()
            && self.offered() == other.offered()
            && self.track_kind() == other.track_kind()
    }
}

impl fmt::Debug for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaError")
            .field("kind", &self.kind())
            .field("message", &self.message())
            .field("constraint", &self.constraint())
            .field("js_value", &self.js_value())
            .field("offered", &self.offered())
            .field("track_kind", &self.track_kind())
            .finish()
    }
}

/// Returns [`Unsupported`](MediaErrorKind::Unsupported) with this message if an object lacks a member, own or
/// inherited.
pub(crate) fn require_member(object: &JsValue, name: &str, message: &'static str) -> Result<(), MediaError> {
    if sys::has_property(object, name) {
        Ok(())
    } else {
        Err(MediaError::unsupported(message))
    }
}

/// Adds the capability of the device to the error of an unmet constraint.
pub(crate) fn with_offered(mut error: MediaError, offered: Option<JsonValue>) -> MediaError {
    error.context = offered.map(|offered| Arc::new(offered) as Arc<dyn Context>);
    error
}

/// Sets the kind of the track whose request failed.
pub(crate) fn with_track_kind(mut error: MediaError, kind: Option<MediaStreamTrackKind>) -> MediaError {
    if let Some(kind) = kind {
        let context = error.context.take();
        error.context = Some(Arc::new(OfTrack { kind, context }));
    }
    error
}
