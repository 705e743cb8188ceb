//! `Writer`: the file that the parts of all recorders are written to.

use std::time::Duration;

use super::cues::Cues;
use super::element::{Element, UNKNOWN_SIZE, id, write_head, write_id, write_uint, write_var_int};
use super::error::WebmError;
use super::finish::{Finish, Patch};
use super::header::{End, Header};
use super::reader::{BlockEnd, BlockStart, Item, KEY_FRAME};
use super::timeline::Timeline;
use super::tracks::{Kind, Tracks};

/// The largest time, in units of the timestamp scale. Its sum with the offset does not overflow.
const MAX_TIME: u64 = 1 << 52;

/// The largest offset, in seconds. It does not overflow as nanoseconds.
const MAX_SECONDS: u64 = 1 << 32;

/// The largest distance of two frames that is taken for a duration, in nanoseconds: 4 frames per second.
const MAX_DISTANCE: u64 = 250_000_000;

/// The largest header of a recorder, in bytes, without its last element.
const MAX_HEADER: usize = 1 << 16;

/// A cluster of the file.
struct Cluster {
    position: u64,
    time: i64,
}

/// A block of which the end is not written yet.
struct OpenBlock {
    kind: Kind,
    time: i64,
    position: u64,
    size_width: usize,
}

impl OpenBlock {
    /// Returns a patch that turns the bytes written so far into a Void.
    fn hide(&self, length: u64) -> Patch {
        let size = length - self.position - 1 - self.size_width as u64;
        // The identifier has one byte, as have those of blocks.
        let mut bytes = Vec::new();
        write_id(&mut bytes, id::VOID);
        write_var_int(&mut bytes, size, self.size_width);
        Patch {
            offset: self.position,
            bytes,
        }
    }
}

/// The file, of which only the current block is in memory.
#[derive(Default)]
pub(super) struct Writer {
    header: Option<Header>,
    /// The elements of the current recorder before its first cluster.
    elements: Vec<u8>,
    /// The tracks of the current recorder, from its first cluster on.
    source: Option<Tracks>,
    /// The start of the current recorder.
    offset: Duration,
    /// The time of the current recorder's cluster in the file.
    source_time: Option<i64>,
    cluster: Option<Cluster>,
    block: Option<OpenBlock>,
    timelines: [Timeline; 2],
    cues: Cues,
    /// The number of bytes written.
    length: u64,
    /// The position of the output's start in the file, modulo 2^64.
    origin: u64,
}

impl Writer {
    /// Expects the parts of another recorder, which started this long after the first. Returns a patch to apply.
    pub(super) fn begin_segment(&mut self, offset: Duration) -> Option<Patch> {
        self.elements.clear();
        self.source = None;
        self.source_time = None;
        self.offset = offset;
        self.timelines.iter_mut().for_each(Timeline::begin_segment);
        self.hide_block()
    }

    /// Appends a part to the file.
    pub(super) fn write(&mut self, item: Item, out: &mut Vec<u8>) -> Result<(), WebmError> {
        self.origin = self.length.wrapping_sub(out.len() as u64);
        match item {
            Item::Element(element) if element.id == id::TIMESTAMP => self.write_cluster(&element, out)?,
            Item::Element(element) => self.add_element(&element)?,
            Item::Cluster => self.begin_cluster(out)?,
            Item::Block(start, bytes) => self.begin_block(&start, bytes, out)?,
            Item::BlockData(bytes) if self.block.is_some() => out.extend(bytes),
            Item::BlockData(_) => {}
            Item::BlockEnd(end) => self.end_block(end),
        }
        self.length = self.position(out);
        Ok(())
    }

    /// Returns the position in the file after this output.
    fn position(&self, out: &[u8]) -> u64 {
        self.origin.wrapping_add(out.len() as u64)
    }

    /// Returns the number of bytes written.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Continues at this position of the file. A block that has no end is not part of it.
    pub(super) fn seek(&mut self, position: u64) {
        self.block = None;
        self.length = position;
    }

    /// Adds an element of the header of a recorder.
    fn add_element(&mut self, element: &Element) -> Result<(), WebmError> {
        if self.elements.len() > MAX_HEADER {
            return Err(WebmError::Malformed);
        }
        self.elements.extend(element.bytes);
        Ok(())
    }

    /// Before the first cluster of a recorder, writes its header or compares it with that of the file.
    fn begin_cluster(&mut self, out: &mut Vec<u8>) -> Result<(), WebmError> {
        self.source_time = None;
        if self.source.is_none() {
            let mut bytes = Vec::new();
            let source = Header::read(&self.elements, &mut bytes)?;
            if let Some(header) = &self.header {
                header.check_next(&source)?;
            } else {
                out.extend(bytes);
                self.cues = Cues::new(source.scale);
                self.header = Some(source);
            }
            self.source = Some(source.tracks);
        }
        Ok(())
    }

    /// Writes the start of a cluster when its time is known.
    fn write_cluster(&mut self, timestamp: &Element, out: &mut Vec<u8>) -> Result<(), WebmError> {
        let header = self.header.as_ref().ok_or(WebmError::Malformed)?;
        let seconds = self.offset.as_secs().min(MAX_SECONDS);
        let offset = (seconds * 1_000_000_000 + u64::from(self.offset.subsec_nanos())) / header.scale;
        let time = timestamp.uint()?;
        if time > MAX_TIME {
            return Err(WebmError::Malformed);
        }
        let time = (time + offset) as i64;
        self.source_time = Some(time);
        // Clusters of recorders that overlap are in order, too.
        let previous = self.cluster.as_ref().map_or(0, |cluster| cluster.time);
        self.open_cluster(time.max(previous), out);
        Ok(())
    }

    fn open_cluster(&mut self, time: i64, out: &mut Vec<u8>) {
        let position = self.position(out);
        self.cluster = Some(Cluster { position, time });
        write_head(out, id::CLUSTER, UNKNOWN_SIZE);
        write_uint(out, id::TIMESTAMP, time as u64);
    }

    fn begin_block(&mut self, start: &BlockStart, head: &[u8], out: &mut Vec<u8>) -> Result<(), WebmError> {
        let (Some(header), Some(source), Some(source_time), Some(cluster)) =
            (&self.header, &self.source, self.source_time, &self.cluster)
        else {
            return Err(WebmError::Malformed);
        };
        let kind = source.numbered(start.track.value());
        let kind = kind.ok_or(WebmError::Malformed)?;
        let number = header.tracks.of_kind(kind).ok_or(WebmError::AddedTrack)?.number;
        let time = (source_time + i64::from(start.time)).max(0);
        let Some(time) = self.timelines[kind as usize].place(kind, time) else {
            return Ok(());
        };
        let relative = i16::try_from(time - cluster.time).unwrap_or_else(|_| {
            self.open_cluster(time, out);
            0
        });
        self.block = Some(OpenBlock {
            kind,
            time,
            position: self.position(out),
            size_width: start.size_width,
        });
        // Numbers keep their width, so that all sizes remain valid.
        out.extend(head.get(..start.track_at).unwrap_or_default());
        write_var_int(out, number, start.track.width);
        out.extend(relative.to_be_bytes());
        // Firefox omits the flag for sound, of which every block is a key frame.
        let is_sound = start.is_simple && kind == Kind::Audio;
        out.push(start.flags | if is_sound { KEY_FRAME } else { 0 });
        Ok(())
    }

    fn end_block(&mut self, end: BlockEnd) {
        let (Some(block), Some(header), Some(source)) = (self.block.take(), &self.header, &self.source)
        else {
            return;
        };
        let Some(track) = header.tracks.of_kind(block.kind) else {
            return;
        };
        let units = |nanoseconds: u64| (nanoseconds / header.scale) as i64;
        let (frame_duration, max_distance) = (units(track.frame_duration), units(MAX_DISTANCE));
        self.timelines[block.kind as usize].add(block.time, end, frame_duration, max_distance);
        // A recorder without video is sought by its sound.
        let is_sought = match block.kind {
            Kind::Audio => source.of_kind(Kind::Video).is_none(),
            Kind::Video => end.is_key_frame,
        };
        if let Some(cluster) = &self.cluster
            && is_sought
        {
            self.cues.add(block.time, track.number, cluster.position);
        }
    }

    /// Returns a patch for the current block, which has no end.
    fn hide_block(&mut self) -> Option<Patch> {
        self.block.take().map(|block| block.hide(self.length))
    }

    /// Returns the MIME type, without codecs. Empty before the first cluster.
    pub(super) fn mime_type(&self) -> &'static str {
        self.header.as_ref().map_or("", Header::mime_type)
    }

    /// Returns the time of the latest block.
    pub(super) fn latest(&self) -> Duration {
        let [audio, video] = &self.timelines;
        self.to_duration(audio.latest().max(video.latest()))
    }

    fn to_duration(&self, time: i64) -> Duration {
        let scale = self.header.as_ref().map_or(0, |header| header.scale.get());
        Duration::from_nanos((time as u64).wrapping_mul(scale))
    }

    fn end(&self) -> i64 {
        let [audio, video] = &self.timelines;
        audio.end().max(video.end())
    }

    /// Returns the changes that complete the file.
    pub(super) fn finish(&mut self) -> Result<Finish, WebmError> {
        let mut patches = Vec::from_iter(self.hide_block());
        let header = self.header.as_ref().ok_or(WebmError::Empty)?;
        if self.timelines.iter().all(Timeline::is_empty) {
            return Err(WebmError::Empty);
        }
        let tail = self.cues.to_bytes(header.content());
        let end = End {
            length: self.length + tail.len() as u64,
            cues: (!tail.is_empty()).then_some(self.length),
            duration: self.end(),
        };
        let mut bytes = Vec::new();
        header.write(Some(&end), &mut bytes);
        patches.push(Patch {
            offset: header.segment,
            bytes,
        });
        Ok(Finish {
            tail,
            patches,
            duration: self.to_duration(self.end()),
        })
    }
}
