//! `SampleBlock`: consecutive samples of a track, in plain Rust.

use std::cell::RefCell;
use std::fmt;
use std::mem;
use std::rc::Rc;
use std::time::Duration;

use super::sample_options::SampleLayout;

/// What all blocks of a stream have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SampleFormat {
    /// In hertz.
    pub(super) rate: u32,
    pub(super) channels: u32,
    /// In frames.
    pub(super) block: u32,
    pub(super) layout: SampleLayout,
}

/// The memory of blocks that were dropped, for further blocks.
#[derive(Debug)]
pub(super) struct Pool {
    capacity: usize,
    unused: RefCell<Vec<Vec<f32>>>,
}

impl Pool {
    /// Creates a pool that keeps the memory of this number of blocks.
    pub(super) fn new(capacity: usize) -> Self {
        Pool {
            capacity,
            unused: RefCell::default(),
        }
    }

    /// Returns memory for this number of samples.
    pub(super) fn take(&self, length: usize) -> Vec<f32> {
        let mut samples = self.unused.borrow_mut().pop().unwrap_or_default();
        samples.resize(length, 0.0);
        samples
    }

    fn put(&self, samples: Vec<f32>) {
        let mut unused = self.unused.borrow_mut();
        if unused.len() < self.capacity {
            unused.push(samples);
        }
    }
}

/// Consecutive samples of a track, from −1 to 1.
///
/// # Drop behavior
/// Dropping it returns its memory to the stream, which allocates none as long as blocks are dropped.
pub struct SampleBlock {
    samples: Vec<f32>,
    format: SampleFormat,
    /// Counts lost blocks too.
    number: u64,
    pool: Rc<Pool>,
}

impl SampleBlock {
    pub(super) fn new(samples: Vec<f32>, format: SampleFormat, number: u64, pool: &Rc<Pool>) -> Self {
        SampleBlock {
            samples,
            format,
            number,
            pool: Rc::clone(pool),
        }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Returns the samples of all channels, in the order of [`layout`](Self::layout).
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// Returns the samples of a channel. None if the block has no such channel.
    pub fn channel(&self, channel: usize) -> impl Iterator<Item = f32> {
        let (channels, block) = (self.format.channels as usize, self.format.block as usize);
        let (skipped, step, count) = match self.format.layout {
            _ if channel >= channels => (0, 1, 0),
            SampleLayout::Interleaved => (channel, channels, block),
            SampleLayout::Planar => (channel * block, 1, block),
        };
        let samples = self.samples.iter().copied();
        samples.skip(skipped).step_by(step).take(count)
    }

    /// Returns the number of frames: samples of each channel.
    pub fn frames(&self) -> usize {
        self.format.block as usize
    }

    /// Returns the number of channels.
    pub fn channels(&self) -> u32 {
        self.format.channels
    }

    /// Returns the sample rate in hertz.
    pub fn rate(&self) -> u32 {
        self.format.rate
    }

    /// Returns the order of the samples.
    pub fn layout(&self) -> SampleLayout {
        self.format.layout
    }

    /// Returns the number of frames from the first one of the stream to the first one of this block, including those of
    /// lost blocks.
    pub fn position(&self) -> u64 {
        self.number * u64::from(self.format.block)
    }

    /// Returns the time from the first sample of the stream to the first one of this block.
    pub fn timestamp(&self) -> Duration {
        duration_of(self.position(), self.format.rate)
    }

    /// Returns the samples as a vector, which the stream does not reuse.
    pub fn into_samples(mut self) -> Vec<f32> {
        mem::take(&mut self.samples)
    }
}

/// Returns the duration of frames at a rate in hertz.
pub(super) fn duration_of(frames: u64, rate: u32) -> Duration {
    let rate = u64::from(rate.max(1));
    let nanoseconds = frames % rate * 1_000_000_000 / rate;
    Duration::from_secs(frames / rate) + Duration::from_nanos(nanoseconds)
}

impl Drop for SampleBlock {
    fn drop(&mut self) {
        if self.samples.capacity() > 0 {
            self.pool.put(mem::take(&mut self.samples));
        }
    }
}

impl fmt::Debug for SampleBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SampleBlock")
            .field("format", &self.format)
            .field("position", &self.position())
            .finish()
    }
}

/// Counts the blocks of a stream that were lost.
#[derive(Debug, Default)]
pub(super) struct LossCounter {
    next: u64,
    lost: u64,
}

impl LossCounter {
    /// Counts the blocks between the last one and this one.
    pub(super) fn received(&mut self, number: u64) {
        self.lost += number.saturating_sub(self.next);
        self.next = number + 1;
    }

    pub(super) fn lost(&self) -> u64 {
        self.lost
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn block(layout: SampleLayout, number: u64, pool: &Rc<Pool>) -> SampleBlock {
        let format = SampleFormat {
            rate: 44_100,
            channels: 2,
            block: 3,
            layout,
        };
        let mut samples = pool.take(6);
        samples
            .iter_mut()
            .zip(1u8..)
            .for_each(|(sample, value)| *sample = f32::from(value));
        SampleBlock::new(samples, format, number, pool)
    }

    #[test]
    fn channels_are_separated() {
        let pool = Rc::new(Pool::new(1));
        let channels =
            |layout| [0, 1, 2].map(|channel| block(layout, 0, &pool).channel(channel).collect::<Vec<_>>());
        assert_eq!(
            channels(SampleLayout::Interleaved),
            [vec![1.0, 3.0, 5.0], vec![2.0, 4.0, 6.0], vec![]]
        );
        assert_eq!(
            channels(SampleLayout::Planar),
            [vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0], vec![]]
        );
    }

    #[test]
    fn memory_of_dropped_blocks_is_reused() {
        let pool = Rc::new(Pool::new(1));
        let first = block(SampleLayout::Planar, 0, &pool);
        let address = first.samples().as_ptr();
        drop(first);
        let second = block(SampleLayout::Planar, 1, &pool);
        assert_eq!(second.samples().as_ptr(), address);
        let samples = second.into_samples();
        assert_eq!(samples.as_ptr(), address);
        assert!(pool.unused.borrow().is_empty(), "the vector has another owner");
    }

    #[test]
    fn timestamps_are_exact_after_days() {
        let pool = Rc::new(Pool::new(1));
        // 100 days.
        let seconds = 8_640_000;
        let late = block(SampleLayout::Planar, seconds * 14_700 + 1, &pool);
        assert_eq!(late.position(), seconds * 44_100 + 3);
        assert_eq!(late.timestamp(), Duration::new(seconds, 68_027));
        assert_eq!(duration_of(u64::MAX, 0).as_secs(), u64::MAX);
    }

    proptest! {
        #[test]
        fn lost_blocks_are_counted(received in prop::collection::vec(any::<bool>(), 0..50)) {
            let mut counter = LossCounter::default();
            let numbers: Vec<u64> = (0..).zip(&received).filter(|(_, is)| **is).map(|(number, _)| number).collect();
            for number in &numbers {
                counter.received(*number);
            }
            let sent = numbers.last().map_or(0, |last| last + 1);
            prop_assert_eq!(counter.lost(), sent - numbers.len() as u64);
        }
    }
}
