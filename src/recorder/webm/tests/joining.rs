//! Several recorders, one file.

use std::time::Duration;

use proptest::prelude::*;

use super::super::{Remuxer, WebmError};
use super::demuxed::{Demuxed, Segment, check, complete, patch, remuxed, segment};
use super::generated::{Frame, Layout, frames, layout};
use super::recordings::recording;

#[test]
fn a_camera_switch_gives_one_file() {
    for (browser, offset) in [("chromium", 2_149), ("firefox", 2_052)] {
        let [first, second] = [1, 2].map(|part| recording(&format!("{browser}-{part}")));
        let (file, finish) = remuxed(&[segment(&first, 0), segment(&second, offset)]).unwrap();
        let joined = check(&file, &finish);
        let (first, second) = (Demuxed::new(&first), Demuxed::new(&second));
        // Each picture depends on the previous one.
        let pictures =
            |demuxed: &Demuxed| -> Vec<_> { demuxed.of_kind(true).map(|frame| frame.data.clone()).collect() };
        let expected = [pictures(&first), pictures(&second)].concat();
        assert!(pictures(&joined) == expected, "{browser}");
        // Sound of the overlap is in the file once.
        let sound = joined.times(false);
        let longest = sound.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert!(longest.is_some_and(|gap| gap <= 90), "{browser}: {longest:?}");
        let last = second.times(true).last().unwrap() + offset;
        assert_eq!(joined.times(true).last(), Some(&last), "{browser}");
    }
}

/// A picture or sound of 20 ms.
fn frame(is_video: bool, time: u64) -> Frame {
    Frame {
        is_video,
        time,
        is_key_frame: true,
        data: vec![time as u8; 5],
        duration: None,
    }
}

fn sound(times: impl IntoIterator<Item = u64>) -> Vec<Frame> {
    times.into_iter().map(|time| frame(false, time)).collect()
}

fn pictures(times: impl IntoIterator<Item = u64>) -> Vec<Frame> {
    times.into_iter().map(|time| frame(true, time)).collect()
}

#[test]
fn sound_of_an_overlap_is_dropped() {
    let layout = Layout::default();
    let part = layout.record(&sound([0, 20, 40, 60, 80]));
    for (offset, expected) in [
        // The end is 100. Half a block of overlap is accepted.
        (100, &[100, 120][..]),
        (95, &[95, 115]),
        (90, &[90, 110]),
        (89, &[109, 129]),
        (60, &[100, 120]),
    ] {
        let (file, finish) = remuxed(&[segment(&part, 0), segment(&part, offset)]).unwrap();
        let times = check(&file, &finish).times(false);
        assert_eq!(times[5..7], *expected, "{offset}");
    }
}

#[test]
fn pictures_of_an_overlap_follow_in_steps_of_one() {
    let layout = Layout::default();
    let part = layout.record(&pictures([0, 33, 66]));
    for (offset, expected) in [
        (100, [0, 33, 66, 100, 133, 166]),
        (67, [0, 33, 66, 67, 100, 133]),
        (66, [0, 33, 66, 67, 99, 132]),
        (33, [0, 33, 66, 67, 68, 99]),
        (0, [0, 33, 66, 67, 68, 69]),
    ] {
        let (file, finish) = remuxed(&[segment(&part, 0), segment(&part, offset)]).unwrap();
        assert_eq!(check(&file, &finish).times(true), expected, "{offset}");
    }
}

#[test]
fn a_track_can_be_absent_for_a_while() {
    let both = Layout::default();
    let frames = [sound([0, 20]), pictures([5, 25])].concat();
    let only_sound = Layout {
        video: None,
        audio: Some(9),
        ..Layout::default()
    };
    let only_pictures = Layout {
        audio: None,
        video: Some(1),
        ..Layout::default()
    };
    let segments = [
        (both.record(&frames), 0),
        (only_sound.record(&sound([0, 20])), 3_000),
        (only_pictures.record(&pictures([0, 20])), 6_000),
        (both.record(&frames), 9_000),
    ];
    let segments = segments.each_ref().map(|(bytes, offset)| segment(bytes, *offset));
    let (file, finish) = remuxed(&segments).unwrap();
    let joined = check(&file, &finish);
    assert_eq!(joined.times(false), [0, 20, 3_000, 3_020, 9_000, 9_020]);
    assert_eq!(joined.times(true), [5, 25, 6_000, 6_020, 9_005, 9_025]);
    let times: Vec<_> = super::demuxed::cues(&file).iter().map(|cue| cue.time).collect();
    assert_eq!(times, [5, 3_000, 6_000, 9_005]);
}

#[test]
fn a_segment_with_other_tracks_is_rejected_before_it_is_written() {
    let both = Layout::default();
    let only_sound = Layout {
        video: None,
        ..Layout::default()
    };
    let vp9 = Layout {
        video_codec: "V_VP9",
        ..Layout::default()
    };
    let avc = |configuration: &[u8]| Layout {
        video_codec: "V_MPEG4/ISO/AVC",
        configuration: configuration.to_vec(),
        ..Layout::default()
    };
    let vp8 = |configuration: &[u8]| Layout {
        configuration: configuration.to_vec(),
        ..Layout::default()
    };
    for (first, next, expected) in [
        (&only_sound, &both, Err(WebmError::AddedTrack)),
        (&both, &vp9, Err(WebmError::ChangedCodec)),
        (&avc(&[1]), &avc(&[2]), Err(WebmError::ChangedCodec)),
        (&avc(&[1]), &avc(&[1]), Ok(())),
        (&vp8(&[1]), &vp8(&[2]), Ok(())),
        (&both, &only_sound, Ok(())),
    ] {
        let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
        let frames = sound([0, 20]);
        remuxer.push(&first.record(&frames), &mut file).unwrap();
        let length = file.len();
        assert_eq!(remuxer.begin_segment(Duration::from_millis(40)), None);
        let result = remuxer.push(&next.record(&frames), &mut file);
        assert_eq!(result, expected, "{next:?} after {first:?}");
        assert_eq!(file.len() > length, expected.is_ok());
        if let Err(error) = expected {
            assert_eq!(remuxer.push(&[1], &mut file), Err(error), "the error remains");
            assert_eq!(file.len(), length);
            remuxer.begin_segment(Duration::from_millis(50));
            remuxer.push(&first.record(&frames), &mut file).unwrap();
        }
        let finish = remuxer.finish().unwrap();
        complete(&mut file, &finish);
        assert_eq!(check(&file, &finish).frames.len(), 4);
    }
}

#[test]
fn an_incomplete_block_before_a_segment_is_hidden() {
    let layout = Layout {
        width: 2,
        ..Layout::default()
    };
    let part = layout.record(&sound([0, 20, 40]));
    // Without the last bytes of the last block.
    let cut = &part[..part.len() - 2];
    let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
    remuxer.push(cut, &mut file).unwrap();
    let change = remuxer
        .begin_segment(Duration::from_millis(100))
        .expect("a patch");
    patch(&mut file, &change);
    remuxer.push(&part, &mut file).unwrap();
    let finish = remuxer.finish().unwrap();
    complete(&mut file, &finish);
    assert_eq!(check(&file, &finish).times(false), [0, 20, 100, 120, 140]);
}

proptest! {
    #[test]
    fn times_rise_and_no_picture_is_lost(
        parts in proptest::collection::vec((layout(), frames(), 0..3_000_u64), 1..5),
    ) {
        let sources: Vec<_> = parts.iter().map(|(layout, frames, _)| layout.record(frames)).collect();
        let mut offset = 0;
        let segments: Vec<_> = sources.iter().zip(&parts).map(|(bytes, (_, frames, distance))| {
            let segment = Segment { bytes, offset: Duration::from_millis(offset) };
            // From the middle of the segment to far after it.
            let length = frames.iter().map(|frame| frame.time).max().unwrap_or(0);
            offset += length / 2 + distance;
            segment
        }).collect();
        let (file, finish) = remuxed(&segments).unwrap();
        let joined = check(&file, &finish);
        let all = parts.iter().flat_map(|(_, frames, _)| frames);
        let expected: Vec<_> = all.filter(|frame| frame.is_video).map(|frame| &frame.data).collect();
        let pictures: Vec<_> = joined.of_kind(true).map(|frame| &frame.data).collect();
        prop_assert_eq!(pictures, expected);
    }
}
