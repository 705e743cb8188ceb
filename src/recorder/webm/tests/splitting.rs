//! The output does not depend on the chunks of the input.

use proptest::prelude::*;

use super::super::Remuxer;
use super::demuxed::{check, complete, remuxed, segment};
use super::generated::{frames, layout};
use super::recordings::{NAMES, recording};

/// Remuxes in chunks that end at these positions, modulo the length.
fn remux_in(bytes: &[u8], cuts: &[usize]) -> Vec<u8> {
    let mut cuts: Vec<_> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.push(bytes.len());
    cuts.sort_unstable();
    let (mut remuxer, mut file, mut start) = (Remuxer::new(), Vec::new(), 0);
    for end in cuts {
        remuxer.push(&bytes[start..end], &mut file).unwrap();
        start = end;
    }
    let finish = remuxer.finish().unwrap();
    complete(&mut file, &finish);
    file
}

#[test]
fn single_bytes_give_the_same_file() {
    for name in NAMES {
        let source = recording(name);
        let every: Vec<_> = (0..source.len()).collect();
        let (expected, _) = remuxed(&[segment(&source, 0)]).unwrap();
        assert!(remux_in(&source, &every) == expected, "{name}");
    }
}

proptest! {
    #[test]
    fn any_chunks_give_the_same_file(
        layout in layout(),
        frames in frames(),
        cuts in proptest::collection::vec(any::<usize>(), 0..40),
    ) {
        let source = layout.record(&frames);
        let (expected, finish) = remuxed(&[segment(&source, 0)]).unwrap();
        prop_assert!(remux_in(&source, &cuts) == expected);
        let read = check(&expected, &finish).frames;
        prop_assert_eq!(read.len(), frames.len());
        for (read, frame) in read.iter().zip(&frames) {
            prop_assert_eq!(read.is_video, frame.is_video);
            prop_assert_eq!(read.time, frame.time);
            prop_assert_eq!(&read.data, &frame.data);
        }
    }
}
