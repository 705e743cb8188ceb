//! Statistics of a track: what its source gave, and what became of it.

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, require_member};
use crate::json;
use crate::json::{FromJson, JsonObject};
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// Statistics of a track, as they were when they were read.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#mediastreamtrack-statistics)
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "lowercase"))]
#[non_exhaustive]
pub enum MediaStreamTrackStats {
    /// Of a camera, or of another source of pictures.
    Video(MediaStreamTrackVideoStats),
    /// Of a microphone, or of another source of sound.
    Audio(MediaStreamTrackAudioStats),
}

/// Statistics of a track with sound. What the browser does not tell is `None`.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#the-mediastreamtrackaudiostats-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackAudioStats)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, rename_all = "camelCase"))]
#[non_exhaustive]
pub struct MediaStreamTrackAudioStats {
    /// From the microphone to the track, now, in milliseconds.
    pub latency: Option<f64>,
    /// Its average since the track began or [`reset_latency`](MediaStreamTrack::reset_latency), in milliseconds.
    pub average_latency: Option<f64>,
    /// The least since then, in milliseconds.
    pub minimum_latency: Option<f64>,
    /// The most since then, in milliseconds.
    pub maximum_latency: Option<f64>,
    /// How many frames (one sample of each channel) were given. Chromium.
    pub delivered_frames: Option<f64>,
    /// How long they are, in milliseconds. Chromium.
    pub delivered_frames_duration: Option<f64>,
    /// How many frames there were, with those that were lost. Chromium.
    pub total_frames: Option<f64>,
    /// How long they are, in milliseconds. Chromium.
    pub total_frames_duration: Option<f64>,
}

/// Statistics of a track with a picture. What the browser does not tell is `None`. The counts are to_u32_exact numbers.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#the-mediastreamtrackvideostats-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackVideoStats)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, rename_all = "camelCase"))]
#[non_exhaustive]
pub struct MediaStreamTrackVideoStats {
    /// How many frames were given.
    pub delivered_frames: Option<f64>,
    /// How many were left out because more came than was asked for.
    pub discarded_frames: Option<f64>,
    /// How many there were, with those that were left out or lost.
    pub total_frames: Option<f64>,
}

fn number(record: &JsonObject, name: &str) -> Option<f64> {
    record.get(name).and_then(f64::from_json)
}

impl From<JsonObject> for MediaStreamTrackAudioStats {
    fn from(record: JsonObject) -> Self {
        let number = |name| number(&record, name);
        MediaStreamTrackAudioStats {
            latency: number("latency"),
            average_latency: number("averageLatency"),
            minimum_latency: number("minimumLatency"),
            maximum_latency: number("maximumLatency"),
            delivered_frames: number("deliveredFrames"),
            delivered_frames_duration: number("deliveredFramesDuration"),
            total_frames: number("totalFrames"),
            total_frames_duration: number("totalFramesDuration"),
        }
    }
}

impl From<JsonObject> for MediaStreamTrackVideoStats {
    fn from(record: JsonObject) -> Self {
        let number = |name| number(&record, name);
        MediaStreamTrackVideoStats {
            delivered_frames: number("deliveredFrames"),
            discarded_frames: number("discardedFrames"),
            total_frames: number("totalFrames"),
        }
    }
}

/// Statistics. Chromium.
impl MediaStreamTrack {
    /// What its source gave so far; `None` where the browser does not count (Firefox, Safari) or the source is no
    /// device.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediastreamtrack-stats) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/stats)
    pub fn stats(&self) -> Option<MediaStreamTrackStats> {
        let stats = json::decode_object(&self.stats_object()?);
        match self.kind() {
            MediaStreamTrackKind::Audio => Some(MediaStreamTrackStats::Audio(stats.into())),
            MediaStreamTrackKind::Video => Some(MediaStreamTrackStats::Video(stats.into())),
            MediaStreamTrackKind::Unknown => None,
        }
    }

    /// Begins anew with the average, the least and the most of the [latency](MediaStreamTrackAudioStats) of its sound.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) for a track without sound, and where the browser does not
    /// measure it (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediastreamtrackaudiostats-resetlatency) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackAudioStats/resetLatency)
    pub fn reset_latency(&self) -> Result<(), MediaError> {
        const UNMEASURED: &str = "the latency of this track is not measured";
        let Some(stats) = self.stats_object() else {
            return Err(MediaError::unsupported(UNMEASURED));
        };
        require_member(&stats, "resetLatency", UNMEASURED)?;
        Ok(stats
            .unchecked_ref::<sys::MediaStreamTrackAudioStats>()
            .reset_latency()?)
    }

    fn stats_object(&self) -> Option<JsValue> {
        sys::property(self.as_ref(), "stats")
    }
}
