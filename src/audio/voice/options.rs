//! `VoiceOptions`: when speech starts and ends.

use std::time::Duration;

use crate::error::{MediaError, MediaErrorKind};

/// The options of [`MediaStreamTrack::voice_activity`](crate::MediaStreamTrack::voice_activity).
///
/// Each 16 ms of sound have a score from 0 to 1, the probability that they are speech.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VoiceOptions {
    /// The score at which speech starts. 0.7 by default.
    pub start_threshold: f32,
    /// The score below which speech ends. At most `start_threshold`. 0.5 by default.
    pub end_threshold: f32,
    /// For how long the score must be at `start_threshold` or above. 64 ms by default, at most 10 seconds.
    pub min_speech: Duration,
    /// For how long the score must be below `end_threshold`. Shorter pauses are part of the speech. 500 ms by default, at
    /// most 60 seconds.
    pub hang_over: Duration,
    /// The time without samples after which the stream returns [`Timeout`](MediaErrorKind::Timeout). 5 seconds by
    /// default. `None`: the stream waits.
    pub timeout: Option<Duration>,
}

impl VoiceOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        VoiceOptions::default()
    }

    /// Sets the score at which speech starts, and the score below which it ends.
    #[must_use]
    pub fn thresholds(mut self, start: f32, end: f32) -> Self {
        (self.start_threshold, self.end_threshold) = (start, end);
        self
    }

    /// Sets for how long the score must be high before speech starts.
    #[must_use]
    pub fn min_speech(mut self, duration: Duration) -> Self {
        self.min_speech = duration;
        self
    }

    /// Sets for how long the score must be low before speech ends.
    #[must_use]
    pub fn hang_over(mut self, duration: Duration) -> Self {
        self.hang_over = duration;
        self
    }

    /// Sets the time without samples after which the stream returns an error, or `None`.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// Fails for a number out of its range.
    pub(super) fn validate(&self) -> Result<(), MediaError> {
        let message = if !(0.0..=1.0).contains(&self.start_threshold) {
            "The threshold of the start of speech must be from 0 to 1."
        } else if !(0.0..=self.start_threshold).contains(&self.end_threshold) {
            "The threshold of the end of speech must be from 0 to the threshold of the start."
        } else if self.min_speech > Duration::from_secs(10) {
            "The shortest speech must be at most 10 seconds."
        } else if self.hang_over > Duration::from_secs(60) {
            "The hang-over must be at most 60 seconds."
        } else {
            return Ok(());
        };
        Err(MediaError::new(MediaErrorKind::Type, message))
    }
}

impl Default for VoiceOptions {
    fn default() -> Self {
        VoiceOptions {
            start_threshold: 0.7,
            end_threshold: 0.5,
            min_speech: Duration::from_millis(64),
            hang_over: Duration::from_millis(500),
            timeout: Some(Duration::from_secs(5)),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_their_range_are_invalid() {
        let options = VoiceOptions::new;
        for valid in [
            options(),
            options().thresholds(1.0, 0.0),
            options().thresholds(0.0, 0.0),
            options().min_speech(Duration::ZERO).hang_over(Duration::ZERO),
            options()
                .min_speech(Duration::from_secs(10))
                .hang_over(Duration::from_secs(60)),
        ] {
            assert_eq!(valid.validate(), Ok(()), "{valid:?}");
        }
        for invalid in [
            options().thresholds(1.1, 0.5),
            options().thresholds(-0.1, -0.2),
            options().thresholds(f32::NAN, 0.1),
            options().thresholds(0.5, 0.6),
            options().thresholds(0.5, -0.1),
            options().thresholds(0.5, f32::NAN),
            options().min_speech(Duration::from_millis(10_001)),
            options().hang_over(Duration::MAX),
        ] {
            let kind = invalid.validate().map_err(|error| error.kind());
            assert_eq!(kind, Err(MediaErrorKind::Type), "{invalid:?}");
        }
    }
}
