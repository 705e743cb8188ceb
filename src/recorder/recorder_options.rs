//! `RecorderOptions`.

use std::time::Duration;

use super::media_recorder_options::{BitrateMode, MediaRecorderOptions};
use super::recording_type::RecordingType;

/// The options of a [`Recorder`](super::Recorder).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecorderOptions {
    /// The preferred types. The first one that the browser supports is recorded. Empty (the default) for those of
    /// [`Recorder::supported_types`](super::Recorder::supported_types).
    pub types: Vec<RecordingType>,
    /// The bitrate of the audio, in bits per second. The browser selects it if absent.
    pub audio_bits_per_second: Option<u32>,
    /// The bitrate of the video, in bits per second. The browser selects it if absent.
    pub video_bits_per_second: Option<u32>,
    /// The bitrate mode of the audio. Chromium only.
    pub audio_bitrate_mode: Option<BitrateMode>,
    /// The maximum time between two key frames. A player seeks to key frames. Chromium only.
    pub key_frame_interval: Option<Duration>,
    /// The length of the parts in which the data is written: at least 1 millisecond. 1 second by default. If the page
    /// crashes, at most the last part is lost. Browsers have a minimum of their own.
    pub timeslice: Duration,
}

impl Default for RecorderOptions {
    fn default() -> Self {
        RecorderOptions {
            types: Vec::new(),
            audio_bits_per_second: None,
            video_bits_per_second: None,
            audio_bitrate_mode: None,
            key_frame_interval: None,
            timeslice: Duration::from_secs(1),
        }
    }
}

impl RecorderOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        RecorderOptions::default()
    }

    /// Sets the preferred types, in order.
    #[must_use]
    pub fn types(mut self, types: impl IntoIterator<Item = RecordingType>) -> Self {
        self.types = types.into_iter().collect();
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

    /// Sets the bitrate mode of the audio.
    #[must_use]
    pub fn audio_bitrate_mode(mut self, mode: BitrateMode) -> Self {
        self.audio_bitrate_mode = Some(mode);
        self
    }

    /// Sets the maximum time between two key frames.
    #[must_use]
    pub fn key_frame_interval(mut self, interval: Duration) -> Self {
        self.key_frame_interval = Some(interval);
        self
    }

    /// Sets the length of the parts in which the data is written.
    #[must_use]
    pub fn timeslice(mut self, timeslice: Duration) -> Self {
        self.timeslice = timeslice;
        self
    }

    /// Returns the options of the recorder of the browser.
    pub(super) fn for_browser(&self, mime_type: String) -> MediaRecorderOptions {
        MediaRecorderOptions {
            mime_type: Some(mime_type),
            audio_bits_per_second: self.audio_bits_per_second,
            video_bits_per_second: self.video_bits_per_second,
            audio_bitrate_mode: self.audio_bitrate_mode.clone(),
            video_key_frame_interval_duration: self.key_frame_interval,
            ..MediaRecorderOptions::default()
        }
    }
}
