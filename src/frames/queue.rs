//! The frames between the browser and the code that polls a stream, in plain Rust.

use std::collections::VecDeque;

/// The frames that wait to be polled.
#[derive(Debug)]
pub(super) struct FrameQueue<T> {
    capacity: usize,
    frames: VecDeque<T>,
    /// The timestamp of the last frame that was not a repetition.
    last_timestamp: Option<i64>,
    dropped: u64,
    repeated: u64,
    has_ended: bool,
}

impl<T> FrameQueue<T> {
    /// Creates a queue of at least one frame.
    pub(super) fn new(capacity: usize) -> Self {
        FrameQueue {
            capacity: capacity.max(1),
            frames: VecDeque::new(),
            last_timestamp: None,
            dropped: 0,
            repeated: 0,
            has_ended: false,
        }
    }

    /// Adds a frame, and returns the oldest one of a full queue, to be closed.
    ///
    /// # Errors
    /// The frame itself, if it repeats the last one or if the stream has ended.
    pub(super) fn push(&mut self, frame: T, timestamp: i64) -> Result<Option<T>, T> {
        // A read or a callback may complete after the end.
        if self.has_ended {
            return Err(frame);
        }
        // WebKit has had tracks whose frames are all at 0.
        if timestamp != 0 && self.last_timestamp == Some(timestamp) {
            self.repeat();
            return Err(frame);
        }
        self.last_timestamp = Some(timestamp);
        let oldest = if self.frames.len() == self.capacity {
            self.dropped += 1;
            self.frames.pop_front()
        } else {
            None
        };
        self.frames.push_back(frame);
        Ok(oldest)
    }

    /// Returns the oldest frame.
    pub(super) fn pop(&mut self) -> Option<T> {
        self.frames.pop_front()
    }

    /// Counts a repetition of the last frame.
    pub(super) fn repeat(&mut self) {
        self.repeated += 1;
    }

    /// Ends the stream after the frames of the queue.
    pub(super) fn end(&mut self) {
        self.has_ended = true;
    }

    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Returns the number of frames that were replaced by newer ones.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Returns the number of frames that repeated the one before.
    pub(super) fn repeated(&self) -> u64 {
        self.repeated
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_newest_frame_is_kept() {
        let mut queue = FrameQueue::new(0);
        assert_eq!(queue.push('a', 1), Ok(None));
        assert_eq!(queue.push('b', 2), Ok(Some('a')));
        assert_eq!(queue.push('B', 2), Err('B'), "a repetition");
        assert_eq!((queue.dropped(), queue.repeated()), (1, 1));
        assert_eq!((queue.pop(), queue.pop()), (Some('b'), None));
        // A frame that was polled is repeated too.
        assert_eq!(queue.push('b', 2), Err('b'));
        assert_eq!(queue.pop(), None);
        // Without timestamps there are no repetitions.
        assert_eq!(
            (queue.push('c', 0), queue.push('d', 0)),
            (Ok(None), Ok(Some('c')))
        );
    }

    #[test]
    fn no_frame_is_added_after_the_end() {
        let mut queue = FrameQueue::new(2);
        assert_eq!(queue.push('a', 1), Ok(None));
        queue.end();
        assert_eq!(queue.push('b', 2), Err('b'));
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
        assert!(queue.has_ended());
        assert_eq!((queue.dropped(), queue.repeated()), (0, 0));
    }

    proptest! {
        /// Every frame is polled, closed or still queued, once. The polled ones are in order and the newest of their time.
        #[test]
        fn no_frame_is_lost(capacity in 1usize..4, steps: Vec<Option<bool>>) {
            let mut queue = FrameQueue::new(capacity);
            let (mut next, mut polled, mut closed) = (0i64, Vec::new(), Vec::new());
            for step in steps {
                match step {
                    Some(is_repetition) => {
                        let timestamp = if is_repetition { next } else { next + 1 };
                        if timestamp == next && next > 0 {
                            prop_assert_eq!(queue.push(-1, timestamp), Err(-1));
                            continue;
                        }
                        next += 1;
                        closed.extend(queue.push(next, next).expect("a new frame"));
                    }
                    None => polled.extend(queue.pop()),
                }
            }
            prop_assert_eq!(queue.dropped(), closed.len() as u64);
            prop_assert!(polled.is_sorted() && closed.is_sorted());
            let mut waiting = Vec::new();
            while let Some(frame) = queue.pop() {
                waiting.push(frame);
            }
            prop_assert!(waiting.len() <= capacity);
            let newest = waiting.len() as i64;
            prop_assert_eq!(&waiting, &(next - newest + 1..=next).collect::<Vec<_>>());
            let mut all = [polled, closed, waiting].concat();
            all.sort_unstable();
            prop_assert_eq!(all, (1..=next).collect::<Vec<_>>());
        }
    }
}
