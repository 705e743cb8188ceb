//! `RecoveryPolicy`: the reaction of a capture to the loss of a track, as plain data.

use std::time::Duration;

use crate::milliseconds::milliseconds;

/// The reaction of a [`Capture`](super::Capture) to the loss of a track that the page did not stop. By default none: the
/// loss is reported.
///
/// A start, stop or switch cancels a recovery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecoveryPolicy {
    /// Opens another device of the same kind in place of the lost one.
    pub fallback: bool,
    /// Reopens the lost device when it is connected again, and replaces the fallback by it.
    pub reclaim: bool,
    /// Retries while neither the lost device nor a fallback opens.
    pub retry: Option<Backoff>,
    /// Treats a track as lost that is [`muted`](crate::MediaStreamTrack::muted) for longer than this.
    pub mute_timeout: Option<Duration>,
    /// Opens the new default device when the system's default changes, if the track was requested as the default device
    /// (Chromium). The new device is requested by its own id: for the id `default`, Chromium on some systems opens the
    /// old device as long as it is live.
    pub follow_default: bool,
}

/// The number and the delays of retries. Each delay is twice the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Backoff {
    /// The maximum number of retries.
    pub attempts: u32,
    /// The delay before the first retry. At least a millisecond.
    pub initial: Duration,
    /// The maximum delay.
    pub max: Duration,
}

impl Default for Backoff {
    /// Returns six retries, after 0.5, 1, 2, 4, 8 and 16 seconds.
    fn default() -> Self {
        Backoff {
            attempts: 6,
            initial: Duration::from_millis(500),
            max: Duration::from_secs(30),
        }
    }
}

impl RecoveryPolicy {
    /// Returns a policy without recovery.
    pub fn new() -> Self {
        RecoveryPolicy::default()
    }

    /// Opens another device of the same kind in place of the lost one.
    #[must_use]
    pub fn fallback(mut self) -> Self {
        self.fallback = true;
        self
    }

    /// Reopens the lost device when it is connected again.
    #[must_use]
    pub fn reclaim(mut self) -> Self {
        self.reclaim = true;
        self
    }

    /// Retries with increasing delays.
    #[must_use]
    pub fn retry(mut self, retry: Backoff) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Treats a track as lost that is muted for longer than this.
    #[must_use]
    pub fn mute_timeout(mut self, timeout: Duration) -> Self {
        self.mute_timeout = Some(timeout);
        self
    }

    /// Opens the new default device when the system's default changes.
    #[must_use]
    pub fn follow_default(mut self) -> Self {
        self.follow_default = true;
        self
    }

    /// Returns whether a lost track is to be replaced.
    pub(super) fn is_enabled(&self) -> bool {
        self.fallback || self.reclaim || self.retry.is_some()
    }
}

impl Backoff {
    /// Returns the delay before a retry in milliseconds, the first retry being 0. `None` after the last.
    pub(super) fn delay(&self, attempt: u32) -> Option<u32> {
        let factor = 1_u32.checked_shl(attempt).unwrap_or(u32::MAX);
        let delay = milliseconds(self.initial).saturating_mul(factor);
        (attempt < self.attempts).then_some(delay.min(milliseconds(self.max)))
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn each_method_sets_one_option() {
        let new = RecoveryPolicy::new;
        let (backoff, timeout) = (Backoff::default(), Duration::from_secs(3));
        let set = |change: fn(&mut RecoveryPolicy)| {
            let mut policy = new();
            change(&mut policy);
            policy
        };
        assert_eq!(new().fallback(), set(|policy| policy.fallback = true));
        assert_eq!(new().reclaim(), set(|policy| policy.reclaim = true));
        assert_eq!(new().follow_default(), set(|policy| policy.follow_default = true));
        assert_eq!(new().retry(backoff).retry, Some(backoff));
        assert_eq!(new().mute_timeout(timeout).mute_timeout, Some(timeout));
        let all = || new().fallback().reclaim().follow_default();
        assert_eq!(all().retry(backoff).mute_timeout(timeout), {
            let mut policy = all();
            (policy.retry, policy.mute_timeout) = (Some(backoff), Some(timeout));
            policy
        });
        for restores in [new().fallback(), new().reclaim(), new().retry(backoff)] {
            assert!(restores.is_enabled());
        }
        assert!(!new().follow_default().mute_timeout(timeout).is_enabled());
    }

    #[test]
    fn delays_double_up_to_the_maximum() {
        let backoff = Backoff {
            attempts: 4,
            initial: Duration::from_millis(10),
            max: Duration::from_millis(30),
        };
        let delays: Vec<_> = (0..6).map(|attempt| backoff.delay(attempt)).collect();
        assert_eq!(delays, [Some(10), Some(20), Some(30), Some(30), None, None]);
        assert_eq!(Backoff::default().delay(40), None);
        let endless = Backoff {
            attempts: u32::MAX,
            max: Duration::MAX,
            ..backoff
        };
        assert_eq!(endless.delay(40), Some(u32::MAX));
    }
}
