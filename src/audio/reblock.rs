//! `Reblocker`: blocks of another sample rate, from those of the worklet, in plain Rust.

use std::ops::Range;

use super::resample::Resampler;
use super::sample_block::SampleFormat;
use super::sample_options::SampleLayout;

/// Converts interleaved blocks of the worklet to the format of a stream.
pub(super) struct Reblocker {
    resampler: Resampler,
    from: u32,
    format: SampleFormat,
    /// The frames of a block of the worklet.
    input_block: u32,
    /// The number of the next block of the worklet.
    next_input: u64,
    /// Interleaved frames of blocks that are not complete.
    pending: Vec<f32>,
    /// The number of the block that `pending` starts with.
    number: u64,
    /// The output frames that were lost and are not converted yet.
    lost: Vec<Range<u64>>,
}

impl Reblocker {
    /// Creates a converter from a rate in hertz. `None` if the rates are too different.
    pub(super) fn new(from: u32, format: SampleFormat) -> Option<Self> {
        let input_block = u64::from(format.block) * u64::from(from) / u64::from(format.rate.max(1));
        // Not more messages than blocks.
        let input_block = input_block.clamp(128, 192_000) as u32;
        let frames =
            format.block as usize + input_block as usize * format.rate.div_ceil(from.max(1)) as usize;
        Some(Reblocker {
            resampler: Resampler::new(from, format.rate, format.channels as usize)?,
            from,
            format,
            input_block,
            next_input: 0,
            pending: Vec::with_capacity(2 * frames * format.channels as usize),
            number: 0,
            lost: Vec::new(),
        })
    }

    /// Returns the number of frames that the blocks of the worklet must have.
    pub(super) fn input_block(&self) -> u32 {
        self.input_block
    }

    /// Converts a block with its number, and delivers complete blocks of the stream with theirs. A number is skipped if
    /// the worklet has lost a part of the block.
    pub(super) fn push(&mut self, number: u64, samples: &[f32], mut deliver: impl FnMut(u64, &[f32])) {
        if number > self.next_input {
            self.lose(self.next_input, number);
            for _ in self.next_input..number {
                self.convert(&vec![0.0; samples.len()], &mut deliver);
            }
        }
        self.next_input = number + 1;
        self.convert(samples, &mut deliver);
    }

    /// Marks the output of these blocks as lost.
    fn lose(&mut self, first: u64, end: u64) {
        let (from, to, block) = (
            u64::from(self.from),
            u64::from(self.format.rate),
            u64::from(self.input_block),
        );
        let start = first * block * to / from;
        let end = (end * block * to).div_ceil(from);
        self.lost.push(start..end);
    }

    fn convert(&mut self, samples: &[f32], deliver: &mut impl FnMut(u64, &[f32])) {
        self.resampler.push(samples, &mut self.pending);
        let length = self.format.block as usize * self.format.channels as usize;
        let mut delivered = 0;
        while let Some(block) = self.pending.get(delivered..delivered + length) {
            let start = self.number * u64::from(self.format.block);
            let end = start + u64::from(self.format.block);
            if !self.lost.iter().any(|lost| lost.start < end && start < lost.end) {
                deliver(self.number, block);
            }
            self.lost.retain(|lost| lost.end > end);
            self.number += 1;
            delivered += length;
        }
        self.pending.drain(..delivered);
    }
}

/// Writes interleaved samples in the order of the format.
pub(super) fn write_layout(interleaved: &[f32], format: &SampleFormat, target: &mut [f32]) {
    match format.layout {
        SampleLayout::Interleaved => target.copy_from_slice(interleaved),
        SampleLayout::Planar => {
            let (channels, block) = (format.channels as usize, format.block as usize);
            for (index, sample) in interleaved.iter().enumerate() {
                target[index % channels * block + index / channels] = *sample;
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn format(rate: u32, channels: u32, block: u32) -> SampleFormat {
        SampleFormat {
            rate,
            channels,
            block,
            layout: SampleLayout::Interleaved,
        }
    }

    #[test]
    fn planes_are_written() {
        let planar = SampleFormat {
            layout: SampleLayout::Planar,
            ..format(8_000, 2, 3)
        };
        let mut target = [0.0; 6];
        write_layout(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &planar, &mut target);
        assert_eq!(target, [1.0, 3.0, 5.0, 2.0, 4.0, 6.0]);
    }

    #[test]
    fn blocks_of_the_worklet_take_as_long_as_those_of_the_stream() {
        assert_eq!(
            Reblocker::new(48_000, format(16_000, 1, 256))
                .unwrap()
                .input_block(),
            768
        );
        assert_eq!(
            Reblocker::new(48_000, format(16_000, 1, 1))
                .unwrap()
                .input_block(),
            128
        );
        assert_eq!(
            Reblocker::new(192_000, format(8_000, 1, 192_000))
                .unwrap()
                .input_block(),
            192_000
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn blocks_are_those_of_the_converted_sound(
            block in 1u32..600,
            channels in 1u32..3,
            count in 1usize..8,
        ) {
            let mut reblocker = Reblocker::new(44_100, format(16_000, channels, block)).unwrap();
            let length = (reblocker.input_block() * channels) as usize;
            let sound: Vec<f32> = (0..count * length).map(|index| (index as f32 * 0.01).sin()).collect();
            let mut expected = Vec::new();
            Resampler::new(44_100, 16_000, channels as usize).unwrap().push(&sound, &mut expected);
            expected.truncate(expected.len() - expected.len() % (block * channels) as usize);

            let (mut output, mut numbers) = (Vec::new(), Vec::new());
            for (number, input) in (0..).zip(sound.chunks(length)) {
                reblocker.push(number, input, |number, samples| {
                    numbers.push(number);
                    output.extend_from_slice(samples);
                });
            }
            prop_assert_eq!(output, expected);
            prop_assert_eq!(&numbers, &(0..numbers.len() as u64).collect::<Vec<_>>());
        }

        /// Exactly the blocks with lost sound are skipped, and the others keep their numbers.
        #[test]
        fn blocks_with_lost_sound_are_skipped(
            block in 1u32..600,
            received in prop::collection::vec(prop::bool::weighted(0.8), 1..20),
        ) {
            let mut reblocker = Reblocker::new(48_000, format(16_000, 1, block)).unwrap();
            let input = reblocker.input_block();
            let numbers = (0..).zip(&received).filter(|(_, is)| **is).map(|(number, _)| number);
            let mut delivered = BTreeSet::new();
            let mut last = 0;
            for number in numbers {
                reblocker.push(number, &vec![0.5; input as usize], |number, samples| {
                    assert_eq!(samples.len(), block as usize);
                    assert!(delivered.insert(number));
                });
                last = number;
            }
            let is_lost = |number: u64| {
                let (start, end) = (number * u64::from(block) * 3, (number + 1) * u64::from(block) * 3);
                let first = start / u64::from(input);
                let after = end.div_ceil(u64::from(input)).min(last);
                (first..after).any(|number| !received[number as usize])
            };
            for number in 0..reblocker.number {
                prop_assert_eq!(!delivered.contains(&number), is_lost(number), "block {}", number);
            }
        }
    }
}
