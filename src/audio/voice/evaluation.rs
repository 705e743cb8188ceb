//! Precision and recall of the detector on recordings and noise. The numbers of `docs/sound.md` are those of `evaluation`:
//!
//! ```sh
//! VOICE_RECORDINGS=target/voice cargo test --lib --features vad -- --ignored --nocapture evaluation
//! ```
//!
//! The directory has WAV files, mono with 16 bits, each with the times of its speech: a `.lab` file of PocketSphinx or an
//! `.rttm` file of pyannote. Without one, speech is from the first to the last loud sample, as in synthesized speech.

use std::f64::consts::TAU;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::super::resample::Resampler;
use super::detector::{Detector, FRAME, RATE};
use super::event::VoiceEvent;
use super::hysteresis::Hysteresis;
use super::options::VoiceOptions;

const SECOND: usize = RATE as usize;

/// Sound at 16 kHz, and whether each frame of it is speech.
struct Recording {
    name: String,
    samples: Vec<f32>,
    is_speech: Vec<bool>,
}

/// Returns a recording after and before 3 seconds of silence.
fn read(path: &Path) -> Recording {
    let bytes = fs::read(path).unwrap();
    let (rate, sound) = samples_of_wav(&bytes);
    let mut samples = vec![0.0; 3 * SECOND];
    Resampler::new(rate, RATE, 1).unwrap().push(&sound, &mut samples);
    samples.extend(vec![0.0; 3 * SECOND]);
    let spans = spans(path).unwrap_or_else(|| {
        let is_loud = |sample: &f32| sample.abs() > 0.003;
        let first = samples.iter().position(is_loud).unwrap();
        let last = samples.iter().rposition(is_loud).unwrap();
        vec![(
            first as f64 / f64::from(RATE) - 3.0,
            last as f64 / f64::from(RATE) - 3.0,
        )]
    });
    let is_speech = |index: usize| {
        let time = (index as f64 + 0.5) * FRAME as f64 / f64::from(RATE) - 3.0;
        spans.iter().any(|(from, to)| (*from..*to).contains(&time))
    };
    Recording {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        is_speech: (0..samples.len() / FRAME).map(is_speech).collect(),
        samples,
    }
}

/// Returns the rate and the samples of a WAV file.
fn samples_of_wav(bytes: &[u8]) -> (u32, Vec<f32>) {
    let (mut rate, mut at) = (0, 12);
    loop {
        let length = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap()) as usize;
        let content = &bytes[at + 8..];
        match &bytes[at..at + 4] {
            b"fmt " => {
                assert_eq!(
                    (content[0], content[2], content[14]),
                    (1, 1, 16),
                    "mono with 16 bits"
                );
                rate = u32::from_le_bytes(content[4..8].try_into().unwrap());
            }
            b"data" => {
                let samples = content[..length.min(content.len())].chunks_exact(2);
                let samples =
                    samples.map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0);
                return (rate, samples.collect());
            }
            _ => {}
        }
        at += 8 + length;
    }
}

/// Returns the start and the end of each part with speech, in seconds.
fn spans(path: &Path) -> Option<Vec<(f64, f64)>> {
    let number = |field: &str| field.parse::<f64>().unwrap();
    if let Ok(text) = fs::read_to_string(path.with_extension("lab")) {
        // Each line has the time at which speech or silence starts.
        let times: Vec<f64> = text
            .lines()
            .map(|line| number(line.split('\t').next().unwrap()))
            .collect();
        return Some(times.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect());
    }
    let text = fs::read_to_string(path.with_extension("rttm")).ok()?;
    let span = |line: &str| {
        let fields: Vec<&str> = line.split(' ').collect();
        (number(fields[3]), number(fields[3]) + number(fields[4]))
    };
    Some(text.lines().map(span).collect())
}

/// A noise generator: the seconds since the start, to a sample.
type Noise = Box<dyn FnMut(f64) -> f64>;

/// Pseudorandom numbers from -1 to 1, the same in each run.
fn white() -> impl FnMut() -> f64 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 23) - 1.0
    }
}

fn noises() -> Vec<(&'static str, Noise)> {
    let mut flat = white();
    let (mut random, mut poles) = (white(), [0.0; 3]);
    let pink = move |_: f64| {
        let white = random();
        // Three filters of the first order approximate a slope of 3 dB an octave.
        for (pole, (decay, gain)) in poles.iter_mut().zip([(0.997, 0.03), (0.963, 0.11), (0.57, 0.5)]) {
            *pole = decay * *pole + gain * white;
        }
        poles.iter().sum::<f64>() + 0.2 * white
    };
    let (mut random, mut low) = (white(), 0.0);
    let fan = move |time: f64| {
        low = 0.98 * low + 0.02 * random();
        low * 4.0 + 0.05 * (TAU * 120.0 * time).sin()
    };
    let hum = |time: f64| {
        (1..8)
            .map(|n| (TAU * 50.0 * f64::from(n) * time).sin() / f64::from(n))
            .sum()
    };
    let mut random = white();
    // Six strokes a second, each of 20 ms.
    let keys = move |time: f64| random() * (-(time * 6.0).fract() * 60.0).exp();
    let chords = |time: f64| {
        let root = [220.0, 174.6, 261.6, 196.0][(time * 2.0) as usize % 4];
        let decay = (-(time * 2.0).fract() * 3.0).exp();
        [1.0, 1.25, 1.5, 2.0]
            .map(|interval| (TAU * root * interval * time).sin() * decay)
            .iter()
            .sum()
    };
    vec![
        ("white", Box::new(move |_| flat())),
        ("pink", Box::new(pink)),
        ("fan", Box::new(fan)),
        ("hum", Box::new(hum)),
        ("keyboard", Box::new(keys)),
        ("chords", Box::new(chords)),
    ]
}

/// Returns whether the detector may take the sound for speech.
fn is_music(name: &str) -> bool {
    name == "chords"
}

fn noise_of(mut noise: Noise, length: usize) -> Vec<f32> {
    (0..length)
        .map(|index| noise(index as f64 / f64::from(RATE)) as f32)
        .collect()
}

fn power(samples: impl Iterator<Item = f32> + Clone) -> f32 {
    samples.clone().map(|sample| sample * sample).sum::<f32>() / samples.count() as f32
}

/// Adds noise with this ratio of the power of speech to the power of noise, in decibels.
fn add(recording: &Recording, noise: &[f32], ratio: f32) -> Vec<f32> {
    let frames = recording.samples.chunks_exact(FRAME).zip(&recording.is_speech);
    let speech = frames
        .filter(|(_, is_speech)| **is_speech)
        .flat_map(|(frame, _)| frame.iter().copied());
    let gain = (power(speech) / power(noise.iter().copied()) / 10f32.powf(ratio / 10.0)).sqrt();
    let pairs = recording.samples.iter().zip(noise);
    pairs.map(|(sample, noise)| sample + gain * noise).collect()
}

/// Returns which frames are speech by the events.
fn detect(samples: &[f32], options: &VoiceOptions) -> Vec<bool> {
    let frame = Duration::from_micros(1_000_000 * FRAME as u64 / u64::from(RATE));
    let (mut detector, mut hysteresis) = (Detector::new(), Hysteresis::new(options, frame));
    let frames = samples.chunks_exact(FRAME);
    let mut detected = vec![false; frames.len()];
    let mut events: Vec<_> = (0..)
        .zip(frames)
        .filter_map(|(index, frame)| hysteresis.add(index, detector.score(frame)))
        .collect();
    events.extend(hysteresis.end());
    let index = |event: &VoiceEvent| (event.at().as_micros() / frame.as_micros()) as usize;
    for pair in events.chunks(2) {
        detected[index(&pair[0])..index(&pair[1])].fill(true);
    }
    detected
}

#[derive(Default)]
struct Counts {
    /// Speech that was detected.
    hits: f64,
    detected: f64,
    speech: f64,
}

impl Counts {
    fn add(&mut self, is_speech: &[bool], detected: &[bool]) {
        for (is_speech, detected) in is_speech.iter().zip(detected) {
            self.speech += f64::from(u8::from(*is_speech));
            self.detected += f64::from(u8::from(*detected));
            self.hits += f64::from(u8::from(*is_speech && *detected));
        }
    }

    fn precision(&self) -> f64 {
        self.hits / self.detected
    }

    fn recall(&self) -> f64 {
        self.hits / self.speech
    }
}

#[test]
fn recorded_speech_is_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/speech.wav");
    let recording = read(&path);
    let mut counts = Counts::default();
    counts.add(
        &recording.is_speech,
        &detect(&recording.samples, &VoiceOptions::new()),
    );
    let (precision, recall) = (counts.precision(), counts.recall());
    assert!(precision > 0.9 && recall > 0.9, "{precision} {recall}");
}

#[test]
fn noise_is_no_speech() {
    for (name, noise) in noises().into_iter().filter(|(name, _)| !is_music(name)) {
        let noise = noise_of(noise, 5 * SECOND);
        let gain = 0.05 / power(noise.iter().copied()).sqrt();
        let noise: Vec<f32> = noise.iter().map(|sample| sample * gain).collect();
        let detected = detect(&noise, &VoiceOptions::new());
        let share = detected.iter().filter(|is| **is).count() as f64 / detected.len() as f64;
        assert!(share < 0.02, "{name}: {share}");
    }
}

#[test]
#[ignore = "needs recordings"]
fn evaluation() {
    let directory = std::env::var("VOICE_RECORDINGS").unwrap();
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "wav"));
    paths.sort();
    let recordings: Vec<_> = paths.iter().map(|path| read(path)).collect();
    let options = VoiceOptions::new();

    let mut all = Counts::default();
    for recording in &recordings {
        let mut counts = Counts::default();
        let start = Instant::now();
        let detected = detect(&recording.samples, &options);
        counts.add(&recording.is_speech, &detected);
        all.add(&recording.is_speech, &detected);
        let factor = start.elapsed().as_secs_f64() / (recording.samples.len() / SECOND) as f64;
        let (precision, recall) = (counts.precision(), counts.recall());
        println!(
            "{}: precision {precision:.3}, recall {recall:.3}, {factor:.5} of real time",
            recording.name
        );
    }
    println!(
        "without noise: precision {:.3}, recall {:.3}",
        all.precision(),
        all.recall()
    );
    for ratio in [20.0, 10.0, 5.0, 0.0] {
        let mut all = Counts::default();
        for (name, noise) in noises() {
            let length = recordings
                .iter()
                .map(|recording| recording.samples.len())
                .max()
                .unwrap();
            let noise = noise_of(noise, length);
            let mut counts = Counts::default();
            for recording in &recordings {
                let detected = detect(&add(recording, &noise, ratio), &options);
                counts.add(&recording.is_speech, &detected);
                if !is_music(name) {
                    all.add(&recording.is_speech, &detected);
                }
            }
            let (precision, recall) = (counts.precision(), counts.recall());
            println!("{name} at {ratio} dB: precision {precision:.3}, recall {recall:.3}");
        }
        let (precision, recall) = (all.precision(), all.recall());
        println!("all but music at {ratio} dB: precision {precision:.3}, recall {recall:.3}");
    }
}
