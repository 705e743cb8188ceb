//! `Header`: the part of a file before the first cluster, with space for what is known at the end only.

use std::num::NonZeroU64;

use super::element::{
    Element, UNKNOWN_SIZE, id, write_head, write_small, write_small_head, write_uint, write_void,
};
use super::error::WebmError;
use super::tracks::{Kind, Tracks};

/// The nanoseconds of a unit of time, where the element Info does not contain them.
const DEFAULT_SCALE: NonZeroU64 = match NonZeroU64::new(1_000_000) {
    Some(scale) => scale,
    None => NonZeroU64::MIN,
};

/// The size of an entry of the SeekHead: three heads of 3 bytes, an identifier, and a position.
const SEEK_SIZE: usize = 3 * 3 + 4 + 8;

/// The size of the SeekHead, with entries for Info, Tracks and Cues.
const SEEK_HEAD_SIZE: usize = 5 + 3 * SEEK_SIZE;

/// The size of the element Duration.
const DURATION_SIZE: usize = 3 + 8;

/// The size of the head of Segment or Info.
const HEAD_SIZE: usize = 4 + 8;

/// The properties of a file that are known at its end only.
pub(super) struct End {
    /// The number of bytes.
    pub(super) length: u64,
    /// The position of the element Cues, if there is one.
    pub(super) cues: Option<u64>,
    /// In units of the timestamp scale.
    pub(super) duration: i64,
}

/// The header of a file.
#[derive(Clone, Copy)]
pub(super) struct Header {
    /// The nanoseconds of a unit of time.
    pub(super) scale: NonZeroU64,
    pub(super) tracks: Tracks,
    /// Whether it is Matroska. Otherwise it is WebM.
    is_matroska: bool,
    /// The position of the element Segment.
    pub(super) segment: u64,
    /// The size of the content of Info, without the Duration.
    info: usize,
}

impl Header {
    /// Reads the elements of a recorder's header. Appends the same header for a file.
    pub(super) fn read(mut elements: &[u8], file: &mut Vec<u8>) -> Result<Self, WebmError> {
        let (mut ebml, mut info, mut tracks) = (&[][..], Vec::new(), &[][..]);
        let mut header = Self {
            scale: DEFAULT_SCALE,
            tracks: Tracks::default(),
            is_matroska: false,
            segment: 0,
            info: 0,
        };
        while let Some(element) = Element::take(&mut elements)? {
            match element.id {
                id::EBML => {
                    ebml = element.bytes;
                    header.is_matroska = is_matroska(element.content)?;
                }
                id::INFO => header.scale = read_info(element.content, &mut info)?,
                _ => {
                    tracks = element.bytes;
                    header.tracks = Tracks::read(element.content)?;
                }
            }
        }
        if tracks.is_empty() {
            return Err(WebmError::Malformed);
        }
        header.segment = ebml.len() as u64;
        header.info = info.len();
        file.extend(ebml);
        header.write(None, file);
        file.extend(info);
        file.extend(tracks);
        Ok(header)
    }

    /// Checks that the blocks of a recorder with this header can follow.
    pub(super) fn check_next(&self, next: &Header) -> Result<(), WebmError> {
        if self.scale != next.scale {
            return Err(WebmError::ChangedCodec);
        }
        self.tracks.check_next(&next.tracks)
    }

    /// Returns the MIME type, without codecs.
    pub(super) fn mime_type(&self) -> &'static str {
        match (self.tracks.of_kind(Kind::Video), self.is_matroska) {
            (Some(_), false) => "video/webm",
            (None, false) => "audio/webm",
            (Some(_), true) => "video/x-matroska",
            (None, true) => "audio/x-matroska",
        }
    }

    /// Returns the position of the content of Segment. Positions within a file are relative to it.
    pub(super) fn content(&self) -> u64 {
        self.segment + HEAD_SIZE as u64
    }

    /// Writes everything between the start of Segment and the content of Info that a recorder wrote.
    ///
    /// The number of bytes does not depend on `end`.
    pub(super) fn write(&self, end: Option<&End>, out: &mut Vec<u8>) {
        let content = self.content();
        let size = end.map_or(UNKNOWN_SIZE, |end| end.length - content);
        write_head(out, id::SEGMENT, size);
        write_small_head(out, id::SEEK_HEAD, 3 * SEEK_SIZE);
        write_seek(out, id::INFO, SEEK_HEAD_SIZE as u64);
        let info = DURATION_SIZE + self.info;
        write_seek(out, id::TRACKS, (SEEK_HEAD_SIZE + HEAD_SIZE + info) as u64);
        match end.and_then(|end| end.cues) {
            Some(cues) => write_seek(out, id::CUES, cues - content),
            None => write_void(out, SEEK_SIZE),
        }
        write_head(out, id::INFO, info as u64);
        match end {
            Some(end) => write_uint(out, id::DURATION, (end.duration as f64).to_bits()),
            None => write_void(out, DURATION_SIZE),
        }
    }
}

/// Reads the content of the EBML header.
fn is_matroska(mut list: &[u8]) -> Result<bool, WebmError> {
    while let Some(element) = Element::take(&mut list)? {
        if element.id == id::DOC_TYPE {
            return Ok(element.content == b"matroska");
        }
    }
    Ok(false)
}

/// Appends the elements of Info that remain valid. Returns the nanoseconds of a unit of time.
fn read_info(mut list: &[u8], info: &mut Vec<u8>) -> Result<NonZeroU64, WebmError> {
    let mut scale = DEFAULT_SCALE;
    while let Some(element) = Element::take(&mut list)? {
        if element.id == id::TIMESTAMP_SCALE {
            scale = NonZeroU64::new(element.uint()?).ok_or(WebmError::Malformed)?;
        }
        if !matches!(element.id, id::DURATION | id::VOID | id::CRC_32) {
            info.extend(element.bytes);
        }
    }
    Ok(scale)
}

fn write_seek(out: &mut Vec<u8>, id: u32, position: u64) {
    write_small_head(out, id::SEEK, SEEK_SIZE - 3);
    write_small(out, id::SEEK_ID, &id.to_be_bytes());
    write_uint(out, id::SEEK_POSITION, position);
}
