//! `Cues`: the index of a file.

use std::num::NonZeroU64;

use super::element::{id, write_head, write_small_head, write_uint};

/// The largest number of cues. Their element has at most 35 KB.
const MAX_CUES: usize = 1024;

/// The size of an integer in a cue.
const UINT_SIZE: usize = 2 + 8;

/// The size of a cue: its head, a time, and a head with the track and the position.
const POINT_SIZE: usize = 2 + UINT_SIZE + 2 + 2 * UINT_SIZE;

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
    pub(super) fn new(scale: NonZeroU64) -> Self {
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
    /// Positions are relative to `content`, the start of the content of Segment.
    pub(super) fn to_bytes(&self, content: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.cues.is_empty() {
            write_head(&mut bytes, id::CUES, (self.cues.len() * POINT_SIZE) as u64);
        }
        for cue in &self.cues {
            write_small_head(&mut bytes, id::CUE_POINT, POINT_SIZE - 2);
            write_uint(&mut bytes, id::CUE_TIME, cue.time as u64);
            write_small_head(
                &mut bytes,
                id::CUE_TRACK_POSITIONS,
                POINT_SIZE - 2 - UINT_SIZE - 2,
            );
            write_uint(&mut bytes, id::CUE_TRACK, cue.track);
            write_uint(&mut bytes, id::CUE_CLUSTER_POSITION, cue.cluster - content);
        }
        bytes
    }
}
