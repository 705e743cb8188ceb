//! `Reader`: splits the output of a recorder into its parts, from chunks that are cut anywhere.

use super::element::{Element, Head, VarInt, id};
use super::error::WebmError;

/// The largest element of the header, in bytes. Those of browsers have a few hundred.
const MAX_ELEMENT: u64 = 1 << 16;

/// The flag of a SimpleBlock that depends on no other block.
pub(super) const KEY_FRAME: u8 = 0x80;

/// A part of the output of a recorder. Other elements are skipped.
pub(super) enum Item<'a> {
    /// The complete element EBML, Info, Tracks or Timestamp.
    Element(Element<'a>),
    /// The start of a cluster.
    Cluster,
    /// The start of a block, and the bytes before the frame.
    Block(BlockStart, &'a [u8]),
    /// More bytes of the block.
    BlockData(&'a [u8]),
    BlockEnd(BlockEnd),
}

/// The start of a SimpleBlock or BlockGroup.
pub(super) struct BlockStart {
    pub(super) track: VarInt,
    /// The number of bytes before the track number. The time follows it.
    pub(super) track_at: usize,
    /// In units of the timestamp scale, relative to the cluster.
    pub(super) time: i16,
    pub(super) flags: u8,
    /// Whether this is a SimpleBlock.
    pub(super) is_simple: bool,
    /// The width of the size of the outer element.
    pub(super) size_width: usize,
}

/// The properties of a block that are known at its end.
#[derive(Clone, Copy)]
pub(super) struct BlockEnd {
    pub(super) is_key_frame: bool,
    /// In units of the timestamp scale. `None` if the block does not contain it.
    pub(super) duration: Option<u64>,
}

enum State {
    /// Before an element.
    Start,
    /// Within the head of an element, or the bytes before a frame.
    Head,
    /// Within an element of this length that is read as a whole.
    Whole(usize),
    /// Within an element that is skipped, before this number of bytes.
    Skip(u64),
    /// Within a block, before this number of bytes.
    Block(u64),
}

/// Splits the output of one recorder.
///
/// The sizes of Segment and Cluster are not used, because no element occurs at more than one level.
pub(super) struct Reader {
    state: State,
    /// The bytes of a head or of a whole element.
    buffer: Vec<u8>,
    has_header: bool,
    block: BlockEnd,
    /// The number of bytes of the BlockGroup that follow those of [`State::Block`].
    group: u64,
    /// The number of bytes read.
    position: u64,
    /// The number of bytes before the current element.
    element: u64,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            state: State::Start,
            buffer: Vec::new(),
            has_header: false,
            block: BlockEnd {
                is_key_frame: false,
                duration: None,
            },
            group: 0,
            position: 0,
            element: 0,
        }
    }

    /// Returns the number of bytes read.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Returns the number of bytes before the current element.
    pub(super) fn element(&self) -> u64 {
        self.element
    }

    /// Removes the next part from the input. `None` if more input is necessary.
    pub(super) fn next<'a, 'i: 'a>(
        &'a mut self,
        input: &mut &'i [u8],
    ) -> Result<Option<Item<'a>>, WebmError> {
        loop {
            match self.state {
                State::Start => {
                    self.buffer.clear();
                    self.element = self.position;
                    self.state = State::Head;
                }
                State::Head => {
                    // Byte by byte: a head has at most 29 bytes, and may be cut anywhere.
                    let byte = self.take(input, 1);
                    if byte.is_empty() {
                        return Ok(None);
                    }
                    self.buffer.extend(byte);
                    let Some(head) = Head::read(&self.buffer)? else {
                        continue;
                    };
                    if self.group > 0 {
                        if self.read_child(head)? {
                            return Ok(Some(Item::BlockData(&self.buffer)));
                        }
                        continue;
                    }
                    if self.has_header == (head.id == id::EBML) {
                        return Err(WebmError::Malformed);
                    }
                    match head.id {
                        id::SEGMENT => self.state = State::Start,
                        id::CLUSTER => {
                            self.state = State::Start;
                            return Ok(Some(Item::Cluster));
                        }
                        id::SIMPLE_BLOCK | id::BLOCK_GROUP => {
                            if let Some(start) = self.read_block(head)? {
                                return Ok(Some(Item::Block(start, &self.buffer)));
                            }
                        }
                        id::EBML | id::INFO | id::TRACKS | id::TIMESTAMP => {
                            let size = head.size()?;
                            if size > MAX_ELEMENT {
                                return Err(WebmError::Malformed);
                            }
                            self.has_header = true;
                            self.state = State::Whole(head.length + size as usize);
                        }
                        _ => self.state = State::Skip(head.size()?),
                    }
                }
                State::Whole(length) => {
                    let missing = length.saturating_sub(self.buffer.len());
                    let bytes = self.take(input, missing as u64);
                    self.buffer.extend(bytes);
                    if bytes.len() < missing {
                        return Ok(None);
                    }
                    self.state = State::Start;
                    return Ok(Element::take(&mut &self.buffer[..])?.map(Item::Element));
                }
                State::Skip(0) => self.state = State::Start,
                State::Skip(left) => {
                    let skipped = self.take(input, left).len() as u64;
                    if skipped == 0 {
                        return Ok(None);
                    }
                    self.state = State::Skip(left - skipped);
                }
                State::Block(0) => {
                    self.state = State::Start;
                    if self.group == 0 {
                        return Ok(Some(Item::BlockEnd(self.block)));
                    }
                }
                State::Block(left) => {
                    let bytes = self.take(input, left);
                    if bytes.is_empty() {
                        return Ok(None);
                    }
                    self.state = State::Block(left - bytes.len() as u64);
                    return Ok(Some(Item::BlockData(bytes)));
                }
            }
        }
    }

    /// Removes up to `length` bytes from the input.
    fn take<'a>(&mut self, input: &mut &'a [u8], length: u64) -> &'a [u8] {
        let length = length.min(input.len() as u64) as usize;
        let (bytes, rest) = input.split_at(length);
        *input = rest;
        self.position += length as u64;
        bytes
    }

    /// Reads the start of a block. `None` if bytes are missing.
    fn read_block(&mut self, head: Head) -> Result<Option<BlockStart>, WebmError> {
        let is_simple = head.id == id::SIMPLE_BLOCK;
        let (mut size, mut track_at, mut group) = (head.size()?, head.length, 0);
        if !is_simple {
            let Some(block) = Head::read(self.buffer.get(track_at..).unwrap_or_default())? else {
                return Ok(None);
            };
            // Muxers write the Block first, and its track decides about the BlockGroup.
            if block.id != id::BLOCK {
                return Err(WebmError::Malformed);
            }
            group = subtract(size, block.length as u64)?;
            size = block.size()?;
            group = subtract(group, size)?;
            track_at += block.length;
        }
        let rest = self.buffer.get(track_at..).unwrap_or_default();
        let Some(track) = VarInt::read(rest)? else {
            return Ok(None);
        };
        let Some(&[high, low, flags]) = rest.get(track.width..) else {
            return Ok(None);
        };
        self.state = State::Block(subtract(size, track.width as u64 + 3)?);
        self.group = group;
        self.block = BlockEnd {
            // A BlockGroup is one unless it refers to another block.
            is_key_frame: !is_simple || flags & KEY_FRAME != 0,
            duration: None,
        };
        Ok(Some(BlockStart {
            track,
            track_at,
            time: i16::from_be_bytes([high, low]),
            flags,
            is_simple,
            size_width: head.size_width,
        }))
    }

    /// Reads the head of another element of a BlockGroup. `false` if bytes are missing.
    fn read_child(&mut self, head: Head) -> Result<bool, WebmError> {
        let size = head.size()?;
        let rest = subtract(self.group, head.length as u64)?;
        let rest = subtract(rest, size)?;
        self.state = match head.id {
            id::BLOCK_DURATION => {
                if size > 8 {
                    return Err(WebmError::Malformed);
                }
                if self.buffer.len() < head.length + size as usize {
                    return Ok(false);
                }
                let element = Element::take(&mut &self.buffer[..])?;
                self.block.duration = element.map(|element| element.uint()).transpose()?;
                State::Block(0)
            }
            _ => {
                self.block.is_key_frame &= head.id != id::REFERENCE_BLOCK;
                State::Block(size)
            }
        };
        self.group = rest;
        Ok(true)
    }
}

/// Subtracts the size of a part from that of its parent.
fn subtract(whole: u64, part: u64) -> Result<u64, WebmError> {
    whole.checked_sub(part).ok_or(WebmError::Malformed)
}
