//! `Timeline`: the times of the blocks of one track.

use super::reader::BlockEnd;
use super::tracks::Kind;

/// The times of the blocks of one track, in units of the timestamp scale.
#[derive(Default)]
pub(super) struct Timeline {
    /// The time of the latest block.
    latest: Option<i64>,
    /// The end of the latest block.
    end: i64,
    /// The time of the previous block of this recorder.
    previous: Option<i64>,
    /// The distance of the last two blocks.
    distance: i64,
    /// `latest` and `end` when this recorder began.
    before: Option<(i64, i64)>,
}

impl Timeline {
    /// Expects the blocks of another recorder.
    pub(super) fn begin_segment(&mut self) {
        self.previous = None;
        self.before = self.latest.map(|latest| (latest, self.end));
    }

    /// Returns the time of a block in the file. `None` if the file has the block's part of the recording already.
    ///
    /// The next recorder starts before the previous one stops, so the first blocks of its tracks overlap.
    /// Sound that the file has already is dropped. Pictures depend on the first one, a key frame, so they follow the
    /// last picture in the smallest steps until their time is later.
    pub(super) fn place(&mut self, kind: Kind, time: i64) -> Option<i64> {
        let Some((latest, end)) = &mut self.before else {
            return Some(time);
        };
        match kind {
            // Times are rounded and measured: an overlap of half a block is none.
            Kind::Audio => (time > *latest && time + self.distance / 2 >= *end).then_some(time),
            Kind::Video if time <= *latest => {
                *latest += 1;
                Some(*latest)
            }
            Kind::Video => Some(time),
        }
    }

    /// Adds a complete block. `default_duration` is that of the track, 0 if it has none.
    pub(super) fn add(&mut self, time: i64, block: BlockEnd, default_duration: i64) {
        if let Some(previous) = self.previous.replace(time)
            && time > previous
        {
            self.distance = time - previous;
        }
        let duration = match block.duration {
            Some(duration) => i64::try_from(duration).unwrap_or(0),
            None if default_duration > 0 => default_duration,
            None => self.distance,
        };
        self.latest = self.latest.max(Some(time));
        self.end = self.end.max(time.saturating_add(duration));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.latest.is_none()
    }

    /// Returns the end of the latest block.
    pub(super) fn end(&self) -> i64 {
        self.end
    }
}
