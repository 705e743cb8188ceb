//! Limits of memory, independent of the length of a recording.

use std::time::Duration;

use super::super::element::{id, write_head};
use super::super::finish::Finish;
use super::super::{Remuxer, WebmError};
use super::demuxed::{check, complete, cues};
use super::generated::{Frame, Layout, element};

/// Remuxes pictures of this size, one per second. Calls `sink` with each part of the file.
fn remux_long(seconds: u64, size: usize, mut sink: impl FnMut(&mut Vec<u8>)) -> Result<Finish, WebmError> {
    let layout = Layout::default();
    let frame = Frame {
        is_video: true,
        time: 0,
        is_key_frame: true,
        data: vec![0; size],
        duration: None,
    };
    let mut recording = layout.record(&[frame]);
    let (header, cluster) = recording.split_at_mut(layout.record(&[]).len());
    let (mut remuxer, mut out) = (Remuxer::new(), Vec::new());
    remuxer.push(header, &mut out)?;
    for second in 0..seconds {
        // The head of the cluster has 12 bytes, and that of its timestamp 2.
        cluster[14..22].copy_from_slice(&(second * 1_000).to_be_bytes());
        remuxer.push(cluster, &mut out)?;
        sink(&mut out);
    }
    remuxer.finish()
}

#[test]
fn a_file_of_3_gb_is_completed_by_a_small_patch() {
    let (mut length, mut largest) = (0, 0);
    let finish = remux_long(200, 1 << 24, |out| {
        length += out.len() as u64;
        largest = largest.max(out.len());
        out.clear();
    })
    .unwrap();
    assert!(length > 3_000_000_000);
    assert!(largest < (1 << 24) + 500, "{largest}");
    let sizes: Vec<_> = finish.patches.iter().map(|patch| patch.bytes.len()).collect();
    assert_eq!(sizes, [103]);
    let patch = &finish.patches[0];
    assert!(patch.offset < 100);
    let content = patch.offset + 12;
    let mut size = Vec::new();
    write_head(
        &mut size,
        id::SEGMENT,
        length + finish.tail.len() as u64 - content,
    );
    assert!(patch.bytes.starts_with(&size));
    assert_eq!(finish.duration, Duration::from_secs(199));
}

#[test]
fn a_recording_of_hours_has_a_bounded_index() {
    let mut file = Vec::new();
    let finish = remux_long(6 * 3_600, 1, |out| file.append(out)).unwrap();
    complete(&mut file, &finish);
    assert!(finish.tail.len() < 36_000);
    let cues = cues(&file);
    assert!((512..=1_024).contains(&cues.len()), "{}", cues.len());
    let distances: Vec<_> = cues.windows(2).map(|pair| pair[1].time - pair[0].time).collect();
    assert!(
        distances.iter().all(|distance| *distance == distances[0]),
        "{distances:?}"
    );
    assert_eq!(check(&file, &finish).frames.len(), 6 * 3_600);
}

#[test]
fn claimed_sizes_are_not_allocated() {
    let head = |id, size| {
        let mut bytes = Vec::new();
        write_head(&mut bytes, id, size);
        bytes
    };
    let ebml = element(id::EBML, &[]);
    let huge = (1 << 56) - 2;
    for id in [id::INFO, id::TRACKS, id::TIMESTAMP] {
        let mut remuxer = Remuxer::new();
        let bytes = [&ebml[..], &head(id, huge), &[0; 100]].concat();
        assert_eq!(
            remuxer.push(&bytes, &mut Vec::new()),
            Err(WebmError::Malformed),
            "{id:x}"
        );
    }
    let block = [&head(id::SIMPLE_BLOCK, huge)[..], &[0x81, 0, 0, 0x80]].concat();
    let group = [
        &head(id::BLOCK_GROUP, huge)[..],
        &head(id::BLOCK, huge - 9),
        &[0x81, 0, 0, 0x80],
    ]
    .concat();
    for bytes in [block, group, head(id::VOID, huge)] {
        let (mut remuxer, mut out) = (Remuxer::new(), Vec::new());
        let start = Layout::default().record(&[]);
        let cluster = element(id::CLUSTER, &[id::TIMESTAMP as u8, 0x81, 0]);
        for bytes in [&start[..], &cluster, &bytes, &[0; 5_000], &[0; 5_000]] {
            remuxer.push(bytes, &mut out).unwrap();
        }
        assert!(out.len() < 11_000);
        assert_eq!(remuxer.finish(), Err(WebmError::Empty));
    }
}
