//! The output of browsers.

use super::demuxed::{Demuxed, check, cues, remuxed, segment};

/// Reads a recording of `tests/data/recordings`.
pub(super) fn recording(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/recordings");
    std::fs::read(format!("{folder}/{name}.webm")).expect("a recording")
}

pub(super) const NAMES: [&str; 7] = [
    "chromium-1",
    "chromium-2",
    "chromium-seekable",
    "chromium-audio",
    "firefox-1",
    "firefox-2",
    "firefox-audio",
];

#[test]
fn every_frame_of_a_browser_is_kept() {
    for name in NAMES {
        let source = recording(name);
        let (file, finish) = remuxed(&[segment(&source, 0)]).unwrap();
        let mut expected = Demuxed::new(&source).frames;
        for frame in &mut expected {
            // Firefox omits the flag.
            frame.is_key_frame = frame.is_key_frame.map(|flag| flag || !frame.is_video);
        }
        assert_eq!(check(&file, &finish).frames, expected, "{name}");
    }
}

#[test]
fn the_duration_is_that_of_the_recording() {
    for (name, expected) in [
        ("chromium-1", 2_173),
        ("chromium-seekable", 2_068),
        ("chromium-audio", 6_060),
        ("firefox-1", 2_106),
        ("firefox-audio", 2_526),
    ] {
        let (_, finish) = remuxed(&[segment(&recording(name), 0)]).unwrap();
        assert_eq!(finish.duration.as_millis(), expected, "{name}");
    }
}

#[test]
fn the_index_contains_key_frames() {
    for (name, expected) in [
        ("chromium-1", &[4, 2_006][..]),
        ("firefox-1", &[0]),
        ("chromium-audio", &[0, 2_040, 4_080]),
        ("firefox-audio", &[6, 2_006]),
    ] {
        let (file, _) = remuxed(&[segment(&recording(name), 0)]).unwrap();
        let times: Vec<_> = cues(&file).iter().map(|cue| cue.time).collect();
        assert_eq!(times, expected, "{name}");
    }
}

#[test]
fn a_pause_leaves_no_gap() {
    for name in ["chromium-pause", "firefox-pause"] {
        let (file, finish) = remuxed(&[segment(&recording(name), 0)]).unwrap();
        let times = check(&file, &finish).times(false);
        let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max();
        // The pause took 1.5 s.
        assert!(longest.is_some_and(|gap| gap < 100), "{name}: {longest:?}");
        let duration = finish.duration.as_millis();
        assert!((1_100..1_400).contains(&duration), "{name}: {duration}");
    }
}
