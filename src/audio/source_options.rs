//! `AudioSourceOptions`: the format of the samples of an `AudioSource`.

use std::time::Duration;

use super::sample_options::format_fault;
use crate::error::{MediaError, MediaErrorKind};

/// The options of [`AudioSource::new`](super::AudioSource::new).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AudioSourceOptions {
    /// The sample rate in hertz, from 8,000 to 192,000. `None`: the rate of the audio output, which costs least.
    pub rate: Option<u32>,
    /// The number of channels, from 1 to 32. 1 by default. Chromium makes tracks of at most 8.
    pub channels: u32,
    /// How much sound may wait to be played, up to 10 seconds. 250 milliseconds by default. A longer buffer has fewer
    /// gaps while the page is busy, and more latency.
    pub buffer: Duration,
}

impl AudioSourceOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        AudioSourceOptions::default()
    }

    /// Sets the sample rate in hertz, or `None`.
    #[must_use]
    pub fn rate(mut self, rate: impl Into<Option<u32>>) -> Self {
        self.rate = rate.into();
        self
    }

    /// Sets the number of channels.
    #[must_use]
    pub fn channels(mut self, channels: u32) -> Self {
        self.channels = channels;
        self
    }

    /// Sets how much sound may wait to be played.
    #[must_use]
    pub fn buffer(mut self, duration: Duration) -> Self {
        self.buffer = duration;
        self
    }

    /// Fails for a number out of its range.
    pub(super) fn validate(&self) -> Result<(), MediaError> {
        let message = if let Some(fault) = format_fault(self.rate, self.channels) {
            fault
        } else if self.buffer > Duration::from_secs(10) {
            "The buffer must be at most 10 seconds."
        } else {
            return Ok(());
        };
        Err(MediaError::new(MediaErrorKind::Type, message))
    }

    /// Returns the length of the buffer in frames, at least those that the browser processes at a time.
    pub(super) fn buffer_frames(&self, rate: f64) -> usize {
        ((self.buffer.as_secs_f64() * rate) as usize).max(128)
    }
}

impl Default for AudioSourceOptions {
    fn default() -> Self {
        AudioSourceOptions {
            rate: None,
            channels: 1,
            buffer: Duration::from_millis(250),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_their_range_are_invalid() {
        let options = AudioSourceOptions::new;
        for valid in [
            options(),
            options().rate(8_000).channels(32).buffer(Duration::ZERO),
            options().rate(192_000).buffer(Duration::from_secs(10)),
        ] {
            assert_eq!(valid.validate(), Ok(()), "{valid:?}");
        }
        for invalid in [
            options().rate(0),
            options().rate(1_000_000),
            options().channels(0),
            options().channels(33),
            options().buffer(Duration::MAX),
        ] {
            let kind = invalid.validate().map_err(|error| error.kind());
            assert_eq!(kind, Err(MediaErrorKind::Type), "{invalid:?}");
        }
    }

    #[test]
    fn the_buffer_holds_what_the_browser_processes_at_a_time() {
        assert_eq!(AudioSourceOptions::new().buffer_frames(48_000.0), 12_000);
        assert_eq!(
            AudioSourceOptions::new()
                .buffer(Duration::ZERO)
                .buffer_frames(48_000.0),
            128
        );
    }
}
