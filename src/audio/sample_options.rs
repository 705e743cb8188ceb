//! `SampleOptions`: how the samples of a track are delivered.

use std::time::Duration;

use crate::error::{MediaError, MediaErrorKind};

/// The order of the samples of a [`SampleBlock`](super::SampleBlock) with several channels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SampleLayout {
    /// The samples of one time follow each other: left, right, left, right, …
    #[default]
    Interleaved,
    /// The samples of one channel follow each other: left, left, …, right, right, …
    Planar,
}

/// The options of [`MediaStreamTrack::samples`](crate::MediaStreamTrack::samples).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SampleOptions {
    /// The sample rate in hertz, from 8,000 to 192,000. `None`: the rate of the audio output, which costs least.
    pub rate: Option<u32>,
    /// The number of channels, from 1 to 32. The browser mixes the sound of the track to it. 1 by default. Chromium mixes
    /// the sound to two channels before: further ones are silent.
    pub channels: u32,
    /// The number of frames of a block, from 1 to 192,000. A frame has a sample for each channel. 1,024 by default. The
    /// browser processes 128 frames at a time.
    pub block: u32,
    /// The order of the samples.
    pub layout: SampleLayout,
    /// How many blocks wait to be polled, at least 1. 64 by default. A block that arrives while as many wait replaces the
    /// oldest one. While the page is busy, as many blocks wait in the audio thread.
    pub queue: usize,
    /// The time without samples after which the stream returns [`Timeout`](crate::MediaErrorKind::Timeout), in addition to
    /// the duration of a block. 5 seconds by default. `None`: the stream waits.
    pub timeout: Option<Duration>,
}

impl SampleOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        SampleOptions::default()
    }

    /// Sets the sample rate in hertz, or `None`. Speech recognition usually requires 16,000.
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

    /// Sets the number of frames of a block.
    #[must_use]
    pub fn block(mut self, frames: u32) -> Self {
        self.block = frames;
        self
    }

    /// Sets the order of the samples.
    #[must_use]
    pub fn layout(mut self, layout: SampleLayout) -> Self {
        self.layout = layout;
        self
    }

    /// Sets how many blocks wait to be polled.
    #[must_use]
    pub fn queue(mut self, blocks: usize) -> Self {
        self.queue = blocks;
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
        let message = if let Some(fault) = format_fault(self.rate, self.channels) {
            fault
        } else if !(1..=192_000).contains(&self.block) {
            "A block must have from 1 to 192000 frames."
        } else {
            return Ok(());
        };
        Err(MediaError::new(MediaErrorKind::Type, message))
    }
}

/// Describes a sample rate or a number of channels out of its range.
pub(super) fn format_fault(rate: Option<u32>, channels: u32) -> Option<&'static str> {
    if rate.is_some_and(|rate| !(8_000..=192_000).contains(&rate)) {
        Some("The sample rate must be from 8000 to 192000.")
    } else if !(1..=32).contains(&channels) {
        Some("The number of channels must be from 1 to 32.")
    } else {
        None
    }
}

impl Default for SampleOptions {
    fn default() -> Self {
        SampleOptions {
            rate: None,
            channels: 1,
            block: 1_024,
            layout: SampleLayout::default(),
            queue: 64,
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
        let options = SampleOptions::new;
        for valid in [
            options(),
            options().rate(8_000).channels(32).block(192_000),
            options().rate(192_000).channels(1).block(1).queue(0),
        ] {
            assert_eq!(valid.validate(), Ok(()), "{valid:?}");
        }
        for invalid in [
            options().rate(0),
            options().rate(7_999),
            options().rate(1_000_000),
            options().channels(0),
            options().channels(33),
            options().block(0),
            options().block(1_000_000),
        ] {
            let kind = invalid.validate().map_err(|error| error.kind());
            assert_eq!(kind, Err(MediaErrorKind::Type), "{invalid:?}");
        }
    }
}
