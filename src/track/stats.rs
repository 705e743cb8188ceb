//! Statistics of a track: delivered, discarded and total frames, and audio latency.

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, require_member};
use crate::json::{self, FromJson, JsonObject, JsonValue};
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// A snapshot of the statistics of a track.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#mediastreamtrack-statistics)
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "lowercase"))]
#[non_exhaustive]
pub enum MediaStreamTrackStats {
    /// The statistics of a video track.
    Video(MediaStreamTrackVideoStats),
    /// The statistics of an audio track.
    Audio(MediaStreamTrackAudioStats),
}

/// The statistics of an audio track. A field is `None` if the browser does not expose it.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#the-mediastreamtrackaudiostats-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackAudioStats)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "JsonObject"))]
#[non_exhaustive]
pub struct MediaStreamTrackAudioStats {
    /// The current latency from the microphone to the track, in milliseconds.
    pub latency: Option<f64>,
    /// The average latency since the start of the track or
    /// [`reset_latency`](MediaStreamTrack::reset_latency), in milliseconds.
    pub average_latency: Option<f64>,
    /// The minimum latency since then, in milliseconds.
    pub minimum_latency: Option<f64>,
    /// The maximum latency since then, in milliseconds.
    pub maximum_latency: Option<f64>,
    /// The number of delivered frames. A frame is one sample of each channel. Chromium.
    pub delivered_frames: Option<f64>,
    /// The duration of the delivered frames, in milliseconds. Chromium.
    pub delivered_frames_duration: Option<f64>,
    /// The number of all frames, including lost ones. Chromium.
    pub total_frames: Option<f64>,
    /// The duration of all frames, in milliseconds. Chromium.
    pub total_frames_duration: Option<f64>,
}

/// The statistics of a video track. A field is `None` if the browser does not expose it. The counts are integers.
///
/// [Spec](https://w3c.github.io/mediacapture-extensions/#the-mediastreamtrackvideostats-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackVideoStats)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "JsonObject"))]
#[non_exhaustive]
pub struct MediaStreamTrackVideoStats {
    /// The number of delivered frames.
    pub delivered_frames: Option<f64>,
    /// The number of frames that were discarded to meet the requested frame rate.
    pub discarded_frames: Option<f64>,
    /// The number of all frames, including discarded and lost ones.
    pub total_frames: Option<f64>,
}

fn number(object: &JsonObject, name: &str) -> Option<f64> {
    object.get(name).and_then(f64::from_json)
}

impl From<JsonObject> for MediaStreamTrackAudioStats {
    fn from(object: JsonObject) -> Self {
        let number = |name| number(&object, name);
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
    fn from(object: JsonObject) -> Self {
        let number = |name| number(&object, name);
        MediaStreamTrackVideoStats {
            delivered_frames: number("deliveredFrames"),
            discarded_frames: number("discardedFrames"),
            total_frames: number("totalFrames"),
        }
    }
}

/// Converts to the form of JavaScript: the fields that are present.
impl From<MediaStreamTrackAudioStats> for JsonObject {
    fn from(stats: MediaStreamTrackAudioStats) -> Self {
        present([
            ("latency", stats.latency),
            ("averageLatency", stats.average_latency),
            ("minimumLatency", stats.minimum_latency),
            ("maximumLatency", stats.maximum_latency),
            ("deliveredFrames", stats.delivered_frames),
            ("deliveredFramesDuration", stats.delivered_frames_duration),
            ("totalFrames", stats.total_frames),
            ("totalFramesDuration", stats.total_frames_duration),
        ])
    }
}

/// Converts to the form of JavaScript: the fields that are present.
impl From<MediaStreamTrackVideoStats> for JsonObject {
    fn from(stats: MediaStreamTrackVideoStats) -> Self {
        present([
            ("deliveredFrames", stats.delivered_frames),
            ("discardedFrames", stats.discarded_frames),
            ("totalFrames", stats.total_frames),
        ])
    }
}

fn present<const N: usize>(numbers: [(&'static str, Option<f64>); N]) -> JsonObject {
    let mut object = JsonObject::new();
    for (name, number) in numbers {
        if let Some(number) = number {
            object.set(name, JsonValue::Number(number));
        }
    }
    object
}

/// Statistics. Chromium.
impl MediaStreamTrack {
    /// Returns the current statistics. `None` if the browser does not support them (Firefox, Safari), or if the source
    /// is not a device.
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

    /// Resets the average, minimum and maximum [latency](MediaStreamTrackAudioStats) of an audio track.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) for a video track, and if the browser does not measure the
    /// latency (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediastreamtrackaudiostats-resetlatency) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackAudioStats/resetLatency)
    pub fn reset_latency(&self) -> Result<(), MediaError> {
        const UNMEASURED: &str = "The latency of this track is not measured. Detect it with stats().";
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

#[cfg(feature = "serde")]
json::deserialize_object!(MediaStreamTrackAudioStats {
    latency: member "latency",
    average_latency: member "averageLatency",
    minimum_latency: member "minimumLatency",
    maximum_latency: member "maximumLatency",
    delivered_frames: member "deliveredFrames",
    delivered_frames_duration: member "deliveredFramesDuration",
    total_frames: member "totalFrames",
    total_frames_duration: member "totalFramesDuration",
});

#[cfg(feature = "serde")]
json::deserialize_object!(MediaStreamTrackVideoStats {
    delivered_frames: member "deliveredFrames",
    discarded_frames: member "discardedFrames",
    total_frames: member "totalFrames",
});
