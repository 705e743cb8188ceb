//! `LevelOptions`: how the level of a track is measured.

use std::time::Duration;

use crate::error::{MediaError, MediaErrorKind};

/// The options of [`MediaStreamTrack::level`](crate::MediaStreamTrack::level).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LevelOptions {
    /// The time that each level covers, from 10 milliseconds to 10 seconds. 50 milliseconds by default, which is fast
    /// enough for an animated meter.
    pub interval: Duration,
    /// The peak, in dBFS, up to which the sound is silence. −80 by default. A microphone that is switched off delivers
    /// 0, or the last bit of 16-bit samples, which is −90 dBFS.
    pub silence: f32,
    /// The duration of silence that is [reported](super::LevelStream::silences). 5 seconds by default. Noise suppression of
    /// the browser may silence a quiet room for that long.
    pub silence_after: Duration,
    /// The time without levels after which the stream returns [`Timeout`](crate::MediaErrorKind::Timeout), in addition to
    /// the interval. 5 seconds by default. `None`: the stream waits.
    pub timeout: Option<Duration>,
}

impl LevelOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        LevelOptions::default()
    }

    /// Sets the time that each level covers.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets the peak, in dBFS, up to which the sound is silence.
    #[must_use]
    pub fn silence(mut self, dbfs: f32) -> Self {
        self.silence = dbfs;
        self
    }

    /// Sets the duration of silence that is reported.
    #[must_use]
    pub fn silence_after(mut self, duration: Duration) -> Self {
        self.silence_after = duration;
        self
    }

    /// Sets the time without levels after which the stream returns an error, or `None`.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// Fails for a number out of its range.
    pub(super) fn validate(&self) -> Result<(), MediaError> {
        let message = if !(Duration::from_millis(10)..=Duration::from_secs(10)).contains(&self.interval) {
            "The interval of levels must be from 10 milliseconds to 10 seconds."
        } else if self.silence.is_nan() {
            "The level of silence must be a number."
        } else {
            return Ok(());
        };
        Err(MediaError::new(MediaErrorKind::Type, message))
    }
}

impl Default for LevelOptions {
    fn default() -> Self {
        LevelOptions {
            interval: Duration::from_millis(50),
            silence: -80.0,
            silence_after: Duration::from_secs(5),
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
        let options = LevelOptions::new;
        for valid in [
            options(),
            options()
                .interval(Duration::from_millis(10))
                .silence(f32::NEG_INFINITY),
            options()
                .interval(Duration::from_secs(10))
                .silence(f32::INFINITY)
                .silence_after(Duration::ZERO),
        ] {
            assert_eq!(valid.validate(), Ok(()), "{valid:?}");
        }
        for invalid in [
            options().interval(Duration::ZERO),
            options().interval(Duration::from_micros(9_999)),
            options().interval(Duration::MAX),
            options().silence(f32::NAN),
        ] {
            let kind = invalid.validate().map_err(|error| error.kind());
            assert_eq!(kind, Err(MediaErrorKind::Type), "{invalid:?}");
        }
    }
}
