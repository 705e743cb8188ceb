//! `Detector`: the score of speech, by the earshot crate.

/// The sample rate of the detector, in hertz.
pub(super) const RATE: u32 = 16_000;

/// The samples of a score: 16 ms.
pub(super) const FRAME: usize = 256;

pub(super) struct Detector {
    detector: Box<earshot::Detector>,
    samples: [f32; FRAME],
}

impl Detector {
    pub(super) fn new() -> Self {
        Detector {
            detector: earshot::Detector::default_boxed(),
            samples: [0.0; FRAME],
        }
    }

    /// Returns the score of [`FRAME`] samples, from 0 to 1. Missing samples are silence.
    pub(super) fn score(&mut self, samples: &[f32]) -> f32 {
        let samples = samples.iter().copied().chain(std::iter::repeat(0.0));
        for (target, sample) in self.samples.iter_mut().zip(samples) {
            // Earshot requires samples from -1 to 1. Tracks may have others, and NaN would stay in its state.
            *target = if sample.is_nan() {
                0.0
            } else {
                sample.clamp(-1.0, 1.0)
            };
        }
        self.detector.predict_f32(&self.samples)
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn invalid_samples_do_not_disturb_later_scores() {
        let mut detector = Detector::new();
        for samples in [
            &[f32::NAN; FRAME][..],
            &[f32::INFINITY; FRAME],
            &[-9.0; FRAME],
            &[0.5; 3],
        ] {
            assert!((0.0..=1.0).contains(&detector.score(samples)));
        }
        for _ in 0..100 {
            assert!((0.0..0.5).contains(&detector.score(&[])), "silence is no speech");
        }
    }
}
