//! The times without a device.

use std::time::Duration;

use crate::track::MediaStreamTrackKind;

/// A part of a recording without a track of a kind: between the loss of a device and its recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// The kind of the missing track.
    pub kind: MediaStreamTrackKind,
    /// The begin, from the start of the recording.
    pub start: Duration,
    /// The length.
    pub duration: Duration,
}

/// Shorter times, in milliseconds, are no gaps: no frame is missing.
const MINIMUM: f64 = 30.0;

/// Records the times without a track of one kind. Positions are in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MissingSince(Option<f64>);

impl MissingSince {
    /// Updates whether there is a track. Returns the gap that ends.
    pub(super) fn update(
        &mut self,
        kind: MediaStreamTrackKind,
        has_track: bool,
        position: f64,
    ) -> Option<Gap> {
        if !has_track {
            self.0.get_or_insert(position);
            return None;
        }
        let start = self.0.take()?;
        (position - start >= MINIMUM).then(|| Gap {
            kind,
            start: duration(start),
            duration: duration(position - start),
        })
    }
}

/// Converts milliseconds.
pub(in crate::recorder) fn duration(milliseconds: f64) -> Duration {
    Duration::from_nanos((milliseconds * 1_000_000.0) as u64)
}
