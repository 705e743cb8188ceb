//! Elements of EBML: identifiers, heads, and lists of children.

use super::error::WebmError;

/// The identifiers in use, with their length markers.
pub(super) mod id {
    pub(crate) const EBML: u32 = 0x1A45_DFA3;
    pub(crate) const DOC_TYPE: u32 = 0x4282;
    pub(crate) const VOID: u32 = 0xEC;
    pub(crate) const CRC_32: u32 = 0xBF;
    pub(crate) const SEGMENT: u32 = 0x1853_8067;
    pub(crate) const SEEK_HEAD: u32 = 0x114D_9B74;
    pub(crate) const SEEK: u32 = 0x4DBB;
    pub(crate) const SEEK_ID: u32 = 0x53AB;
    pub(crate) const SEEK_POSITION: u32 = 0x53AC;
    pub(crate) const INFO: u32 = 0x1549_A966;
    pub(crate) const TIMESTAMP_SCALE: u32 = 0x2A_D7B1;
    pub(crate) const DURATION: u32 = 0x4489;
    pub(crate) const TRACKS: u32 = 0x1654_AE6B;
    pub(crate) const TRACK_ENTRY: u32 = 0xAE;
    pub(crate) const TRACK_NUMBER: u32 = 0xD7;
    pub(crate) const TRACK_TYPE: u32 = 0x83;
    pub(crate) const DEFAULT_DURATION: u32 = 0x23_E383;
    pub(crate) const CODEC_ID: u32 = 0x86;
    pub(crate) const CODEC_PRIVATE: u32 = 0x63A2;
    pub(crate) const AUDIO: u32 = 0xE1;
    pub(crate) const CLUSTER: u32 = 0x1F43_B675;
    pub(crate) const TIMESTAMP: u32 = 0xE7;
    pub(crate) const SIMPLE_BLOCK: u32 = 0xA3;
    pub(crate) const BLOCK_GROUP: u32 = 0xA0;
    pub(crate) const BLOCK: u32 = 0xA1;
    pub(crate) const BLOCK_DURATION: u32 = 0x9B;
    pub(crate) const REFERENCE_BLOCK: u32 = 0xFB;
    pub(crate) const CUES: u32 = 0x1C53_BB6B;
    pub(crate) const CUE_POINT: u32 = 0xBB;
    pub(crate) const CUE_TIME: u32 = 0xB3;
    pub(crate) const CUE_TRACK_POSITIONS: u32 = 0xB7;
    pub(crate) const CUE_TRACK: u32 = 0xF7;
    pub(crate) const CUE_CLUSTER_POSITION: u32 = 0xF1;
}

/// The size, in 8 bytes, of an element that ends where another one of its level begins.
pub(super) const UNKNOWN_SIZE: u64 = (1 << 56) - 1;

/// An integer whose first byte contains its width.
#[derive(Clone, Copy)]
pub(super) struct VarInt {
    /// The integer with its length marker.
    marked: u64,
    /// In bytes, 1 to 8.
    pub(super) width: usize,
}

impl VarInt {
    /// The largest value of one byte.
    pub(super) const MAX_OF_ONE_BYTE: u64 = 0x7E;

    /// Reads an integer at the start of `bytes`. `None` if it continues after them.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<Self>, WebmError> {
        let Some(first) = bytes.first() else {
            return Ok(None);
        };
        let width = first.leading_zeros() as usize + 1;
        if width > 8 {
            return Err(WebmError::Malformed);
        }
        let marked = bytes.get(..width).map(read_uint);
        Ok(marked.map(|marked| Self { marked, width }))
    }

    /// Returns the integer, without the length marker.
    pub(super) fn value(self) -> u64 {
        self.marked & self.max()
    }

    /// Returns the largest integer of this width, which means “unknown” as a size.
    fn max(self) -> u64 {
        marker(self.width) - 1
    }
}

/// Returns the length marker of an integer of this width, in bytes.
fn marker(width: usize) -> u64 {
    1 << (7 * width)
}

/// The identifier and the size of an element.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) id: u32,
    /// The size of the content. `None` if it is unknown.
    size: Option<u64>,
    /// The number of bytes before the content.
    pub(super) length: usize,
    /// The width of the size.
    pub(super) size_width: usize,
}

impl Head {
    /// Reads the head at the start of `bytes`. `None` if it continues after them.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<Self>, WebmError> {
        let Some(id) = VarInt::read(bytes)? else {
            return Ok(None);
        };
        if id.width > 4 {
            return Err(WebmError::Malformed);
        }
        let Some(size) = VarInt::read(bytes.get(id.width..).unwrap_or_default())? else {
            return Ok(None);
        };
        Ok(Some(Self {
            id: id.marked as u32,
            size: (size.value() != size.max()).then(|| size.value()),
            length: id.width + size.width,
            size_width: size.width,
        }))
    }

    /// Returns the size of the content.
    ///
    /// # Errors
    /// If it is unknown. Only the elements Segment and Cluster may omit it.
    pub(super) fn size(&self) -> Result<u64, WebmError> {
        self.size.ok_or(WebmError::Malformed)
    }
}

/// An element within a list that is in memory.
pub(super) struct Element<'a> {
    pub(super) id: u32,
    pub(super) content: &'a [u8],
    /// The head and the content.
    pub(super) bytes: &'a [u8],
}

impl<'a> Element<'a> {
    /// Removes the first element of a list. `None` at the end of the list.
    pub(super) fn take(list: &mut &'a [u8]) -> Result<Option<Self>, WebmError> {
        if list.is_empty() {
            return Ok(None);
        }
        let head = Head::read(list)?.ok_or(WebmError::Malformed)?;
        let size = usize::try_from(head.size()?).map_err(|_| WebmError::Malformed)?;
        let length = head.length.checked_add(size).ok_or(WebmError::Malformed)?;
        let (bytes, rest) = list.split_at_checked(length).ok_or(WebmError::Malformed)?;
        *list = rest;
        Ok(Some(Self {
            id: head.id,
            content: bytes.get(head.length..).unwrap_or_default(),
            bytes,
        }))
    }

    /// Returns the content as an unsigned integer.
    pub(super) fn uint(&self) -> Result<u64, WebmError> {
        if self.content.len() > 8 {
            return Err(WebmError::Malformed);
        }
        Ok(read_uint(self.content))
    }
}

fn read_uint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// Appends an integer of this width, in bytes.
pub(super) fn write_var_int(out: &mut Vec<u8>, value: u64, width: usize) {
    let bytes = (marker(width) | value).to_be_bytes();
    out.extend(bytes.iter().skip(bytes.len() - width));
}

/// Appends an identifier.
pub(super) fn write_id(out: &mut Vec<u8>, id: u32) {
    let unused = id.leading_zeros() as usize / 8;
    out.extend(id.to_be_bytes().iter().skip(unused));
}

/// Appends a head with a size of 8 bytes.
pub(super) fn write_head(out: &mut Vec<u8>, id: u32, size: u64) {
    write_id(out, id);
    write_var_int(out, size, 8);
}

/// Appends a head with a size below 127.
pub(super) fn write_small_head(out: &mut Vec<u8>, id: u32, size: usize) {
    write_id(out, id);
    out.push(0x80 | size as u8);
}

/// Appends an element whose content has less than 127 bytes.
pub(super) fn write_small(out: &mut Vec<u8>, id: u32, content: &[u8]) {
    write_small_head(out, id, content.len());
    out.extend(content);
}

/// Appends an element with an unsigned integer of 8 bytes.
pub(super) fn write_uint(out: &mut Vec<u8>, id: u32, value: u64) {
    write_small(out, id, &value.to_be_bytes());
}

/// Appends an element of this size that players skip.
pub(super) fn write_void(out: &mut Vec<u8>, size: usize) {
    write_small_head(out, id::VOID, size - 2);
    out.resize(out.len() + size - 2, 0);
}
