//! Files that were cut.

use proptest::prelude::*;

use super::super::element::{Element, id};
use super::super::{Recovery, WebmError};
use super::demuxed::{Demuxed, check, cues, interrupted, recovered, remuxed, segment};
use super::generated::{element, frames, layout};
use super::recordings::{NAMES, recording};

/// A file of two recorders that was never finished.
fn unfinished() -> Vec<u8> {
    let [first, second] = ["chromium-1", "chromium-2"].map(recording);
    interrupted(&[segment(&first, 0), segment(&second, 2_149)], 1_000)
        .unwrap()
        .0
}

#[test]
fn an_interrupted_file_becomes_the_finished_file() {
    for name in NAMES {
        let source = recording(name);
        let segments = [segment(&source, 0)];
        let (file, _) = interrupted(&segments, 4_096).unwrap();
        let (expected, finish) = remuxed(&segments).unwrap();
        assert_eq!(recovered(&file, 777).unwrap(), (expected, finish), "{name}");
    }
}

#[test]
fn the_mime_type_is_that_of_the_file() {
    let mime_type = |file: &[u8]| {
        let mut recovery = Recovery::new();
        recovery.push(file).unwrap();
        recovery.finish().unwrap().mime_type
    };
    for (name, expected) in [
        ("chromium-1", ["video/webm", "video/x-matroska"]),
        ("firefox-audio", ["audio/webm", "audio/x-matroska"]),
    ] {
        let (file, _) = remuxed(&[segment(&recording(name), 0)]).unwrap();
        assert_eq!(mime_type(&file), expected[0]);
        assert_eq!(mime_type(&matroska(&file)), expected[1]);
    }
}

/// Returns a file with another EBML header, whose DocType is that of Matroska.
fn matroska(file: &[u8]) -> Vec<u8> {
    let mut rest = file;
    Element::take(&mut rest).unwrap();
    [
        element(id::EBML, &element(id::DOC_TYPE, b"matroska")),
        rest.to_vec(),
    ]
    .concat()
}

#[test]
fn a_finished_file_remains() {
    let [first, second] = ["firefox-1", "firefox-2"].map(recording);
    let (file, finish) = remuxed(&[segment(&first, 0), segment(&second, 2_052)]).unwrap();
    assert_eq!(recovered(&file, 1_000).unwrap(), (file, finish));
}

#[test]
fn the_file_ends_where_it_is_damaged() {
    let file = unfinished();
    let damaged = [&file[..20_000], &[0; 5_000]].concat();
    let (recovered, finish) = recovered(&damaged, 1_000).unwrap();
    assert!(check(&recovered, &finish).frames.len() > 20);
    assert!(recovered.len() > 19_000);
}

#[test]
fn a_file_of_another_muxer_is_rejected() {
    for name in NAMES {
        assert_eq!(
            recovered(&recording(name), 1_000),
            Err(WebmError::ForeignFile),
            "{name}"
        );
    }
    assert_eq!(recovered(b"RIFF....", 1_000), Err(WebmError::Malformed));
    assert_eq!(recovered(&[], 1), Err(WebmError::Empty));
}

#[test]
fn a_hidden_block_is_no_part_of_the_recording() {
    let [first, second] = ["chromium-1", "chromium-2"].map(recording);
    let cut = &first[..first.len() - 100];
    let segments = [segment(cut, 0), segment(&second, 2_149)];
    let (file, _) = interrupted(&segments, 1_000).unwrap();
    assert_eq!(recovered(&file, 1_000).unwrap(), remuxed(&segments).unwrap());
}

proptest! {
    #[test]
    fn a_file_cut_anywhere_is_readable(at in any::<prop::sample::Index>(), chunk in 1..5_000_usize) {
        let file = unfinished();
        let cut = &file[..at.index(file.len())];
        match recovered(cut, chunk) {
            Ok((file, finish)) => {
                check(&file, &finish);
                // At most one block is lost.
                prop_assert!(file.len() + 2_000 > cut.len());
            }
            Err(error) => {
                prop_assert_eq!(error, WebmError::Empty);
                prop_assert!(cut.len() < 1_000);
            }
        }
    }

    #[test]
    fn recovery_and_remuxer_agree(layouts in proptest::collection::vec((layout(), frames()), 1..4)) {
        let sources: Vec<_> = layouts.iter().map(|(layout, frames)| layout.record(frames)).collect();
        let segments: Vec<_> = (0..).zip(&sources).map(|(index, bytes)| segment(bytes, index * 900)).collect();
        let (file, _) = interrupted(&segments, usize::MAX).unwrap();
        let (expected, _) = remuxed(&segments).unwrap();
        let (recovered, finish) = recovered(&file, 999).unwrap();
        prop_assert_eq!(check(&recovered, &finish).frames, Demuxed::new(&expected).frames);
        prop_assert_eq!(cues(&recovered), cues(&expected));
    }
}
