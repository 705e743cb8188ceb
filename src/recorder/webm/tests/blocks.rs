//! Properties of blocks: durations, key frames, and clusters in order.

use std::time::Duration;

use super::super::Remuxer;
use super::super::element::id;
use super::super::reader::{Item, Reader};
use super::demuxed::{check, cues, remuxed, segment};
use super::generated::{Frame, Layout};

fn picture(time: u64, is_key_frame: bool, duration: Option<u64>) -> Frame {
    Frame {
        is_video: true,
        time,
        is_key_frame,
        data: vec![1, 2, 3],
        duration,
    }
}

#[test]
fn the_last_block_has_a_duration() {
    let without = Layout::default();
    let of_track = Layout {
        frame_duration: Some(40_000_000),
        ..Layout::default()
    };
    for (layout, previous, last, expected) in [
        // The distance of the last two blocks.
        (&without, 70, picture(100, false, None), 130),
        // After a gap, that of the two blocks before.
        (&without, 30, picture(5_000, false, None), 5_030),
        (&of_track, 70, picture(100, false, None), 140),
        (&of_track, 70, picture(100, false, Some(55)), 155),
        (&without, 70, picture(100, false, Some(1)), 101),
    ] {
        let frames = [
            picture(0, true, None),
            picture(previous, false, None),
            last.clone(),
        ];
        let (file, finish) = remuxed(&[segment(&layout.record(&frames), 0)]).unwrap();
        check(&file, &finish);
        assert_eq!(
            finish.duration,
            Duration::from_millis(expected),
            "{last:?} in {layout:?}"
        );
    }
}

#[test]
fn the_duration_is_not_before_the_end_of_a_part() {
    let layout = Layout {
        cluster: 1,
        ..Layout::default()
    };
    // The third picture is late, so its own length is estimated too long until the next one.
    let frames = [0, 33, 273, 293].map(|time| picture(time, true, None));
    let (mut remuxer, mut file, mut written) = (Remuxer::new(), Vec::new(), 0);
    let ends = [1, 2, 3, 4].map(|count| {
        let source = layout.record(&frames[..count]);
        remuxer.push(&source[written..], &mut file).unwrap();
        written = source.len();
        remuxer.latest()
    });
    assert_eq!(ends, [0, 33, 273, 293].map(Duration::from_millis));
    assert_eq!(remuxer.finish().unwrap().duration, Duration::from_millis(313));
}

#[test]
fn a_block_group_without_reference_is_a_key_frame() {
    let group = |time, is_key_frame| picture(time, is_key_frame, Some(33));
    let frames = [(0, true), (3_000, false), (6_000, true), (9_000, false)];
    let source = Layout::default().record(&frames.map(|(time, is_key_frame)| group(time, is_key_frame)));
    let (file, _) = remuxed(&[segment(&source, 0)]).unwrap();
    let times: Vec<_> = cues(&file).iter().map(|cue| cue.time).collect();
    assert_eq!(times, [0, 6_000]);
}

/// Returns the timestamps of the clusters.
fn clusters(mut file: &[u8]) -> Vec<u64> {
    let (mut reader, mut times) = (Reader::new(), Vec::new());
    while let Some(item) = reader.next(&mut file).unwrap() {
        if let Item::Element(element) = item
            && element.id == id::TIMESTAMP
        {
            times.push(element.uint().unwrap());
        }
    }
    times
}

#[test]
fn clusters_of_an_overlap_are_in_order() {
    let layout = Layout {
        cluster: 1,
        ..Layout::default()
    };
    let source = layout.record(&[0, 20, 40].map(|time| picture(time, true, None)));
    let (file, _) = remuxed(&[segment(&source, 0), segment(&source, 30)]).unwrap();
    assert_eq!(clusters(&file), [0, 20, 40, 40, 50, 70]);
}
