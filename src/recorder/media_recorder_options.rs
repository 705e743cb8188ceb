//! The options and the enums of `MediaRecorder`.

use std::time::Duration;

use crate::string_enum::string_enum;
use crate::sys::Object;

string_enum! {
    /// The state of a [`MediaRecorder`](super::MediaRecorder).
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#recordingstate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/state)
    RecordingState {
        /// Not started, or stopped.
        Inactive = "inactive",
        /// Recording.
        Recording = "recording",
        /// Started and paused.
        Paused = "paused",
    }
}

string_enum! {
    /// The bitrate mode of an audio encoder.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#bitratemode) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/audioBitrateMode)
    BitrateMode {
        /// The same bitrate for every part of the recording.
        Constant = "constant",
        /// A bitrate that depends on the content. The default.
        Variable = "variable",
    }
}

/// The options of a [`MediaRecorder`](super::MediaRecorder). The browser selects each one that is absent.
///
/// [Spec](https://www.w3.org/TR/mediastream-recording/#mediarecorderoptions-section) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/MediaRecorder#options)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaRecorderOptions {
    /// The container and the codecs, such as `video/webm;codecs=vp8,opus`.
    pub mime_type: Option<String>,
    /// The bitrate of the audio, in bits per second.
    pub audio_bits_per_second: Option<u32>,
    /// The bitrate of the video, in bits per second.
    pub video_bits_per_second: Option<u32>,
    /// The total bitrate, in bits per second. The browser divides it between audio and video.
    pub bits_per_second: Option<u32>,
    /// The bitrate mode of the audio. Chromium 89.
    pub audio_bitrate_mode: Option<BitrateMode>,
    /// The maximum time between two key frames of the video. Chromium 116.
    pub video_key_frame_interval_duration: Option<Duration>,
    /// The maximum number of frames between two key frames of the video. Chromium 116.
    pub video_key_frame_interval_count: Option<u32>,
}

impl MediaRecorderOptions {
    /// Creates options that leave every choice to the browser.
    pub fn new() -> Self {
        MediaRecorderOptions::default()
    }

    /// Sets the container and the codecs.
    #[must_use]
    pub fn mime_type(mut self, mime_type: impl Into<String>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }

    /// Sets the bitrate of the audio, in bits per second.
    #[must_use]
    pub fn audio_bits_per_second(mut self, bits: u32) -> Self {
        self.audio_bits_per_second = Some(bits);
        self
    }

    /// Sets the bitrate of the video, in bits per second.
    #[must_use]
    pub fn video_bits_per_second(mut self, bits: u32) -> Self {
        self.video_bits_per_second = Some(bits);
        self
    }

    /// Sets the total bitrate, in bits per second.
    #[must_use]
    pub fn bits_per_second(mut self, bits: u32) -> Self {
        self.bits_per_second = Some(bits);
        self
    }

    /// Sets the bitrate mode of the audio.
    #[must_use]
    pub fn audio_bitrate_mode(mut self, mode: BitrateMode) -> Self {
        self.audio_bitrate_mode = Some(mode);
        self
    }

    /// Sets the maximum time between two key frames of the video.
    #[must_use]
    pub fn video_key_frame_interval_duration(mut self, duration: Duration) -> Self {
        self.video_key_frame_interval_duration = Some(duration);
        self
    }

    /// Sets the maximum number of frames between two key frames of the video.
    #[must_use]
    pub fn video_key_frame_interval_count(mut self, frames: u32) -> Self {
        self.video_key_frame_interval_count = Some(frames);
        self
    }

    /// Creates the object of JavaScript, with the members that are present.
    pub(super) fn encode(&self) -> Object {
        let object = Object::new();
        if let Some(mime_type) = &self.mime_type {
            object.set_string("mimeType", mime_type);
        }
        if let Some(mode) = &self.audio_bitrate_mode {
            object.set_string("audioBitrateMode", mode.as_str());
        }
        let interval = self.video_key_frame_interval_duration;
        for (name, value) in [
            ("audioBitsPerSecond", self.audio_bits_per_second.map(f64::from)),
            ("videoBitsPerSecond", self.video_bits_per_second.map(f64::from)),
            ("bitsPerSecond", self.bits_per_second.map(f64::from)),
            ("videoKeyFrameIntervalDuration", interval.map(milliseconds)),
            (
                "videoKeyFrameIntervalCount",
                self.video_key_frame_interval_count.map(f64::from),
            ),
        ] {
            if let Some(value) = value {
                object.set(name, &value.into());
            }
        }
        object
    }
}

/// Returns a duration in milliseconds, with fractions.
pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
