//! The kinds of errors and their names in JavaScript.

use std::fmt;

use crate::sys;

/// The kind of a [`MediaError`](super::MediaError), derived from the `name` of the thrown value.
///
/// The message is not used: it differs between browsers and languages. Neither is `instanceof`: an error from an
/// iframe is no instance of this page's `DOMException`, and Firefox's `OverconstrainedError` never is one.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaErrorKind {
    /// The user, the system or the page's permissions policy denied access.
    NotAllowed,
    /// No device of the requested kind is connected.
    NotFound,
    /// The device exists but delivers nothing: another program uses it, or the system or the hardware failed.
    NotReadable,
    /// No device satisfies a required constraint.
    /// [`MediaError::constraint`](super::MediaError::constraint) names it.
    Overconstrained,
    /// The operation was aborted or superseded.
    Abort,
    /// Capture is disabled for this document.
    Security,
    /// The document is not active, or the track has ended.
    InvalidState,
    /// An argument is invalid.
    Type,
    /// The page is not a secure context, so the browser exposes no devices to it.
    InsecureContext,
    /// The feature is absent: the code runs outside a browser or in a worker, or the browser lacks this API.
    Unsupported,
    /// A track was added to a stream that is being recorded, or removed from it.
    #[cfg(feature = "recorder")]
    InvalidModification,
    /// There is no space left for a recording.
    #[cfg(feature = "recorder")]
    QuotaExceeded,
    /// The browser delivered nothing within the time that the function states.
    #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
    Timeout,
    /// An error that the specs do not name. [`MediaError::name`](super::MediaError::name) returns its name.
    Other,
}

impl MediaErrorKind {
    /// Returns the `name` of the error in JavaScript; `"Error"` for [`Other`](Self::Other).
    pub fn name(self) -> &'static str {
        match self {
            MediaErrorKind::NotAllowed => "NotAllowedError",
            MediaErrorKind::NotFound => "NotFoundError",
            MediaErrorKind::NotReadable => "NotReadableError",
            MediaErrorKind::Overconstrained => "OverconstrainedError",
            MediaErrorKind::Abort => "AbortError",
            // No browser has an error for an insecure page. The spec uses this name for forbidden operations.
            MediaErrorKind::Security | MediaErrorKind::InsecureContext => "SecurityError",
            MediaErrorKind::InvalidState => "InvalidStateError",
            MediaErrorKind::Type => "TypeError",
            MediaErrorKind::Unsupported => "NotSupportedError",
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => "InvalidModificationError",
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => "QuotaExceededError",
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => "TimeoutError",
            MediaErrorKind::Other => "Error",
        }
    }

    /// Returns the kind for an error name. The names of the callback-based drafts are included.
    pub(super) fn from_name(name: &str) -> Self {
        // A table compiles to fewer bytes than a `match` of strings.
        const KINDS: &[(&str, MediaErrorKind)] = &[
            ("NotAllowedError", MediaErrorKind::NotAllowed),
            ("PermissionDeniedError", MediaErrorKind::NotAllowed),
            ("PermissionDismissedError", MediaErrorKind::NotAllowed),
            ("NotFoundError", MediaErrorKind::NotFound),
            ("DevicesNotFoundError", MediaErrorKind::NotFound),
            ("NotReadableError", MediaErrorKind::NotReadable),
            ("TrackStartError", MediaErrorKind::NotReadable),
            ("OverconstrainedError", MediaErrorKind::Overconstrained),
            ("ConstraintNotSatisfiedError", MediaErrorKind::Overconstrained),
            ("AbortError", MediaErrorKind::Abort),
            ("SecurityError", MediaErrorKind::Security),
            ("InvalidStateError", MediaErrorKind::InvalidState),
            ("TypeError", MediaErrorKind::Type),
            ("NotSupportedError", MediaErrorKind::Unsupported),
            #[cfg(feature = "recorder")]
            ("InvalidModificationError", MediaErrorKind::InvalidModification),
            #[cfg(feature = "recorder")]
            ("QuotaExceededError", MediaErrorKind::QuotaExceeded),
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            ("TimeoutError", MediaErrorKind::Timeout),
        ];
        match KINDS.iter().find(|(known, _)| *known == name) {
            // An error of this crate that JavaScript returned: an insecure page produces no other security error.
            Some((_, MediaErrorKind::Security)) if sys::is_insecure_page() => MediaErrorKind::InsecureContext,
            Some((_, kind)) => *kind,
            None => MediaErrorKind::Other,
        }
    }
}

/// Writes the [name](MediaErrorKind::name).
impl fmt::Display for MediaErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
