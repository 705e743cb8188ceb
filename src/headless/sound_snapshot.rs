//! `SoundSnapshot`: the level or the speech of a track, as a user interface renders it.

use std::fmt;

use futures_core::Stream;

use crate::audio::{AudioContext, Level, LevelOptions, LevelStream};
#[cfg(feature = "vad")]
use crate::audio::{VoiceActivityStream, VoiceOptions};
use crate::error::MediaError;
use crate::track::MediaStreamTrack;

/// The state of a [`SoundModel`](super::SoundModel) that a user interface renders: a [`LevelSnapshot`] or a `VoiceSnapshot`.
pub trait SoundSnapshot: Clone + fmt::Debug + Default + PartialEq + 'static {
    /// The options of the stream.
    type Options: 'static;
    /// The items of the stream.
    type Item;
    /// The stream of a track.
    type Stream: Stream<Item = Result<Self::Item, MediaError>> + Unpin + 'static;

    /// Starts to read a track.
    ///
    /// # Errors
    /// Those of [`MediaStreamTrack::level`].
    fn open(track: &MediaStreamTrack, options: &Self::Options) -> Result<Self::Stream, MediaError>;

    /// Returns the context that processes the sound.
    fn context(stream: &Self::Stream) -> &AudioContext;

    /// Sets the newest values of the stream.
    fn update(&mut self, stream: &Self::Stream);

    /// Returns the state of the reading.
    fn state(&self) -> &SoundState;

    /// Returns the state of the reading, to change it.
    fn state_mut(&mut self) -> &mut SoundState;
}

/// The state of the reading of a track.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SoundState {
    /// Whether a live track is read.
    pub is_reading: bool,
    /// Whether the browser does not run the sound of the page, because it waits for a user gesture.
    pub is_suspended: bool,
    /// The error that ended the reading of the latest track, or [`Timeout`](crate::MediaErrorKind::Timeout) while it
    /// delivers nothing.
    pub error: Option<MediaError>,
}

/// The level of the audio track of a capture.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LevelSnapshot {
    /// The state of the reading.
    pub state: SoundState,
    /// The newest level. `None` before the first one of a track.
    pub level: Option<Level>,
    /// Whether the track has been silent for [`silence_after`](LevelOptions::silence_after) although it is live, unmuted and
    /// enabled.
    pub is_silent: bool,
}

impl SoundSnapshot for LevelSnapshot {
    type Options = LevelOptions;
    type Item = Level;
    type Stream = LevelStream;

    fn open(track: &MediaStreamTrack, options: &LevelOptions) -> Result<LevelStream, MediaError> {
        track.level(options)
    }

    fn context(stream: &LevelStream) -> &AudioContext {
        stream.context()
    }

    fn update(&mut self, stream: &LevelStream) {
        self.level = stream.latest();
        self.is_silent = stream.is_silent();
    }

    fn state(&self) -> &SoundState {
        &self.state
    }

    fn state_mut(&mut self) -> &mut SoundState {
        &mut self.state
    }
}

/// The speech in the audio track of a capture.
#[cfg(feature = "vad")]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct VoiceSnapshot {
    /// The state of the reading.
    pub state: SoundState,
    /// Whether the user speaks.
    pub is_speech: bool,
}

#[cfg(feature = "vad")]
impl SoundSnapshot for VoiceSnapshot {
    type Options = VoiceOptions;
    type Item = crate::audio::VoiceEvent;
    type Stream = VoiceActivityStream;

    fn open(track: &MediaStreamTrack, options: &VoiceOptions) -> Result<VoiceActivityStream, MediaError> {
        track.voice_activity(options)
    }

    fn context(stream: &VoiceActivityStream) -> &AudioContext {
        stream.samples().context()
    }

    fn update(&mut self, stream: &VoiceActivityStream) {
        self.is_speech = stream.is_speech();
    }

    fn state(&self) -> &SoundState {
        &self.state
    }

    fn state_mut(&mut self) -> &mut SoundState {
        &mut self.state
    }
}
