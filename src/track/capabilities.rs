//! Settings, capabilities and constraints of a track, as the browser reports them.

use crate::constraints::{Key, MediaTrackConstraints, Textual};
use crate::error::{MediaError, with_offered};
use crate::json::{self, JsonObject};
use crate::settings::{MediaTrackCapabilities, MediaTrackSettings, UnmetConstraint};
use crate::sys;
use crate::track::media_stream_track::MediaStreamTrack;

/// Settings, capabilities and constraints.
impl MediaStreamTrack {
    /// Returns the current settings.
    ///
    /// For an ended track Chromium returns only the ids, Firefox returns nothing. After a change, WebKit returns the
    /// old size, although its frames have the new one.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getsettings) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getSettings)
    pub fn settings(&self) -> MediaTrackSettings {
        json::decode_returned(self.binding().get_settings()).into()
    }

    /// Returns the capabilities of the source. Empty in Firefox before 132.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getcapabilities) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCapabilities)
    pub fn capabilities(&self) -> MediaTrackCapabilities {
        json::decode_returned(self.binding().get_capabilities()).into()
    }

    /// Returns the constraints in effect. Firefox reports a bare value as `ideal`, and adds further constraints.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getConstraints)
    pub fn constraints(&self) -> MediaTrackConstraints {
        MediaTrackConstraints::from_browser(json::decode_returned(self.binding().get_constraints()))
    }

    /// Returns the constraints that the current settings do not meet.
    pub fn unmet_constraints(&self, constraints: &MediaTrackConstraints) -> Vec<UnmetConstraint> {
        constraints.unmet_constraints(&self.settings_object())
    }

    /// Returns one setting that is a string. The reader of all settings is not linked.
    pub(crate) fn setting(&self, key: Key<impl Textual>) -> Option<String> {
        sys::string_property(&self.binding().get_settings().ok()?, key.name())
    }

    pub(super) fn settings_object(&self) -> JsonObject {
        json::decode_returned(self.binding().get_settings())
    }

    /// Adds the capability for the unmet constraint to an error that names one.
    pub(super) fn with_capability(&self, error: MediaError) -> MediaError {
        let capability = error
            .constraint()
            .and_then(|name| json::decode_returned(self.binding().get_capabilities()).remove(name));
        with_offered(error, capability)
    }
}
