//! `Writer`: the file that the parts of all recorders are written to.

use std::time::Duration;

use super::cues::Cues;
use super::element::{Element, UNKNOWN_SIZE, id, write_id, write_uint, write_var_int};
use super::error::WebmError;
use super::finish::{Finish, Patch};
use super::header::{Header, SourceHeader};
use super::reader::{BlockEnd, BlockStart, Item, KEY_FRAME};
use super::timeline::Timeline;
use super::tracks::{Kind, Tracks};

/// The largest time in units of the timestamp scale. Sums of a few do not overflow.
const MAX_TIME: u64 = 1 << 52;

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
    /// The header of the current recorder.
    source: SourceHeader,
    /// The tracks of the current recorder, from its first cluster on.
    tracks: Option<Tracks>,
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
}

impl Writer {
    /// Expects the parts of another recorder, which started this long after the first. Returns a patch to apply.
    pub(super) fn begin_segment(&mut self, offset: Duration) -> Option<Patch> {
        self.source = SourceHeader::default();
        self.tracks = None;
        self.source_time = None;
        self.offset = offset;
        self.timelines.iter_mut().for_each(Timeline::begin_segment);
        self.hide_block()
    }

    /// Appends a part to the file.
    pub(super) fn write(&mut self, item: Item, out: &mut Vec<u8>) -> Result<(), WebmError> {
        match item {
            Item::Element(element) if element.id == id::TIMESTAMP => self.write_cluster(&element, out)?,
            Item::Element(element) => self.source.add(&element),
            Item::Cluster => self.begin_cluster(out)?,
            Item::Block(start, bytes) => self.begin_block(&start, bytes, out)?,
            Item::BlockData(bytes) if self.block.is_some() => self.append(bytes, out),
            Item::BlockData(_) => {}
            Item::BlockEnd(end) => self.end_block(end),
        }
        Ok(())
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

    fn append(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        out.extend(bytes);
        self.length += bytes.len() as u64;
    }

    /// Compares the header of a recorder with that of the file, or writes it, before its first cluster.
    fn begin_cluster(&mut self, out: &mut Vec<u8>) -> Result<(), WebmError> {
        self.source_time = None;
        if self.tracks.is_some() {
            return Ok(());
        }
        let tracks = self.source.tracks()?;
        if let Some(header) = &self.header {
            header.tracks.check_next(&tracks)?;
            if header.scale != self.source.scale()? {
                return Err(WebmError::ChangedCodec);
            }
        } else {
            let mut bytes = Vec::new();
            let header = Header::write(&self.source, &mut bytes)?;
            self.cues = Cues::new(header.scale);
            self.header = Some(header);
            self.append(&bytes, out);
        }
        self.tracks = Some(tracks);
        Ok(())
    }

    /// Writes the start of a cluster when its time is known.
    fn write_cluster(&mut self, timestamp: &Element, out: &mut Vec<u8>) -> Result<(), WebmError> {
        let header = self.header.as_ref().ok_or(WebmError::Malformed)?;
        let nanoseconds = self.offset.as_secs().saturating_mul(1_000_000_000);
        let offset = nanoseconds.saturating_add(self.offset.subsec_nanos().into()) / header.scale;
        let time = timestamp.uint()?;
        if time > MAX_TIME || offset > MAX_TIME {
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
        self.cluster = Some(Cluster {
            position: self.length,
            time,
        });
        let mut bytes = Vec::new();
        write_id(&mut bytes, id::CLUSTER);
        bytes.extend(UNKNOWN_SIZE.to_be_bytes());
        write_uint(&mut bytes, id::TIMESTAMP, time as u64);
        self.append(&bytes, out);
    }

    fn begin_block(&mut self, start: &BlockStart, head: &[u8], out: &mut Vec<u8>) -> Result<(), WebmError> {
        let (Some(header), Some(tracks), Some(source_time), Some(cluster)) =
            (&self.header, &self.tracks, self.source_time, &self.cluster)
        else {
            return Err(WebmError::Malformed);
        };
        let track = tracks.numbered(start.track.value());
        let kind = track.ok_or(WebmError::Malformed)?.kind;
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
            position: self.length,
            size_width: start.size_width,
        });
        // Numbers keep their width, so that all sizes remain valid.
        let mut bytes = head.get(..start.track_at).unwrap_or_default().to_vec();
        write_var_int(&mut bytes, number, start.track.width);
        bytes.extend(relative.to_be_bytes());
        // Firefox omits the flag for sound, of which every block is a key frame.
        let is_sound = start.is_simple && kind == Kind::Audio;
        bytes.push(start.flags | if is_sound { KEY_FRAME } else { 0 });
        self.append(&bytes, out);
        Ok(())
    }

    fn end_block(&mut self, end: BlockEnd) {
        let (Some(block), Some(header), Some(tracks)) = (self.block.take(), &self.header, &self.tracks)
        else {
            return;
        };
        let Some(track) = header.tracks.of_kind(block.kind) else {
            return;
        };
        let frame_duration = (track.frame_duration / header.scale) as i64;
        self.timelines[block.kind as usize].add(block.time, end, frame_duration);
        // A recorder without video is sought by its sound.
        let is_sought = match block.kind {
            Kind::Audio => tracks.of_kind(Kind::Video).is_none(),
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

    /// Returns the end of the latest block.
    pub(super) fn duration(&self) -> Duration {
        let scale = self.header.as_ref().map_or(0, |header| header.scale);
        Duration::from_nanos((self.end() as u64).saturating_mul(scale))
    }

    fn end(&self) -> i64 {
        let [audio, video] = &self.timelines;
        audio.end().max(video.end())
    }

    /// Returns the changes that complete the file.
    pub(super) fn finish(&mut self) -> Result<Finish, WebmError> {
        let duration = self.duration();
        let mut patches = Vec::from_iter(self.hide_block());
        let header = self.header.as_ref().ok_or(WebmError::Empty)?;
        if self.timelines.iter().all(Timeline::is_empty) {
            return Err(WebmError::Empty);
        }
        let tail = self.cues.to_bytes(header.content);
        let cues = tail.len() as u64;
        patches.extend(header.patches(self.length + cues, cues, self.end()));
        Ok(Finish {
            tail,
            patches,
            duration,
        })
    }
}
