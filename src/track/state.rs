//! `MediaStreamTrackState`: live or ended.

use std::fmt;
use std::str::FromStr;

use crate::error::{MediaError, MediaErrorKind};

/// The state of a track.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrackstate)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaStreamTrackState {
    /// The source delivers media, or may deliver it again.
    Live,
    /// The track was stopped, its device was disconnected, or its permission was revoked. This state is final.
    Ended,
}

impl MediaStreamTrackState {
    /// Returns the value in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            MediaStreamTrackState::Live => "live",
            MediaStreamTrackState::Ended => "ended",
        }
    }
}

/// Fails with [`Type`](MediaErrorKind::Type) for any other value.
impl FromStr for MediaStreamTrackState {
    type Err = MediaError;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        match value {
            "live" => Ok(MediaStreamTrackState::Live),
            "ended" => Ok(MediaStreamTrackState::Ended),
            _ => Err(MediaError::new(
                MediaErrorKind::Type,
                "The track state is unknown. Pass \"live\" or \"ended\".",
            )),
        }
    }
}

impl fmt::Display for MediaStreamTrackState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn converts_to_text_and_back() {
        for state in [MediaStreamTrackState::Live, MediaStreamTrackState::Ended] {
            assert_eq!(state.to_string().parse(), Ok(state));
        }
        let error = "Live"
            .parse::<MediaStreamTrackState>()
            .map_err(|error| error.kind());
        assert_eq!(error, Err(MediaErrorKind::Type));
    }
}
