//! `MediaStreamTrackKind`: audio or video.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The kind of a track: audio or video.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-kind)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaStreamTrackKind {
    /// Audio.
    Audio,
    /// Video.
    Video,
    /// A kind that the spec does not define. No browser has one.
    Unknown,
}

impl MediaStreamTrackKind {
    /// Returns the value in JavaScript; `"unknown"` for [`Unknown`](Self::Unknown).
    pub fn as_str(self) -> &'static str {
        match self {
            MediaStreamTrackKind::Audio => "audio",
            MediaStreamTrackKind::Video => "video",
            MediaStreamTrackKind::Unknown => "unknown",
        }
    }
}

impl From<&str> for MediaStreamTrackKind {
    fn from(value: &str) -> Self {
        match value {
            "audio" => MediaStreamTrackKind::Audio,
            "video" => MediaStreamTrackKind::Video,
            _ => MediaStreamTrackKind::Unknown,
        }
    }
}

/// Never fails: any other value becomes [`Unknown`](MediaStreamTrackKind::Unknown).
impl FromStr for MediaStreamTrackKind {
    type Err = Infallible;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Ok(MediaStreamTrackKind::from(value))
    }
}

impl fmt::Display for MediaStreamTrackKind {
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
        for kind in [
            MediaStreamTrackKind::Audio,
            MediaStreamTrackKind::Video,
            MediaStreamTrackKind::Unknown,
        ] {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert_eq!(MediaStreamTrackKind::from("Audio"), MediaStreamTrackKind::Unknown);
    }
}
