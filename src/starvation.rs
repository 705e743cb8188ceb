//! `Starvation`: a track that delivers nothing.

/// The time since a track last delivered a frame or samples. Times are in milliseconds.
#[derive(Debug)]
pub(crate) struct Starvation {
    /// The time without media that is reported. `None` if it never is.
    timeout: Option<f64>,
    since: f64,
    is_reported: bool,
}

impl Starvation {
    pub(crate) fn new(timeout: Option<f64>, now: f64) -> Self {
        Starvation {
            timeout,
            since: now,
            is_reported: false,
        }
    }

    /// Restarts the time: media arrived, or the track has none because it is muted.
    pub(crate) fn reset(&mut self, now: f64) {
        self.since = now;
        self.is_reported = false;
    }

    /// Returns whether the lack of media is to be reported now. It is reported once.
    pub(crate) fn report(&mut self, now: f64) -> bool {
        let is_starved = self.timeout.is_some_and(|timeout| now - self.since >= timeout);
        let is_new = is_starved && !self.is_reported;
        self.is_reported |= is_starved;
        is_new
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn starvation_is_reported_once() {
        let mut starvation = Starvation::new(Some(100.0), 50.0);
        assert!(!starvation.report(149.0));
        assert!(starvation.report(150.0));
        assert!(!starvation.report(900.0));
        starvation.reset(1000.0);
        assert!(!starvation.report(1099.0));
        assert!(starvation.report(1200.0));
        assert!(!Starvation::new(None, 0.0).report(1e9));
    }
}
