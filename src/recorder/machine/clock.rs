//! `Clock`: the position in a recording, which stands still while it is paused.

/// Converts times of the page to positions in the recording. Both are in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The recorded time until the last pause.
    recorded: f64,
    /// The time of the start, or of the last resume. `None` while it stands still.
    running_since: Option<f64>,
}

impl Clock {
    /// Starts or continues.
    pub(super) fn run(&mut self, now: f64) {
        self.recorded = self.position(now);
        self.running_since = Some(now);
    }

    pub(super) fn pause(&mut self, now: f64) {
        self.recorded = self.position(now);
        self.running_since = None;
    }

    pub(super) fn position(&self, now: f64) -> f64 {
        let running = self.running_since.map_or(0.0, |since| now - since);
        self.recorded + running.max(0.0)
    }
}
