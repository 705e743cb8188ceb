//! The file of a remuxer, read by matroska-demuxer.

use std::io::Cursor;
use std::time::Duration;

use matroska_demuxer::{Frame, MatroskaFile, TrackType};

use super::super::element::{Element, id};
use super::super::finish::{Finish, Patch};
use super::super::{Recovery, Remuxer, WebmError};

/// The output of a recorder and its start.
pub(super) struct Segment<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) offset: Duration,
}

/// A segment that starts at this number of milliseconds.
pub(super) fn segment(bytes: &[u8], offset: u64) -> Segment<'_> {
    Segment {
        bytes,
        offset: Duration::from_millis(offset),
    }
}

/// Replaces bytes of a file.
pub(super) fn patch(file: &mut [u8], patch: &Patch) {
    let start = usize::try_from(patch.offset).unwrap();
    file[start..start + patch.bytes.len()].copy_from_slice(&patch.bytes);
}

/// Applies all changes of a finish to a file.
pub(super) fn complete(file: &mut Vec<u8>, finish: &Finish) {
    file.extend(&finish.tail);
    for change in &finish.patches {
        patch(file, change);
    }
}

/// Remuxes segments in chunks of this size, without completing the file.
pub(super) fn interrupted(segments: &[Segment], chunk: usize) -> Result<(Vec<u8>, Remuxer), WebmError> {
    let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
    for (index, segment) in segments.iter().enumerate() {
        if index > 0
            && let Some(change) = remuxer.begin_segment(segment.offset)
        {
            patch(&mut file, &change);
        }
        for bytes in segment.bytes.chunks(chunk) {
            remuxer.push(bytes, &mut file)?;
        }
    }
    Ok((file, remuxer))
}

/// Remuxes segments into a complete file.
pub(super) fn remuxed(segments: &[Segment]) -> Result<(Vec<u8>, Finish), WebmError> {
    let (mut file, mut remuxer) = interrupted(segments, usize::MAX)?;
    let finish = remuxer.finish()?;
    complete(&mut file, &finish);
    Ok((file, finish))
}

/// Completes a file that was cut.
pub(super) fn recovered(file: &[u8], chunk: usize) -> Result<(Vec<u8>, Finish), WebmError> {
    let mut recovery = Recovery::new();
    for bytes in file.chunks(chunk) {
        recovery.push(bytes)?;
    }
    let recovered = recovery.finish()?;
    let mut file = file[..usize::try_from(recovered.length).unwrap()].to_vec();
    complete(&mut file, &recovered.finish);
    Ok((file, recovered.finish))
}

/// A frame in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) is_video: bool,
    pub(super) time: u64,
    /// The flag of a SimpleBlock. `None` in a BlockGroup.
    pub(super) is_key_frame: Option<bool>,
    pub(super) data: Vec<u8>,
}

/// The content of a file.
pub(super) struct Demuxed {
    pub(super) duration: Option<f64>,
    pub(super) frames: Vec<Read>,
    demuxer: MatroskaFile<Cursor<Vec<u8>>>,
}

impl Demuxed {
    pub(super) fn new(file: &[u8]) -> Self {
        let mut demuxer = MatroskaFile::open(Cursor::new(file.to_vec())).expect("a readable file");
        let mut frames = Vec::new();
        while let Some(frame) = next(&mut demuxer) {
            frames.push(frame);
        }
        Self {
            duration: demuxer.info().duration(),
            frames,
            demuxer,
        }
    }

    pub(super) fn of_kind(&self, is_video: bool) -> impl Iterator<Item = &Read> {
        self.frames.iter().filter(move |frame| frame.is_video == is_video)
    }

    /// Returns the times of a track.
    pub(super) fn times(&self, is_video: bool) -> Vec<u64> {
        self.of_kind(is_video).map(|frame| frame.time).collect()
    }

    /// Returns the first frame at or after this time that the demuxer finds with the index.
    pub(super) fn seek(&mut self, time: u64) -> Option<Read> {
        self.demuxer.seek(time).expect("a seekable file");
        next(&mut self.demuxer)
    }
}

fn next(demuxer: &mut MatroskaFile<Cursor<Vec<u8>>>) -> Option<Read> {
    let mut frame = Frame::default();
    demuxer
        .next_frame(&mut frame)
        .expect("a readable frame")
        .then(|| {
            let track = demuxer
                .tracks()
                .iter()
                .find(|track| track.track_number().get() == frame.track);
            Read {
                is_video: track.expect("a declared track").track_type() == TrackType::Video,
                time: frame.timestamp,
                is_key_frame: frame.is_keyframe,
                data: frame.data,
            }
        })
}

/// A cue with the absolute position of its cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cue {
    pub(super) time: u64,
    pub(super) track: u64,
    pub(super) cluster: usize,
}

/// Returns the content of the first element with this identifier.
fn child(list: &[u8], id: u32) -> &[u8] {
    let list = &mut &*list;
    loop {
        let element = Element::take(list).unwrap().expect("the element");
        if element.id == id {
            return element.content;
        }
    }
}

fn uint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// Reads the index of a complete file, and checks the positions and sizes that lead to it. Empty if there is none.
pub(super) fn cues(file: &[u8]) -> Vec<Cue> {
    let content = child(file, id::SEGMENT);
    let start = content.as_ptr() as usize - file.as_ptr() as usize;
    assert_eq!(start + content.len(), file.len(), "the size of the Segment");
    let seek_head = &mut child(content, id::SEEK_HEAD);
    let mut position = None;
    while let Some(seek) = Element::take(seek_head).unwrap() {
        if seek.id == id::VOID {
            break;
        }
        let at = uint(child(seek.content, id::SEEK_POSITION)) as usize;
        let target = uint(child(seek.content, id::SEEK_ID)) as u32;
        assert!(
            content[at..].starts_with(&target.to_be_bytes()),
            "the position of {target:x}"
        );
        if target == id::CUES {
            position = Some(at);
        }
    }
    let Some(position) = position else {
        return Vec::new();
    };
    let points = &mut child(&content[position..], id::CUES);
    let mut cues = Vec::new();
    while let Some(point) = Element::take(points).unwrap() {
        let positions = child(point.content, id::CUE_TRACK_POSITIONS);
        cues.push(Cue {
            time: uint(child(point.content, id::CUE_TIME)),
            track: uint(child(positions, id::CUE_TRACK)),
            cluster: start + uint(child(positions, id::CUE_CLUSTER_POSITION)) as usize,
        });
    }
    cues
}

/// Asserts that duration, size, index and times of a complete file are correct. Returns the file as the demuxer reads it.
pub(super) fn check(file: &[u8], finish: &Finish) -> Demuxed {
    let mut demuxed = Demuxed::new(file);
    let duration = finish.duration.as_millis() as f64;
    assert_eq!(demuxed.duration, Some(duration));
    let last = demuxed
        .frames
        .iter()
        .map(|frame| frame.time)
        .max()
        .expect("a frame");
    assert!(duration >= last as f64, "{duration} ms, but a frame at {last} ms");
    for is_video in [false, true] {
        let times = demuxed.times(is_video);
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "{times:?}");
    }
    let cues = cues(file);
    assert!(
        cues.windows(2).all(|pair| pair[0].time < pair[1].time),
        "{cues:?}"
    );
    for cue in cues {
        assert!(
            file[cue.cluster..].starts_with(&id::CLUSTER.to_be_bytes()),
            "{cue:?}"
        );
        let found = demuxed.seek(cue.time).expect("a frame");
        assert!(found.time >= cue.time, "{cue:?}: {found:?}");
        let target = demuxed
            .frames
            .iter()
            .find(|frame| frame.time == cue.time && frame.is_key_frame != Some(false));
        assert!(target.is_some(), "{cue:?} without a key frame");
    }
    demuxed
}
