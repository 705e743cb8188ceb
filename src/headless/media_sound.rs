//! `MediaSound`: the level or the speech of a component, as the hooks of a framework return it.

#[cfg(feature = "vad")]
use super::VoiceSnapshot;
use super::{LevelSnapshot, MeterReading, SnapshotAccess, SoundSnapshot};
use crate::audio::Level;
use crate::error::MediaError;

/// The level of a capture or the speech in it, as the hooks of the framework crates return it.
///
/// This is a handle: clones of it are the same reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaSound<A> {
    access: A,
}

impl<A: SnapshotAccess<Snapshot: SoundSnapshot>> MediaSound<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaSound { access }
    }

    /// Returns whether the audio track of the capture is live and read.
    pub fn is_reading(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.state().is_reading)
    }

    /// Returns whether the browser runs no sound of the page before the user clicks on it or presses a key. The reading
    /// continues then.
    ///
    /// It is reported together with a [`Timeout`](crate::MediaErrorKind::Timeout), after the time of the options: 5 seconds by
    /// default.
    pub fn is_suspended(&self) -> bool {
        self.access
            .with_snapshot(|snapshot| snapshot.state().is_suspended)
    }

    /// Returns [`Timeout`](crate::MediaErrorKind::Timeout) while the track delivers nothing, or the error that ended the reading
    /// of the latest track: those of [`MediaStreamTrack::level`](crate::MediaStreamTrack::level) and
    /// [`SampleStream`](crate::audio::SampleStream).
    ///
    /// A detection of speech returns a [`Timeout`](crate::MediaErrorKind::Timeout) until the next start or end of speech, or until
    /// a suspended context runs.
    pub fn error(&self) -> Option<MediaError> {
        self.access
            .with_snapshot(|snapshot| snapshot.state().error.clone())
    }
}

impl<A: SnapshotAccess<Snapshot = LevelSnapshot>> MediaSound<A> {
    /// Returns the newest level. `None` before the first one of a track.
    pub fn level(&self) -> Option<Level> {
        self.access.with_snapshot(|snapshot| snapshot.level.clone())
    }

    /// Returns the content of a meter: the RMS and texts.
    pub fn meter(&self) -> MeterReading {
        self.access.with_snapshot(MeterReading::new)
    }

    /// Returns whether the track has been silent for [`silence_after`](crate::audio::LevelOptions::silence_after) although it
    /// is live, unmuted and enabled: the microphone may be switched off.
    pub fn is_silent(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.is_silent)
    }
}

#[cfg(feature = "vad")]
impl<A: SnapshotAccess<Snapshot = VoiceSnapshot>> MediaSound<A> {
    /// Returns whether the user speaks.
    pub fn is_speech(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.is_speech)
    }
}
