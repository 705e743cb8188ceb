//! `AudioContextState`: whether a context processes sound.

use wasm_bindgen::JsValue;

use crate::string_enum::string_enum;
use crate::sys;

string_enum! {
    /// The state of an [`AudioContext`](crate::audio::AudioContext).
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#enumdef-audiocontextstate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BaseAudioContext/state)
    AudioContextState {
        /// It processes no sound: it was not resumed yet, or code of the page suspended it.
        Suspended = "suspended",
        /// It processes sound.
        Running = "running",
        /// It is closed and cannot be used again.
        Closed = "closed",
        /// The system uses the sound, for example for a phone call. The browser resumes it afterwards. Safari on iOS,
        /// Chromium.
        Interrupted = "interrupted",
    }
}

/// Returns the state of a context. One whose state cannot be read is closed.
pub(super) fn state(context: &JsValue) -> AudioContextState {
    sys::string_property(context, "state").map_or(AudioContextState::Closed, |state| {
        AudioContextState::from(&*state)
    })
}
