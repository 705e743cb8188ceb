//! `Ring`: blocks in memory that the audio thread and the page share.

use std::cell::Cell;

use js_sys::{Atomics, Float32Array, Float64Array, Int32Array};
use wasm_bindgen::JsValue;

use crate::sys;

/// The most memory of a ring in bytes, and the most blocks. Beyond them, the worklet creates arrays when it needs them.
const MAX_MEMORY: u64 = 16_000_000;
const MAX_BLOCKS: usize = 1_000;

/// How many blocks are read before other tasks of the page run. It matters only if the page reads more slowly than the
/// worklet writes.
const MAX_READS: usize = 64;

/// Blocks that the worklet writes and the page reads, in the same order. The worklet has the other half.
pub(super) struct Ring {
    memory: sys::SharedArrayBuffer,
    /// The number of blocks that are written and not read.
    filled: Int32Array,
    /// The number of each block, which counts lost blocks too.
    numbers: Float64Array,
    blocks: Vec<Float32Array>,
    /// The index of the next block to read.
    next: Cell<usize>,
    /// Whether the page waits by `Atomics.waitAsync`. Firefox before 145 and Safari before 16.4 lack it: the worklet posts a
    /// message there.
    waits: bool,
}

impl Ring {
    /// Creates a ring of blocks with this number of samples. `None` if the page is not cross-origin isolated, or if the
    /// blocks need too much memory.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Window/crossOriginIsolated)
    pub(super) fn new(length: usize, count: usize) -> Option<Self> {
        if count > MAX_BLOCKS {
            return None;
        }
        let start = 8 * (count + 1);
        // In 64 bits: 1,000 blocks may have gigabytes.
        let size = start as u64 + 4 * count as u64 * length as u64;
        if size > MAX_MEMORY {
            return None;
        }
        let memory = sys::SharedArrayBuffer::new(size as f64).ok()?;
        let block = |at| {
            let offset = start + 4 * length * at;
            Float32Array::new_with_byte_offset_and_length(&memory, offset as u32, length as u32)
        };
        let filled = Int32Array::new_with_byte_offset_and_length(&memory, 0, 1);
        Some(Ring {
            // Another value than that of the element: it returns at once.
            waits: sys::wait_async(&filled, 0, 1).is_ok(),
            filled,
            numbers: Float64Array::new_with_byte_offset_and_length(&memory, 8, count as u32),
            blocks: (0..count).map(block).collect(),
            next: Cell::default(),
            memory,
        })
    }

    /// Adds what the worklet needs of the ring to the options of its processor.
    pub(super) fn add_to(&self, options: &sys::Object) {
        options.set("memory", &self.memory);
        options.set_bool("notifies", self.waits);
    }

    /// Passes on each block that is written, with its number. `on_written` is called when there are further ones, unless
    /// the worklet posts a message.
    pub(super) fn read(&self, receive: impl Fn(&Float32Array, u64), on_written: &JsValue) {
        let mut filled = Atomics::load(&self.filled, 0).unwrap_or_default();
        for _ in 0..MAX_READS {
            if filled > 0 {
                filled = self.read_block(&receive);
            } else if !self.waits {
                return;
            } else {
                match sys::wait_async(&self.filled, 0, 0) {
                    Ok(wait) if wait.is_async() => {
                        wait.value().then(on_written);
                        return;
                    }
                    // A block was written meanwhile.
                    Ok(_) => filled = 1,
                    Err(_) => break,
                }
            }
        }
        let _ = sys::set_timeout(on_written, 0);
    }

    /// Passes on the next block. Returns how many others are written.
    fn read_block(&self, receive: impl Fn(&Float32Array, u64)) -> i32 {
        let at = self.next.get();
        self.next.set((at + 1) % self.blocks.len());
        if let Some(block) = self.blocks.get(at) {
            receive(block, self.numbers.get_index(at as u32) as u64);
        }
        // The worklet may write to the block from here on.
        Atomics::sub(&self.filled, 0, 1).unwrap_or(1) - 1
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // The browser holds the memory and the callback as long as the page waits.
        let _ = Atomics::notify(&self.filled, 0);
    }
}
