//! `Cues`: the index of a file.

use super::element::{id, write_head, write_small, write_uint};

/// The largest number of cues. Their element has at most 35 KB.
const MAX_CUES: usize = 1024;

/// The time between cues of a short recording, in nanoseconds.
const SPACING: u64 = 2_000_000_000;

/// A block that players can seek to.
struct Cue {
    time: i64,
    track: u64,
    /// The position of the block's cluster in the file.
    cluster: u64,
}

/// Blocks that players can seek to, at least `spacing` apart.
#[derive(Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    /// In units of the timestamp scale.
    spacing: i64,
}

impl Cues {
    pub(super) fn new(scale: u64) -> Self {
        Self {
            cues: Vec::new(),
            spacing: (SPACING / scale) as i64,
        }
    }

    /// Adds a block, unless the previous cue is near.
    pub(super) fn add(&mut self, time: i64, track: u64, cluster: u64) {
        if self
            .cues
            .last()
            .is_some_and(|last| time - last.time < self.spacing)
        {
            return;
        }
        // A long recording has fewer cues per time instead of a growing index.
        if self.cues.len() >= MAX_CUES {
            let mut keep = false;
            self.cues.retain(|_| {
                keep = !keep;
                keep
            });
            self.spacing *= 2;
        }
        self.cues.push(Cue { time, track, cluster });
    }

    /// Returns the element Cues. Empty if there is nothing to seek to.
    ///
    /// Positions are relative to `content`, the start of the content of the Segment.
    pub(super) fn to_bytes(&self, content: u64) -> Vec<u8> {
        if self.cues.is_empty() {
            return Vec::new();
        }
        let mut points = Vec::new();
        for cue in &self.cues {
            let mut positions = Vec::new();
            write_uint(&mut positions, id::CUE_TRACK, cue.track);
            write_uint(&mut positions, id::CUE_CLUSTER_POSITION, cue.cluster - content);
            let mut point = Vec::new();
            write_uint(&mut point, id::CUE_TIME, cue.time as u64);
            write_small(&mut point, id::CUE_TRACK_POSITIONS, &positions);
            write_small(&mut points, id::CUE_POINT, &point);
        }
        let mut bytes = Vec::new();
        write_head(&mut bytes, id::CUES, points.len() as u64);
        bytes.extend(points);
        bytes
    }
}
