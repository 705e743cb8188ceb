//! Streams of samples, levels and speech, and sources of sound, opened and dropped between the other actions.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use common::*;
use local_media_stream::audio::*;
use local_media_stream::*;

/// The most streams and sources that are open at the same time.
const MAX_OPEN: usize = 4;

enum Open {
    Samples(SampleStream),
    Levels(LevelStream),
    #[cfg(feature = "vad")]
    Voice(Box<VoiceActivityStream>),
    Source(AudioSource),
}

#[derive(Default)]
pub struct Sound {
    open: Vec<Open>,
}

impl Sound {
    /// Performs a random action now and then: it opens something on this track, uses it, or drops it.
    pub fn step(&mut self, random: &mut Random, track: Option<&MediaStreamTrack>) {
        let action = random.below(100);
        if action > 8 || (self.open.len() == MAX_OPEN && action < 5) {
            return;
        }
        match (action, track) {
            (0, Some(track)) => {
                let options = SampleOptions::new()
                    .block(128)
                    .rate([None, Some(16_000)][random.below(2)]);
                self.open
                    .push(Open::Samples(track.samples(&options).expect("a processor")));
            }
            (1, Some(track)) => {
                let levels = track.level(&LevelOptions::new()).expect("a processor");
                self.open.push(Open::Levels(levels));
            }
            #[cfg(feature = "vad")]
            (2, Some(track)) => {
                let voice = track.voice_activity(&VoiceOptions::new()).expect("a processor");
                self.open.push(Open::Voice(Box::new(voice)));
            }
            (3, _) => {
                let source = AudioSource::new(&AudioSourceOptions::new()).expect("a source");
                self.open.push(Open::Source(source));
            }
            (4, _) => self.open.clear(),
            (5, _) if !self.open.is_empty() => {
                self.open.swap_remove(random.below(self.open.len()));
            }
            _ => self.open.iter_mut().for_each(use_once),
        }
    }
}

/// Reads or writes without waiting.
fn use_once(open: &mut Open) {
    let mut context = Context::from_waker(Waker::noop());
    let error = match open {
        Open::Samples(samples) => match pin!(samples.next()).poll(&mut context) {
            Poll::Ready(Some(Err(error))) => error,
            _ => return,
        },
        Open::Levels(levels) => match pin!(levels.next()).poll(&mut context) {
            Poll::Ready(Some(Err(error))) => error,
            _ => return,
        },
        #[cfg(feature = "vad")]
        Open::Voice(voice) => match pin!(voice.next()).poll(&mut context) {
            Poll::Ready(Some(Err(error))) => error,
            _ => return,
        },
        // Dropped while it waits for room.
        Open::Source(source) => match pin!(source.write(&[0.5; 100_000])).poll(&mut context) {
            Poll::Ready(Err(error)) => error,
            _ => return,
        },
    };
    assert_eq!(error.kind(), MediaErrorKind::Timeout, "{error}");
}
