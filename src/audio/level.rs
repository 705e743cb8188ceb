//! `Level`: how loud a track is, in plain Rust.

use std::time::Duration;

/// How loud a track is during an interval.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Level {
    /// The channels: at least one.
    pub channels: Vec<ChannelLevel>,
    /// The time from the start of the stream to the start of the interval.
    pub timestamp: Duration,
}

/// How loud a channel is during an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ChannelLevel {
    /// The largest absolute value of a sample. 1 is full scale.
    pub peak: f32,
    /// The square root of the mean square of the samples. 0.707 for a sine of full scale.
    pub rms: f32,
    /// The number of samples at full scale. Sound that is too loud for the device is distorted there.
    pub clipped: u32,
}

impl Level {
    /// Reads the values that the processor posts: the number of channels, then peak, mean square and number of clipped
    /// samples of each.
    pub(super) fn read(values: &[f32], timestamp: Duration) -> Self {
        let (count, channels) = values
            .split_first()
            .map_or((0, [].as_slice()), |(count, channels)| {
                (*count as usize, channels)
            });
        let read = |values: &[f32]| match *values {
            [peak, mean_square, clipped] => ChannelLevel {
                peak,
                rms: mean_square.sqrt(),
                clipped: clipped as u32,
            },
            _ => ChannelLevel::default(),
        };
        Level {
            channels: channels.chunks(3).take(count).map(read).collect(),
            timestamp,
        }
    }

    /// Returns the largest peak of the channels.
    pub fn peak(&self) -> f32 {
        self.channels
            .iter()
            .fold(0.0, |peak, channel| peak.max(channel.peak))
    }

    /// Returns the largest RMS of the channels.
    pub fn rms(&self) -> f32 {
        self.channels
            .iter()
            .fold(0.0, |rms, channel| rms.max(channel.rms))
    }

    /// Returns the largest peak of the channels in dBFS. See [`dbfs`].
    pub fn peak_dbfs(&self) -> f32 {
        dbfs(self.peak())
    }

    /// Returns the largest RMS of the channels in dBFS. See [`dbfs`].
    pub fn rms_dbfs(&self) -> f32 {
        dbfs(self.rms())
    }

    /// Returns whether any sample is at full scale.
    pub fn is_clipping(&self) -> bool {
        self.channels.iter().any(|channel| channel.clipped > 0)
    }
}

impl ChannelLevel {
    /// Returns the peak in dBFS. See [`dbfs`].
    pub fn peak_dbfs(&self) -> f32 {
        dbfs(self.peak)
    }

    /// Returns the RMS in dBFS. See [`dbfs`].
    pub fn rms_dbfs(&self) -> f32 {
        dbfs(self.rms)
    }
}

/// Converts an amplitude to decibels relative to full scale: 0 for 1, −6.02 for 0.5, −∞ for 0. The RMS of a sine of full
/// scale is −3.01 dBFS.
pub fn dbfs(amplitude: f32) -> f32 {
    20.0 * amplitude.log10()
}

/// The change of a lasting silence, which is typical of a microphone that is switched off or broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Silence {
    /// The track is live, unmuted and enabled, and has been silent for
    /// [`silence_after`](super::LevelOptions::silence_after).
    Began,
    /// There is sound again, or a reason for the silence.
    Ended,
}

/// Finds lasting silence.
#[derive(Debug)]
pub(super) struct SilenceDetector {
    after: Duration,
    since: Option<Duration>,
    is_reported: bool,
}

impl SilenceDetector {
    pub(super) fn new(after: Duration) -> Self {
        SilenceDetector {
            after,
            since: None,
            is_reported: false,
        }
    }

    /// Returns whether a silence was reported and has not ended.
    pub(super) fn is_reported(&self) -> bool {
        self.is_reported
    }

    /// Adds an interval from `start` to `end`: silent without a reason, or not.
    pub(super) fn add(&mut self, is_silent: bool, start: Duration, end: Duration) -> Option<Silence> {
        if !is_silent {
            self.since = None;
            let was_reported = self.is_reported;
            self.is_reported = false;
            return was_reported.then_some(Silence::Ended);
        }
        let since = *self.since.get_or_insert(start);
        if self.is_reported || end.saturating_sub(since) < self.after {
            return None;
        }
        self.is_reported = true;
        Some(Silence::Began)
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn values_of_each_channel_are_read() {
        let level = Level::read(&[2.0, 0.5, 0.04, 0.0, 1.0, 0.25, 3.0, 9.0, 9.0, 9.0], SECOND);
        let [one, other] = *level.channels else {
            unreachable!()
        };
        assert_eq!((one.peak, one.rms, one.clipped), (0.5, 0.2, 0));
        assert_eq!((other.peak, other.rms, other.clipped), (1.0, 0.5, 3));
        assert_eq!((level.peak(), level.rms(), level.timestamp), (1.0, 0.5, SECOND));
        assert!(level.is_clipping());
        assert_eq!(level.peak_dbfs(), 0.0);
        assert!((level.rms_dbfs() + 6.02).abs() < 0.01);
        assert!((one.peak_dbfs() + 6.02).abs() < 0.01);
        assert!((one.rms_dbfs() + 13.98).abs() < 0.01);
        assert_eq!(Level::read(&[], SECOND).channels, []);
        assert_eq!(Level::default().peak_dbfs(), f32::NEG_INFINITY);
    }

    #[test]
    fn silence_is_reported_once_and_ends_once() {
        let mut detector = SilenceDetector::new(2 * SECOND);
        let mut add = |at: u32, is_silent| detector.add(is_silent, at * SECOND, (at + 1) * SECOND);
        assert_eq!(add(0, false), None);
        assert_eq!(add(1, true), None);
        assert_eq!(add(2, true), Some(Silence::Began));
        assert_eq!(add(3, true), None);
        assert_eq!(add(4, false), Some(Silence::Ended));
        assert_eq!(add(5, false), None);
        assert_eq!(add(6, true), None);
        assert_eq!(add(7, false), None, "too short");
        assert_eq!(add(8, true), None);
        assert_eq!(add(9, true), Some(Silence::Began));
        let mut at_once = SilenceDetector::new(Duration::ZERO);
        assert_eq!(at_once.add(true, SECOND, SECOND), Some(Silence::Began));
    }

    proptest! {
        /// The reports are exactly the runs of silence that are long enough.
        #[test]
        fn every_long_silence_is_reported(intervals: Vec<bool>, after in 1u32..4) {
            let mut detector = SilenceDetector::new(after * SECOND);
            let mut reports = Vec::new();
            for (at, is_silent) in (0..).zip(&intervals) {
                reports.extend(detector.add(*is_silent, at * SECOND, (at + 1) * SECOND));
            }
            let runs = intervals.split(|is_silent| !is_silent);
            let began = runs.filter(|run| run.len() >= after as usize).count();
            prop_assert_eq!(reports.iter().filter(|report| **report == Silence::Began).count(), began);
            prop_assert!(reports.windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert_ne!(reports.first(), Some(&Silence::Ended));
        }
    }
}
