//! `VoiceEvent`: the start or the end of speech.

use std::time::Duration;

/// The start or the end of speech. They alternate, and the first one is a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoiceEvent {
    /// Speech has started.
    SpeechStart {
        /// The time from the start of the stream, by the samples of the track. It is earlier than the event, by
        /// [`min_speech`](super::VoiceOptions::min_speech).
        at: Duration,
    },
    /// Speech has ended.
    SpeechEnd {
        /// The time from the start of the stream. It is earlier than the event, by
        /// [`hang_over`](super::VoiceOptions::hang_over).
        at: Duration,
    },
}

impl VoiceEvent {
    /// Returns the time from the start of the stream.
    pub fn at(&self) -> Duration {
        match self {
            VoiceEvent::SpeechStart { at } | VoiceEvent::SpeechEnd { at } => *at,
        }
    }
}
