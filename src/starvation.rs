//! `Starvation`: a track that delivers nothing.

/// The time from the check that finds a lack of media to the report, in milliseconds. Media that arrived while the page
/// was busy is delivered meanwhile.
const CONFIRMATION: f64 = 100.0;

/// The time since a track last delivered a frame or samples. Times are in milliseconds.
#[derive(Debug)]
pub(crate) struct Starvation {
    /// The time without media that is reported. `None` if it never is.
    timeout: Option<f64>,
    since: f64,
    /// When a check found the lack of media.
    found: Option<f64>,
    is_reported: bool,
}

impl Starvation {
    pub(crate) fn new(timeout: Option<f64>, now: f64) -> Self {
        Starvation {
            timeout,
            since: now,
            found: None,
            is_reported: false,
        }
    }

    /// Restarts the time: media arrived, or the track has none because it is muted.
    pub(crate) fn reset(&mut self, now: f64) {
        self.since = now;
        self.found = None;
        self.is_reported = false;
    }

    /// Returns whether the lack of media is to be reported now. It is reported once, by a later check than the one that
    /// finds it.
    pub(crate) fn report(&mut self, now: f64) -> bool {
        let is_starved = self.timeout.is_some_and(|timeout| now - self.since >= timeout);
        if !is_starved || self.is_reported {
            return false;
        }
        let found = *self.found.get_or_insert(now);
        self.is_reported = now - found >= CONFIRMATION;
        self.is_reported
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn starvation_is_reported_once() {
        let mut starvation = Starvation::new(Some(1000.0), 50.0);
        assert!(!starvation.report(1049.0));
        assert!(!starvation.report(1050.0), "found");
        assert!(!starvation.report(1149.0));
        assert!(starvation.report(1150.0));
        assert!(!starvation.report(9000.0));
        starvation.reset(10_000.0);
        assert!(!starvation.report(10_999.0));
        assert!(!starvation.report(11_100.0), "found");
        assert!(starvation.report(11_200.0));
        assert!(!Starvation::new(None, 0.0).report(1e9));
    }

    #[test]
    fn media_that_arrived_while_the_page_was_busy_is_no_starvation() {
        let mut starvation = Starvation::new(Some(1000.0), 0.0);
        assert!(
            !starvation.report(9000.0),
            "the messages of the track are delivered after this check"
        );
        starvation.reset(9001.0);
        assert!(!starvation.report(9500.0));
        assert!(!starvation.report(10_001.0), "the first check of another lack");
    }
}
