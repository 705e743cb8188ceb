//! `Header`: the part of a file before the first cluster, with space for what is known at the end only.

use super::element::{Element, UNKNOWN_SIZE, id, write_head, write_id, write_small, write_uint};
use super::error::WebmError;
use super::finish::Patch;
use super::tracks::Tracks;

/// The nanoseconds of a unit of time, where the element Info does not contain them.
const DEFAULT_SCALE: u64 = 1_000_000;

/// The size of a SeekHead with entries for Info, Tracks and Cues.
const SEEK_HEAD_SIZE: usize = 5 + 3 * 21;

/// The size of the element Duration.
const DURATION_SIZE: usize = 3 + 8;

/// The header that a recorder wrote.
#[derive(Default)]
pub(super) struct SourceHeader {
    /// The element EBML.
    ebml: Vec<u8>,
    /// The content of the element Info.
    info: Vec<u8>,
    /// The element Tracks.
    tracks: Vec<u8>,
}

impl SourceHeader {
    /// Adds an element.
    pub(super) fn add(&mut self, element: &Element) {
        match element.id {
            id::EBML => self.ebml = element.bytes.to_vec(),
            id::INFO => self.info = element.content.to_vec(),
            id::TRACKS => self.tracks = element.bytes.to_vec(),
            _ => {}
        }
    }

    /// Returns the nanoseconds of a unit of time.
    pub(super) fn scale(&self) -> Result<u64, WebmError> {
        let (mut scale, mut list) = (DEFAULT_SCALE, &self.info[..]);
        while let Some(element) = Element::take(&mut list)? {
            if element.id == id::TIMESTAMP_SCALE {
                scale = element.uint()?;
            }
        }
        if scale == 0 {
            return Err(WebmError::Malformed);
        }
        Ok(scale)
    }

    pub(super) fn tracks(&self) -> Result<Tracks, WebmError> {
        let element = Element::take(&mut &self.tracks[..])?.ok_or(WebmError::Malformed)?;
        Tracks::read(element.content)
    }
}

/// The header of a file.
pub(super) struct Header {
    /// The nanoseconds of a unit of time.
    pub(super) scale: u64,
    pub(super) tracks: Tracks,
    /// The position of the content of the Segment, which begins with the space for the SeekHead.
    pub(super) content: u64,
    /// The position of the space for the Duration.
    duration: u64,
}

impl Header {
    /// Writes the header of the first recorder to an empty file.
    pub(super) fn write(source: &SourceHeader, file: &mut Vec<u8>) -> Result<Self, WebmError> {
        let (scale, tracks) = (source.scale()?, source.tracks()?);
        let mut info: Vec<u8> = Vec::new();
        let mut list = &source.info[..];
        while let Some(element) = Element::take(&mut list)? {
            if !matches!(element.id, id::DURATION | id::VOID | id::CRC_32) {
                info.extend(element.bytes);
            }
        }
        file.extend(&source.ebml);
        write_id(file, id::SEGMENT);
        file.extend(UNKNOWN_SIZE.to_be_bytes());
        let content = file.len() as u64;
        // The head of a Void has 2 bytes.
        write_small(file, id::VOID, &[0; SEEK_HEAD_SIZE - 2]);
        write_head(file, id::INFO, (info.len() + DURATION_SIZE) as u64);
        file.extend(info);
        let duration = file.len() as u64;
        write_small(file, id::VOID, &[0; DURATION_SIZE - 2]);
        file.extend(&source.tracks);
        Ok(Self {
            scale,
            tracks,
            content,
            duration,
        })
    }

    /// Returns the changes to the header of a file that ends with the element Cues of `cues` bytes.
    pub(super) fn patches(&self, length: u64, cues: u64, duration: i64) -> Vec<Patch> {
        let mut size = Vec::new();
        write_head(&mut size, id::SEGMENT, length - self.content);
        let mut patches = vec![Patch {
            offset: self.content - size.len() as u64,
            bytes: size,
        }];
        let mut bytes = Vec::new();
        write_small(&mut bytes, id::DURATION, &(duration as f64).to_be_bytes());
        patches.push(Patch {
            offset: self.duration,
            bytes,
        });
        if cues > 0 {
            let info = self.content + SEEK_HEAD_SIZE as u64;
            let tracks = self.duration + DURATION_SIZE as u64;
            let mut entries = Vec::new();
            for (id, position) in [(id::INFO, info), (id::TRACKS, tracks), (id::CUES, length - cues)] {
                let mut entry = Vec::new();
                write_small(&mut entry, id::SEEK_ID, &id.to_be_bytes());
                write_uint(&mut entry, id::SEEK_POSITION, position - self.content);
                write_small(&mut entries, id::SEEK, &entry);
            }
            let mut bytes = Vec::new();
            write_small(&mut bytes, id::SEEK_HEAD, &entries);
            patches.push(Patch {
                offset: self.content,
                bytes,
            });
        }
        patches
    }
}
