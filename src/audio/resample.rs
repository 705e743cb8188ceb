//! `Resampler`: sound of another sample rate, in plain Rust.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{
    Async, FixedAsync, Resampler as _, SincInterpolationParameters, SincInterpolationType, WindowFunction,
};

/// The frames that are converted at a time: those that an AudioWorklet processes.
const CHUNK: usize = 128;

/// The taps of the filter, at the lower one of the two rates. The errors are below −85 dB up to 0.9 of its highest
/// frequency.
const TAPS: usize = 128;

/// The most phases of a filter that are calculated in advance. Each takes as much memory as the filter.
const MAX_PHASES: usize = 1_024;

/// Converts interleaved frames from one sample rate to another one.
///
/// The output does not depend on the lengths of the inputs. Output frame `n` is the sound at `n / to` seconds of the
/// input. Half of the filter and an incomplete chunk delay it: at most 7 ms from 48 to 16 kHz.
pub(super) struct Resampler {
    channels: usize,
    /// `None` if the rates are the same.
    filter: Option<Filter>,
}

struct Filter {
    filter: Async<f32>,
    /// The incomplete chunk.
    input: Vec<f32>,
    /// The memory for the output of a chunk.
    output: Vec<f32>,
    /// The output frames of the silence before the input, to be discarded.
    discarded: usize,
}

impl Resampler {
    /// Creates a converter of rates in hertz. `None` if a number is 0, or the ratio of the rates is above 100.
    pub(super) fn new(from: u32, to: u32, channels: usize) -> Option<Self> {
        let (lower, higher) = (from.min(to), from.max(to));
        if lower == 0 || higher / lower >= 100 || channels == 0 {
            return None;
        }
        let filter = match from == to {
            true => None,
            false => Some(Filter::new(from, to, channels)?),
        };
        Some(Resampler { channels, filter })
    }

    /// Converts interleaved frames, and adds the frames that are complete to `output`. Samples after the last complete
    /// frame are ignored.
    pub(super) fn push(&mut self, frames: &[f32], output: &mut Vec<f32>) {
        let complete = frames.len() - frames.len() % self.channels;
        let mut frames = &frames[..complete];
        let Some(filter) = &mut self.filter else {
            output.extend_from_slice(frames);
            return;
        };
        let chunk = CHUNK * self.channels;
        while !frames.is_empty() {
            let count = frames.len().min(chunk - filter.input.len());
            let (now, later) = frames.split_at(count);
            filter.input.extend_from_slice(now);
            if filter.input.len() == chunk {
                filter.convert(self.channels, output);
            }
            frames = later;
        }
    }
}

impl Filter {
    fn new(from: u32, to: u32, channels: usize) -> Option<Self> {
        let divisor = gcd(from, to);
        let (step, phases) = ((from / divisor) as usize, (to / divisor) as usize);
        // The filter is as long in time at each rate. Rubato requires a multiple of 8.
        let taps = (TAPS * from as usize / from.min(to) as usize).next_multiple_of(8);
        // If there are too many phases, the filter has one for every few of them, and interpolates between them.
        let interval = phases.div_ceil(MAX_PHASES);
        let parameters = SincInterpolationParameters {
            sinc_len: taps,
            f_cutoff: None,
            oversampling_factor: phases / interval,
            interpolation: match interval {
                1 => SincInterpolationType::Nearest,
                _ => SincInterpolationType::Linear,
            },
            window: WindowFunction::Blackman,
        };
        let ratio = f64::from(to) / f64::from(from);
        let filter = Async::new_sinc(ratio, 1.0, &parameters, CHUNK, channels, FixedAsync::Input).ok()?;

        // Rubato's output frame `n` is the sound at `(n + 1) * step - delay` phases of input frames, which is between the
        // times of the output frames. Silence before the input moves them there.
        // In 64 bits: some ratios have more phases than fit into the 32 of wasm.
        let delay = |silence: usize| (taps / 2 + silence) as u64 * phases as u64 - interval as u64;
        let silence = (0..step).find(|silence| delay(*silence).is_multiple_of(step as u64))?;
        let mut resampler = Filter {
            input: Vec::with_capacity(CHUNK * channels),
            output: vec![0.0; channels * filter.output_frames_max()],
            discarded: usize::try_from(delay(silence) / step as u64)
                .ok()?
                .checked_sub(1)?,
            filter,
        };
        let mut output = Vec::new();
        for _ in 0..silence {
            resampler.input.resize(resampler.input.len() + channels, 0.0);
            if resampler.input.len() == CHUNK * channels {
                resampler.convert(channels, &mut output);
            }
        }
        Some(resampler)
    }

    /// Converts the complete chunk.
    fn convert(&mut self, channels: usize, output: &mut Vec<f32>) {
        let capacity = self.output.len() / channels;
        let produced = match (
            InterleavedSlice::new(&self.input, channels, CHUNK),
            InterleavedSlice::new_mut(&mut self.output, channels, capacity),
        ) {
            (Ok(from), Ok(mut to)) => self.filter.process_into_buffer(&from, &mut to, None),
            _ => return,
        };
        self.input.clear();
        // Fails only for buffers of another size.
        let Ok((_, produced)) = produced else { return };
        let discarded = self.discarded.min(produced);
        self.discarded -= discarded;
        output.extend_from_slice(&self.output[discarded * channels..produced * channels]);
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    match b {
        0 => a,
        b => gcd(b, a % b),
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::f64::consts::TAU;

    use proptest::prelude::*;

    use super::*;

    /// Rates of devices and of speech models.
    const RATES: [u32; 7] = [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000];

    fn resample(input: &[f32], from: u32, to: u32, channels: usize, split: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, to, channels).unwrap();
        let mut output = Vec::new();
        for block in input.chunks(split * channels) {
            resampler.push(block, &mut output);
        }
        output
    }

    /// Returns the error against the expected samples in decibels, without the start of the sound.
    fn error(output: &[f32], expected: impl Fn(f64) -> f64, rate: u32) -> f64 {
        let (mut signal, mut noise) = (0.0, 0.0);
        for (index, sample) in output.iter().enumerate().skip(rate as usize / 50) {
            let expected = expected(index as f64 / f64::from(rate));
            signal += expected * expected;
            noise += (f64::from(*sample) - expected).powi(2);
        }
        10.0 * (noise / signal).log10()
    }

    fn sound(rate: u32, seconds: f64, sample: impl Fn(f64) -> f64) -> Vec<f32> {
        let frames = (f64::from(rate) * seconds) as u32;
        (0..frames)
            .map(|index| sample(f64::from(index) / f64::from(rate)) as f32)
            .collect()
    }

    #[test]
    fn a_chirp_of_every_pair_of_rates_keeps_its_samples() {
        for from in RATES {
            for to in RATES {
                // From 0 to 0.9 of the highest frequency of the lower rate.
                let highest = 0.45 * f64::from(from.min(to));
                let chirp = |time: f64| 0.5 * (TAU * highest * time * time / 0.3).sin();
                let output = resample(&sound(from, 0.15, chirp), from, to, 1, 100);
                let error = error(&output, chirp, to);
                assert!(error < -60.0, "{from} to {to}: {error} dB");
            }
        }
    }

    #[test]
    fn frequencies_above_the_lower_rate_are_removed() {
        for (from, to) in [
            (48_000, 16_000),
            (44_100, 16_000),
            (48_000, 44_100),
            (192_000, 8_000),
        ] {
            let above = 0.55 * f64::from(to);
            let output = resample(
                &sound(from, 0.2, |time| (TAU * above * time).sin()),
                from,
                to,
                1,
                441,
            );
            let peak = output[to as usize / 20..]
                .iter()
                .fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
            assert!(peak < 0.001, "{from} to {to}: {peak}");
        }
    }

    #[test]
    fn the_same_rate_is_exact() {
        let input = [0.25, -1.0, 0.5, 3.0];
        assert_eq!(resample(&input, 48_000, 48_000, 2, 1), input);
    }

    #[test]
    fn invalid_numbers_are_none() {
        for (from, to, channels) in [
            (0, 16_000, 1),
            (48_000, 0, 1),
            (48_000, 16_000, 0),
            (1, 1_000_000, 1),
        ] {
            assert!(
                Resampler::new(from, to, channels).is_none(),
                "{from}, {to}, {channels}"
            );
        }
    }

    #[test]
    fn rates_without_a_common_divisor_are_converted() {
        let sine = |time: f64| (TAU * 1_000.0 * time).sin();
        let output = resample(&sound(44_101, 1.0, sine), 44_101, 15_991, 1, 128);
        let error = error(&output, sine, 15_991);
        assert!(error < -60.0, "{error} dB");
    }

    #[test]
    fn no_memory_is_allocated_for_a_block() {
        let mut resampler = Resampler::new(48_000, 44_100, 2).unwrap();
        let capacities = |resampler: &Resampler| {
            let filter = resampler.filter.as_ref().unwrap();
            (filter.input.capacity(), filter.output.capacity())
        };
        let (before, mut output) = (capacities(&resampler), Vec::with_capacity(512));
        for _ in 0..1_000 {
            resampler.push(&[0.5; 200], &mut output);
            output.clear();
        }
        assert_eq!((capacities(&resampler), output.capacity()), (before, 512));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_split_into_blocks_does_not_change_the_output(
            (from, to) in (0..RATES.len(), 0..RATES.len()).prop_map(|(from, to)| (RATES[from], RATES[to])),
            channels in 1usize..4,
            samples in prop::collection::vec(-1f32..1.0, 3_000),
            split in 1usize..1_000,
        ) {
            let whole = resample(&samples, from, to, channels, samples.len());
            prop_assert_eq!(&whole, &resample(&samples, from, to, channels, split));

            // All but the frames that wait for the following ones.
            let frames = samples.len() / channels;
            let expected = frames as f64 * f64::from(to) / f64::from(from);
            let waiting = (CHUNK + TAPS) as f64 * (f64::from(to) / f64::from(from)).max(1.0) + 1.0;
            let output = (whole.len() / channels) as f64;
            prop_assert_eq!(whole.len() % channels, 0);
            prop_assert!(output <= expected + 1.0 && output + waiting >= expected, "{} of {}", output, expected);
        }

        /// Each channel is the channel alone.
        #[test]
        fn channels_are_separate(samples in prop::collection::vec(-1f32..1.0, 2_000)) {
            let both = resample(&samples, 48_000, 16_000, 2, 77);
            for channel in 0..2 {
                let one: Vec<f32> = samples.iter().copied().skip(channel).step_by(2).collect();
                let expected = resample(&one, 48_000, 16_000, 1, 128);
                let output: Vec<f32> = both.iter().copied().skip(channel).step_by(2).collect();
                prop_assert_eq!(output, expected);
            }
        }

        #[test]
        fn a_sine_stays_a_sine(
            (from, to) in (0..RATES.len(), 0..RATES.len()).prop_map(|(from, to)| (RATES[from], RATES[to])),
            (frequency, phase) in (0.01f64..0.45, 0f64..TAU),
        ) {
            let frequency = frequency * f64::from(from.min(to));
            let sine = |time: f64| 0.9 * (TAU * frequency * time + phase).sin();
            let output = resample(&sound(from, 0.1, sine), from, to, 1, 128);
            let error = error(&output, sine, to);
            prop_assert!(error < -60.0, "{} Hz, {} to {}: {} dB", frequency, from, to, error);
        }
    }
}
