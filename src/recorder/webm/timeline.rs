//! `Timeline`: the times of the blocks of one track.

use super::reader::BlockEnd;
use super::tracks::Kind;

/// The times of the blocks of one track, in units of the timestamp scale.
pub(super) struct Timeline {
    /// The time of the latest block. Negative if there is none.
    latest: i64,
    /// The end of the latest block.
    end: i64,
    /// The time of the previous block of this recorder. `i64::MAX` if there is none.
    previous: i64,
    /// The distance of the last two blocks without a gap between them.
    distance: i64,
    /// `latest` and `end` when this recorder began.
    before: (i64, i64),
}

impl Default for Timeline {
    fn default() -> Self {
        Self {
            latest: -1,
            end: 0,
            previous: i64::MAX,
            distance: 0,
            before: (-1, 0),
        }
    }
}

impl Timeline {
    /// Expects the blocks of another recorder.
    pub(super) fn begin_segment(&mut self) {
        self.previous = i64::MAX;
        self.before = (self.latest, self.end);
    }

    /// Returns the time of a block in the file. `None` if the file has that part of the recording.
    ///
    /// The next recorder starts before the previous one stops, so the first blocks of its tracks overlap.
    /// Sound that the file has is dropped. Pictures depend on the first one, a key frame, so they follow the last
    /// picture in the smallest steps until their time is later.
    pub(super) fn place(&mut self, kind: Kind, time: i64) -> Option<i64> {
        let (latest, end) = &mut self.before;
        match kind {
            // Times are rounded and measured: an overlap of half a block is none.
            Kind::Audio => (time > *latest && time + self.distance / 2 >= *end).then_some(time),
            Kind::Video => {
                if time > *latest {
                    return Some(time);
                }
                *latest += 1;
                Some(*latest)
            }
        }
    }

    /// Adds a complete block. `frame_duration` is that of the track, 0 if it has none. A distance of more than
    /// `max_distance` is a gap, not a duration.
    pub(super) fn add(&mut self, time: i64, block: BlockEnd, frame_duration: i64, max_distance: i64) {
        let distance = time - self.previous;
        if distance > 0 && distance <= max_distance {
            self.distance = distance;
        }
        self.previous = time;
        if time < self.latest {
            return;
        }
        let duration = match block.duration {
            Some(duration) => i64::try_from(duration).unwrap_or(0),
            None if frame_duration > 0 => frame_duration,
            None => self.distance,
        };
        self.latest = time;
        self.end = time.saturating_add(duration);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.latest < 0
    }

    /// Returns the time of the latest block, 0 if there is none. It never decreases, and the end is never before it.
    pub(super) fn latest(&self) -> i64 {
        self.latest.max(0)
    }

    /// Returns the end of the latest block: an estimate that may decrease with the next block.
    pub(super) fn end(&self) -> i64 {
        self.end
    }
}
