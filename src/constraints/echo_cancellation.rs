//! `EchoCancellation`: a boolean or a mode.

use std::fmt;
use std::str::FromStr;

use super::constrain::{Constrain, Constrainable};
use super::constraint_type::{ConstraintType, Typed};
use crate::json::{FromJson, IntoJson, JsonValue};
use crate::string_enum::string_enum;

string_enum! {
    /// The sound that an echo canceller removes from the microphone's.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-echocancellationmodeenum)
    EchoCancellationMode {
        /// All sound that the system plays.
        All = "all",
        /// Sound received over a peer connection only.
        RemoteOnly = "remote-only",
    }
}

/// Removal of the sound that the system plays from the microphone's: on, off, or one of the modes.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-echocancellation) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/echoCancellation)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum EchoCancellation {
    /// On in a mode that the browser chooses, or off.
    Enabled(bool),
    /// On in this mode.
    Mode(EchoCancellationMode),
}

impl EchoCancellation {
    /// Returns `"true"`, `"false"` or the name of the mode.
    pub fn as_str(&self) -> &str {
        match self {
            EchoCancellation::Enabled(true) => "true",
            EchoCancellation::Enabled(false) => "false",
            EchoCancellation::Mode(mode) => mode.as_str(),
        }
    }
}

impl fmt::Display for EchoCancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Never fails: a text other than `"true"` and `"false"` is a mode.
impl FromStr for EchoCancellation {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "true" => EchoCancellation::Enabled(true),
            "false" => EchoCancellation::Enabled(false),
            mode => EchoCancellation::Mode(mode.into()),
        })
    }
}

impl From<bool> for EchoCancellation {
    fn from(enabled: bool) -> Self {
        EchoCancellation::Enabled(enabled)
    }
}

impl From<EchoCancellationMode> for EchoCancellation {
    fn from(mode: EchoCancellationMode) -> Self {
        EchoCancellation::Mode(mode)
    }
}

impl Constrainable for EchoCancellation {}

impl Constrainable for EchoCancellationMode {}

impl Typed for EchoCancellation {
    const TYPE: ConstraintType = ConstraintType::BooleanOrString;
}

/// `.echo_cancellation(true)`
impl From<bool> for Constrain<EchoCancellation> {
    fn from(enabled: bool) -> Self {
        JsonValue::Bool(enabled).into()
    }
}

/// `.echo_cancellation(EchoCancellationMode::All)`
impl From<EchoCancellationMode> for Constrain<EchoCancellation> {
    fn from(mode: EchoCancellationMode) -> Self {
        EchoCancellation::from(mode).into()
    }
}

/// `.echo_cancellation(Constrain::exact(false))`
impl From<Constrain<bool>> for Constrain<EchoCancellation> {
    fn from(constrain: Constrain<bool>) -> Self {
        JsonValue::from(constrain).into()
    }
}

/// `.echo_cancellation(Constrain::exact(EchoCancellationMode::RemoteOnly))`
impl From<Constrain<EchoCancellationMode>> for Constrain<EchoCancellation> {
    fn from(constrain: Constrain<EchoCancellationMode>) -> Self {
        JsonValue::from(constrain).into()
    }
}

impl IntoJson for EchoCancellationMode {
    fn into_json(self) -> JsonValue {
        JsonValue::String(self.into_str())
    }
}

impl IntoJson for EchoCancellation {
    fn into_json(self) -> JsonValue {
        match self {
            EchoCancellation::Enabled(enabled) => JsonValue::Bool(enabled),
            EchoCancellation::Mode(mode) => mode.into_json(),
        }
    }
}

impl FromJson for EchoCancellation {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Bool(enabled) => Some(EchoCancellation::Enabled(*enabled)),
            JsonValue::String(mode) => Some(EchoCancellation::Mode((&**mode).into())),
            _ => None,
        }
    }
}
