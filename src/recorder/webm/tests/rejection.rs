//! Input that no recorder writes.

use std::time::Duration;

use proptest::prelude::*;

use super::super::element::id;
use super::super::{Recovery, Remuxer, WebmError};
use super::demuxed::complete;
use super::generated::{Frame, Layout, element};
use super::recordings::{NAMES, recording};

/// Reads bytes in chunks. Returns the file, complete if it can be.
fn remux(bytes: &[u8], chunk: usize) -> (Result<(), WebmError>, Vec<u8>) {
    let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
    let mut result = Ok(());
    for bytes in bytes.chunks(chunk) {
        result = remuxer.push(bytes, &mut file);
    }
    if let Ok(finish) = remuxer.finish() {
        complete(&mut file, &finish);
    }
    (result, file)
}

#[test]
fn other_formats_are_malformed() {
    for bytes in [
        &b"\0\0\0\x20ftypiso5"[..],
        b"OggS\0\x02",
        b"RIFF\0\0\0\0WAVE",
        b"\0",
    ] {
        assert_eq!(
            remux(bytes, 3),
            (Err(WebmError::Malformed), Vec::new()),
            "{bytes:?}"
        );
    }
}

#[test]
fn an_empty_recording_has_no_file() {
    for bytes in [&[][..], &Layout::default().record(&[])] {
        let mut remuxer = Remuxer::new();
        remuxer.push(bytes, &mut Vec::new()).unwrap();
        assert_eq!(remuxer.finish(), Err(WebmError::Empty));
    }
}

#[test]
fn tracks_that_recorders_do_not_write_are_rejected() {
    let tracks = |list: &[(u8, u8)]| {
        let entries = list
            .iter()
            .map(|(number, kind)| element(id::TRACK_ENTRY, &[0xD7, 0x81, *number, 0x83, 0x81, *kind]));
        let content = [
            element(id::TRACKS, &entries.collect::<Vec<_>>().concat()),
            element(id::CLUSTER, &[]),
        ];
        [element(id::EBML, &[]), element(id::SEGMENT, &content.concat())].concat()
    };
    for list in [
        &[(1, 1), (2, 1)][..],
        &[(1, 1), (1, 2)],
        &[(1, 1), (2, 17)],
        &[(127, 1)],
        &[(0, 1)],
    ] {
        assert_eq!(
            remux(&tracks(list), 1).0,
            Err(WebmError::UnsupportedTracks),
            "{list:?}"
        );
    }
    assert_eq!(remux(&tracks(&[(1, 1), (2, 2)]), 1).0, Ok(()));
}

#[test]
fn times_that_overflow_are_malformed() {
    let frame = |time| Frame {
        is_video: true,
        time,
        is_key_frame: true,
        data: vec![1],
        duration: None,
    };
    let layout = Layout::default();
    let (result, _) = remux(&layout.record(&[frame(u64::MAX)]), 100);
    assert_eq!(result, Err(WebmError::Malformed));
    // An offset is limited instead.
    let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
    remuxer.begin_segment(Duration::MAX);
    remuxer
        .push(&layout.record(&[frame(1 << 52)]), &mut file)
        .unwrap();
    remuxer.finish().unwrap();
}

proptest! {
    #[test]
    fn random_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), chunk in 1..100_usize) {
        let header = element(id::EBML, &[]);
        for bytes in [&bytes, &[header, bytes.clone()].concat()] {
            let (_, file) = remux(bytes, chunk);
            prop_assert!(file.len() <= bytes.len() + 500);
            let mut recovery = Recovery::new();
            let _ = recovery.push(bytes);
            let _ = recovery.finish();
        }
    }

    #[test]
    fn damaged_recordings_do_not_panic(
        name in prop::sample::select(&NAMES),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        is_header in any::<bool>(),
        chunk in 1..5_000_usize,
    ) {
        let mut bytes = recording(name);
        // Most bytes are frames, which are not read.
        let range = if is_header { 400 } else { bytes.len() };
        for (at, value) in changes {
            bytes[at.index(range)] = value;
        }
        let (_, file) = remux(&bytes, chunk);
        // A cluster per block is the most that can be added.
        prop_assert!(file.len() <= bytes.len() * 2 + 500);
        let mut recovery = Recovery::new();
        let _ = recovery.push(&file);
        let _ = recovery.finish();
    }
}
