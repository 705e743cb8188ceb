//! The limit of the frame rate of a source.

use std::cell::Cell;

/// Skips frames that come too early.
pub(super) struct RateLimit {
    /// The time between two frames, in milliseconds.
    interval: f64,
    /// The time of the next frame, in milliseconds.
    next: Cell<f64>,
}

impl RateLimit {
    /// Creates a limit of this number of frames a second.
    pub(super) fn new(frame_rate: f64) -> Self {
        RateLimit {
            interval: 1000.0 / frame_rate,
            next: Cell::new(f64::NEG_INFINITY),
        }
    }

    /// Returns whether a frame of this time, in milliseconds, is delivered. A frame may be early by a quarter of the interval:
    /// timers of pages are not exact.
    pub(super) fn accepts(&self, now: f64) -> bool {
        now >= self.next.get() - self.interval / 4.0
    }

    /// Counts a frame of this time that was delivered.
    pub(super) fn count(&self, now: f64) {
        self.next.set(self.next.get().max(now) + self.interval);
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepted(frame_rate: f64, times: impl Iterator<Item = f64>) -> usize {
        let limit = RateLimit::new(frame_rate);
        let accepted = times.filter(|now| limit.accepts(*now));
        accepted.inspect(|now| limit.count(*now)).count()
    }

    #[test]
    fn every_second_frame_of_the_double_rate_is_skipped() {
        let times = (0..60).map(|frame| f64::from(frame) * 1000.0 / 60.0);
        assert_eq!(accepted(30.0, times), 30);
    }

    #[test]
    fn a_frame_that_fails_is_not_counted() {
        let limit = RateLimit::new(1.0);
        assert!(limit.accepts(0.0) && limit.accepts(0.0));
        limit.count(0.0);
        assert!(!limit.accepts(0.0));
    }

    proptest! {
        #[test]
        fn the_rate_is_never_exceeded(gaps in prop::collection::vec(0.0..50.0_f64, 1..200), rate in 1.0..120.0_f64) {
            let times: Vec<f64> = gaps.iter().scan(1e6, |now, gap| { *now += gap; Some(*now) }).collect();
            let duration = times[times.len() - 1] - times[0];
            let maximum = duration * rate / 1000.0 + 1.25;
            let count = accepted(rate, times.into_iter());
            prop_assert!((1.0..=maximum).contains(&(count as f64)), "{} of {}", count, maximum);
        }

        #[test]
        fn late_frames_are_never_skipped(gaps in prop::collection::vec(1.0..3.0_f64, 1..100), rate in 1.0..120.0_f64) {
            let times = gaps.iter().scan(0.0, |now, gap| { *now += gap * 1000.0 / rate; Some(*now) });
            prop_assert_eq!(accepted(rate, times), gaps.len());
        }
    }
}
