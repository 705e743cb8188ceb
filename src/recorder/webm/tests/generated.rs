//! Generated output of recorders, with every structure that a muxer may write.

use proptest::prelude::*;

use super::super::element::{UNKNOWN_SIZE, id, write_head, write_id, write_small, write_var_int};

/// A frame of a generated recording.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) is_video: bool,
    /// In milliseconds since the start of the recorder.
    pub(super) time: u64,
    pub(super) is_key_frame: bool,
    pub(super) data: Vec<u8>,
    /// The duration in milliseconds, in a BlockGroup.
    pub(super) duration: Option<u64>,
}

/// The structure of a generated recording.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) audio: Option<u64>,
    pub(super) video: Option<u64>,
    pub(super) audio_codec: &'static str,
    pub(super) video_codec: &'static str,
    /// CodecPrivate of the video track.
    pub(super) configuration: Vec<u8>,
    /// DefaultDuration of the video track, in nanoseconds.
    pub(super) frame_duration: Option<u64>,
    /// Whether Segment and clusters have a size.
    pub(super) has_sizes: bool,
    /// The width of the sizes of blocks.
    pub(super) width: usize,
    /// The number of blocks of a cluster.
    pub(super) cluster: usize,
    /// Whether elements that are not copied are between the others.
    pub(super) has_others: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            audio: Some(1),
            video: Some(2),
            audio_codec: "A_OPUS",
            video_codec: "V_VP8",
            configuration: Vec::new(),
            frame_duration: None,
            has_sizes: false,
            width: 8,
            cluster: 5,
            has_others: false,
        }
    }
}

pub(super) fn element(id: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_head(&mut bytes, id, content.len() as u64);
    bytes.extend(content);
    bytes
}

fn small(id: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_small(&mut bytes, id, content);
    bytes
}

/// Returns an element whose size has this width, if it fits.
fn sized(id: u32, content: &[u8], width: usize) -> Vec<u8> {
    let width = (width..=8)
        .find(|width| (content.len() as u64) < (1 << (7 * width)) - 1)
        .unwrap();
    let mut bytes = Vec::new();
    write_id(&mut bytes, id);
    write_var_int(&mut bytes, content.len() as u64, width);
    bytes.extend(content);
    bytes
}

fn parent(id: u32, content: &[u8], has_size: bool) -> Vec<u8> {
    if has_size {
        return element(id, content);
    }
    let mut bytes = Vec::new();
    write_head(&mut bytes, id, UNKNOWN_SIZE);
    bytes.extend(content);
    bytes
}

impl Layout {
    /// Returns what a recorder writes for these frames.
    pub(super) fn record(&self, frames: &[Frame]) -> Vec<u8> {
        let mut content = self.other();
        let info = [
            small(id::TIMESTAMP_SCALE, &1_000_000_u32.to_be_bytes()),
            small(id::DURATION, &[0; 8]),
            small(0x4D80, b"test"),
            small(0x5741, b"test"),
        ];
        content.extend(element(id::INFO, &info.concat()));
        content.extend(self.other());
        content.extend(element(id::TRACKS, &self.tracks()));
        for frames in frames.chunks(self.cluster) {
            content.extend(self.cluster(frames));
        }
        content.extend(self.other());
        // DocType and its versions.
        let ebml = [small(0x4282, b"webm"), small(0x4287, &[4]), small(0x4285, &[2])];
        let ebml = element(id::EBML, &ebml.concat());
        [ebml, parent(id::SEGMENT, &content, self.has_sizes)].concat()
    }

    fn other(&self) -> Vec<u8> {
        if self.has_others {
            // Tags, and a Void.
            [element(0x1254_C367, &[0; 200]), small(id::VOID, &[0; 3])].concat()
        } else {
            Vec::new()
        }
    }

    fn tracks(&self) -> Vec<u8> {
        let track = |number: Option<u64>, kind: u8, codec: &str, configuration: &[u8], other: &[u8]| {
            let Some(number) = number else {
                return Vec::new();
            };
            let entry = [
                small(id::TRACK_NUMBER, &[number as u8]),
                small(0x73C5, &[number as u8]),
                small(id::TRACK_TYPE, &[kind]),
                small(id::CODEC_ID, codec.as_bytes()),
                small(id::CODEC_PRIVATE, configuration),
                other.to_vec(),
            ];
            element(id::TRACK_ENTRY, &entry.concat())
        };
        let frame_duration = self.frame_duration.map_or(Vec::new(), |duration| {
            small(id::DEFAULT_DURATION, &duration.to_be_bytes())
        });
        let audio = track(self.audio, 2, self.audio_codec, &[], &[]);
        let video = track(
            self.video,
            1,
            self.video_codec,
            &self.configuration,
            &frame_duration,
        );
        [audio, video].concat()
    }

    fn cluster(&self, frames: &[Frame]) -> Vec<u8> {
        let start = frames[0].time;
        let mut content = small(id::TIMESTAMP, &start.to_be_bytes());
        for frame in frames {
            if self.has_others {
                content.extend(small(id::VOID, &[0; 40]));
                // PrevSize.
                content.extend(small(0xAB, &[1, 2]));
            }
            content.extend(self.block(frame, start));
        }
        parent(id::CLUSTER, &content, self.has_sizes)
    }

    fn block(&self, frame: &Frame, start: u64) -> Vec<u8> {
        let number = if frame.is_video { self.video } else { self.audio };
        let time = i16::try_from(frame.time as i64 - start as i64).unwrap();
        let [high, low] = time.to_be_bytes();
        let flags = if frame.is_key_frame && frame.duration.is_none() {
            0x80
        } else {
            0
        };
        let mut content = vec![0x80 | number.unwrap() as u8, high, low, flags];
        content.extend(&frame.data);
        let Some(duration) = frame.duration else {
            return sized(id::SIMPLE_BLOCK, &content, self.width);
        };
        let mut group = sized(id::BLOCK, &content, self.width);
        // DiscardPadding.
        group.extend(small(0x75A2, &[1, 2, 3]));
        group.extend(small(id::BLOCK_DURATION, &[duration as u8]));
        if !frame.is_key_frame {
            group.extend(small(id::REFERENCE_BLOCK, &[0xFF]));
        }
        sized(id::BLOCK_GROUP, &group, self.width)
    }
}

/// Any structure.
pub(super) fn layout() -> impl Strategy<Value = Layout> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (flags, 1..=8_usize, 1..9_usize).prop_map(|((is_swapped, has_sizes, has_others), width, cluster)| {
        let (audio, video) = if is_swapped { (2, 1) } else { (1, 126) };
        Layout {
            audio: Some(audio),
            video: Some(video),
            has_sizes,
            has_others,
            width,
            cluster,
            ..Layout::default()
        }
    })
}

/// The frames of about a second: a picture every 33 ms, and sound every 20 ms.
pub(super) fn frames() -> impl Strategy<Value = Vec<Frame>> {
    let data = proptest::collection::vec(any::<u8>(), 0..300);
    let frame = (
        data,
        proptest::bool::weighted(0.2),
        proptest::option::weighted(0.2, 1..100_u64),
    );
    proptest::collection::vec((any::<bool>(), frame), 1..60).prop_map(|all| {
        let (mut picture, mut sound, mut is_first) = (0, 0, true);
        let mut frames: Vec<_> = all
            .into_iter()
            .map(|(is_video, (data, is_key_frame, duration))| {
                let (next, step) = if is_video {
                    (&mut picture, 33)
                } else {
                    (&mut sound, 20)
                };
                let time = *next;
                *next += step;
                let is_key_frame = !is_video || std::mem::take(&mut is_first) || is_key_frame;
                Frame {
                    is_video,
                    time,
                    is_key_frame,
                    data,
                    duration,
                }
            })
            .collect();
        frames.sort_by_key(|frame| frame.time);
        frames
    })
}
