//! `Hysteresis`: from scores to the start and the end of speech, in plain Rust.

use std::time::Duration;

use super::event::VoiceEvent;
use super::options::VoiceOptions;

/// The state between two scores. Times are in frames of the detector.
#[derive(Debug)]
pub(super) struct Hysteresis {
    start_threshold: f32,
    end_threshold: f32,
    min_speech: u64,
    hang_over: u64,
    frame: Duration,
    state: State,
    next: u64,
}

#[derive(Debug)]
enum State {
    Silence,
    /// The score is high, but not yet for long enough.
    Rising {
        since: u64,
    },
    /// The score was last high enough before the frame `until`.
    Speech {
        until: u64,
    },
}

impl Hysteresis {
    /// Creates the state of silence, for frames of this duration.
    pub(super) fn new(options: &VoiceOptions, frame: Duration) -> Self {
        let frames = |duration: Duration| duration.as_nanos().div_ceil(frame.as_nanos().max(1)) as u64;
        Hysteresis {
            start_threshold: options.start_threshold,
            end_threshold: options.end_threshold,
            min_speech: frames(options.min_speech).max(1),
            hang_over: frames(options.hang_over).max(1),
            frame,
            state: State::Silence,
            next: 0,
        }
    }

    /// Adds the score of a frame. Frames between this and the one before were lost.
    pub(super) fn add(&mut self, frame: u64, score: f32) -> Option<VoiceEvent> {
        let is_consecutive = frame == self.next;
        self.next = frame + 1;
        match self.state {
            State::Speech { .. } if score >= self.end_threshold => {
                self.state = State::Speech { until: self.next };
                None
            }
            State::Speech { until } if self.next - until < self.hang_over => None,
            State::Speech { .. } => self.end(),
            State::Silence | State::Rising { .. } if score < self.start_threshold => {
                self.state = State::Silence;
                None
            }
            State::Rising { since } if is_consecutive => self.rise(since),
            State::Silence | State::Rising { .. } => self.rise(frame),
        }
    }

    /// Ends speech, because there are no further frames.
    pub(super) fn end(&mut self) -> Option<VoiceEvent> {
        let State::Speech { until } = self.state else {
            return None;
        };
        self.state = State::Silence;
        Some(VoiceEvent::SpeechEnd { at: self.time(until) })
    }

    /// Returns whether the speech that has started has not ended.
    pub(super) fn is_speech(&self) -> bool {
        matches!(self.state, State::Speech { .. })
    }

    fn rise(&mut self, since: u64) -> Option<VoiceEvent> {
        if self.next - since < self.min_speech {
            self.state = State::Rising { since };
            return None;
        }
        self.state = State::Speech { until: self.next };
        Some(VoiceEvent::SpeechStart { at: self.time(since) })
    }

    fn time(&self, frame: u64) -> Duration {
        let nanoseconds = self.frame.as_nanos() * u128::from(frame);
        Duration::new(
            (nanoseconds / 1_000_000_000) as u64,
            (nanoseconds % 1_000_000_000) as u32,
        )
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::panic)]
mod tests {
    use proptest::prelude::*;

    use super::VoiceEvent::{SpeechEnd, SpeechStart};
    use super::*;

    const FRAME: Duration = Duration::from_millis(16);

    fn hysteresis(min_speech: u32, hang_over: u32) -> Hysteresis {
        let options = VoiceOptions::new()
            .thresholds(0.6, 0.4)
            .min_speech(FRAME * min_speech)
            .hang_over(FRAME * hang_over);
        Hysteresis::new(&options, FRAME)
    }

    fn events(hysteresis: &mut Hysteresis, scores: &[f32]) -> Vec<VoiceEvent> {
        let mut events: Vec<_> = (0..)
            .zip(scores)
            .filter_map(|(frame, score)| hysteresis.add(frame, *score))
            .collect();
        events.extend(hysteresis.end());
        events
    }

    /// Returns the events of scores: 9 is 0.9, and so on.
    fn events_of(scores: &str) -> Vec<(char, u32)> {
        let scores: Vec<f32> = scores
            .bytes()
            .map(|digit| f32::from(digit - b'0') / 10.0)
            .collect();
        let frames = |at: Duration| (at.as_millis() / FRAME.as_millis()) as u32;
        let name = |event| match event {
            SpeechStart { at } => ('S', frames(at)),
            SpeechEnd { at } => ('E', frames(at)),
        };
        events(&mut hysteresis(2, 3), &scores)
            .into_iter()
            .map(name)
            .collect()
    }

    #[test]
    fn speech_has_two_thresholds_and_two_durations() {
        assert_eq!(events_of("0000"), []);
        assert_eq!(events_of("0909090"), [], "shorter than the minimum");
        assert_eq!(events_of("0099000"), [('S', 2), ('E', 4)]);
        assert_eq!(
            events_of("06600"),
            [('S', 1), ('E', 3)],
            "the start threshold itself"
        );
        assert_eq!(events_of("05505500"), [], "between the thresholds");
        assert_eq!(
            events_of("0995555000"),
            [('S', 1), ('E', 7)],
            "the lower threshold ends it"
        );
        assert_eq!(events_of("0990040000"), [('S', 1), ('E', 6)], "a pause");
        assert_eq!(events_of("990009990"), [('S', 0), ('E', 2), ('S', 5), ('E', 8)]);
        assert_eq!(events_of("9999"), [('S', 0), ('E', 4)], "the end of the track");
    }

    #[test]
    fn lost_frames_are_no_speech() {
        let mut hysteresis = hysteresis(2, 3);
        assert_eq!(hysteresis.add(0, 0.9), None);
        assert_eq!(hysteresis.add(5, 0.9), None, "not consecutive");
        assert_eq!(hysteresis.add(6, 0.9), Some(SpeechStart { at: FRAME * 5 }));
        assert_eq!(hysteresis.add(20, 0.1), Some(SpeechEnd { at: FRAME * 7 }));
    }

    #[test]
    fn durations_are_rounded_up_to_frames() {
        let options = VoiceOptions::new()
            .min_speech(Duration::from_millis(17))
            .hang_over(Duration::ZERO);
        let mut hysteresis = Hysteresis::new(&options, FRAME);
        assert_eq!(hysteresis.add(0, 1.0), None);
        assert_eq!(hysteresis.add(1, 1.0), Some(SpeechStart { at: Duration::ZERO }));
        assert!(hysteresis.is_speech());
        assert_eq!(hysteresis.add(2, 0.0), Some(SpeechEnd { at: FRAME * 2 }));
        assert!(!hysteresis.is_speech());
    }

    proptest! {
        #[test]
        fn events_agree_with_the_scores(
            min_speech in 1u32..6,
            hang_over in 1u32..6,
            scores in prop::collection::vec(0f32..1.0, 0..300),
        ) {
            let events = events(&mut hysteresis(min_speech, hang_over), &scores);
            prop_assert_eq!(events.len() % 2, 0);
            let mut end = Duration::ZERO;
            for pair in events.chunks(2) {
                let [SpeechStart { at: start }, SpeechEnd { at }] = *pair else {
                    panic!("not alternating: {events:?}");
                };
                prop_assert!(end <= start && start < at, "{:?}", events);
                if end > Duration::ZERO {
                    prop_assert!(start >= end + FRAME * hang_over, "{:?}", events);
                }
                end = at;
                let frame = |at: Duration| (at.as_millis() / FRAME.as_millis()) as usize;
                let speech = &scores[frame(start)..frame(at)];
                prop_assert!(speech.len() >= min_speech as usize);
                prop_assert!(speech[..min_speech as usize].iter().all(|score| *score >= 0.6));
                prop_assert!(speech.last().is_some_and(|last| *last >= 0.4));
                // No pause in it is as long as the hang-over.
                let pauses = speech.split(|score| *score >= 0.4);
                prop_assert!(pauses.map(<[f32]>::len).max() < Some(hang_over as usize));
                let after = &scores[frame(at)..];
                prop_assert!(after.iter().take(hang_over as usize).all(|score| *score < 0.4));
            }
            // Speech that is loud enough for long enough is never missed.
            let is_missed = |from: usize| {
                let at = FRAME * from as u32;
                let is_in = |pair: &[VoiceEvent]| pair[0].at() <= at && at < pair[1].at();
                !events.chunks(2).any(is_in)
            };
            for (from, window) in scores.windows(min_speech as usize).enumerate() {
                prop_assert!(window.iter().any(|score| *score < 0.6) || !is_missed(from));
            }
        }
    }
}
