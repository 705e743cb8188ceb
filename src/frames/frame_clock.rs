//! The timestamps of the frames that a `<video>` element presents, in plain Rust.

/// What `requestVideoFrameCallback` reports about a frame.
///
/// [Spec](https://wicg.github.io/video-rvfc/#video-frame-callback-metadata) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLVideoElement/requestVideoFrameCallback#metadata)
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Presentation {
    /// The time of the callback, in milliseconds.
    pub(super) now: f64,
    /// `mediaTime`, in seconds.
    pub(super) media_time: Option<f64>,
    /// `presentedFrames`.
    pub(super) presented_frames: Option<f64>,
}

/// Creates increasing timestamps, and detects callbacks for the same frame.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FrameClock {
    /// The last frame, and its timestamp in microseconds.
    last: Option<(Presentation, i64)>,
}

impl FrameClock {
    /// Returns the timestamp of a frame, in microseconds. `None` if it is the last frame again.
    ///
    /// The time of the callback replaces a media time that stands still, as that of a live stream may.
    pub(super) fn next(&mut self, frame: Presentation) -> Option<i64> {
        let media_time = frame.media_time.map(|seconds| (seconds * 1e6) as i64);
        let callback_time = (frame.now * 1e3) as i64;
        let timestamp = match &self.last {
            None => media_time.unwrap_or(callback_time),
            Some((last, _)) if is_same(last, &frame) => return None,
            Some((_, last)) => media_time
                .filter(|time| time > last)
                .unwrap_or_else(|| callback_time.max(last.saturating_add(1))),
        };
        self.last = Some((frame, timestamp));
        Some(timestamp)
    }
}

/// Returns whether two callbacks were for one frame. The media time alone does not show it, and a browser may not count.
fn is_same(last: &Presentation, next: &Presentation) -> bool {
    let is_counted = next.presented_frames.is_some_and(|count| count > 0.0);
    is_counted && next.presented_frames == last.presented_frames && next.media_time == last.media_time
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame(now: f64, media_time: f64, presented_frames: f64) -> Presentation {
        Presentation {
            now,
            media_time: Some(media_time),
            presented_frames: Some(presented_frames),
        }
    }

    #[test]
    fn a_repetition_has_no_timestamp() {
        let mut clock = FrameClock::default();
        assert_eq!(clock.next(frame(5.0, 0.5, 1.0)), Some(500_000));
        assert_eq!(clock.next(frame(9.0, 0.5, 1.0)), None);
        assert_eq!(clock.next(frame(13.0, 0.5, 1.0)), None);
        assert_eq!(clock.next(frame(17.0, 0.6, 2.0)), Some(600_000));
    }

    #[test]
    fn a_media_time_that_stands_still_is_replaced() {
        let mut clock = FrameClock::default();
        assert_eq!(clock.next(frame(900.0, 0.0, 1.0)), Some(0));
        assert_eq!(clock.next(frame(920.0, 0.0, 2.0)), Some(920_000));
        // Clocks may go backwards.
        assert_eq!(clock.next(frame(910.0, 0.0, 3.0)), Some(920_001));
        // A browser that counts no frames.
        let mut clock = FrameClock::default();
        assert_eq!(clock.next(frame(900.0, 0.0, 0.0)), Some(0));
        assert_eq!(clock.next(frame(920.0, 0.0, 0.0)), Some(920_000));
        let nothing = |now| Presentation {
            now,
            media_time: None,
            presented_frames: None,
        };
        assert_eq!(clock.next(nothing(940.0)), Some(940_000));
        assert_eq!(clock.next(nothing(960.0)), Some(960_000));
    }

    proptest! {
        #[test]
        fn timestamps_increase(frames: Vec<(f64, Option<f64>, Option<f64>)>) {
            let mut clock = FrameClock::default();
            let timestamps: Vec<_> = frames.into_iter().filter_map(|(now, media_time, presented_frames)| {
                clock.next(Presentation { now, media_time, presented_frames })
            }).collect();
            prop_assert!(timestamps.windows(2).all(|pair| pair[0] < pair[1] || pair[0] == i64::MAX));
        }
    }
}
