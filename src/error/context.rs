//! Facts about a failure that the thrown value does not contain.

use std::sync::Arc;

use crate::json::{self, JsonValue};
use crate::track::MediaStreamTrackKind;

/// Facts that the thrown value does not contain.
pub(super) trait Context: Send + Sync {
    /// The capability of the device for an unmet constraint.
    fn offered(&self) -> Option<&JsonValue>;
    /// Describes the capability: "1 to 1920" or "user, environment".
    fn describe(&self) -> Option<String>;
    fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        None
    }
}

impl Context for JsonValue {
    fn offered(&self) -> Option<&JsonValue> {
        Some(self)
    }

    fn describe(&self) -> Option<String> {
        Some(json::describe(self))
    }
}

/// The kind of the track whose request failed, added to the context of the error.
pub(super) struct OfTrack {
    pub(super) kind: MediaStreamTrackKind,
    pub(super) context: Option<Arc<dyn Context>>,
}

impl Context for OfTrack {
    fn offered(&self) -> Option<&JsonValue> {
        self.context.as_deref()?.offered()
    }

    fn describe(&self) -> Option<String> {
        self.context.as_deref()?.describe()
    }

    fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        Some(self.kind)
    }
}
