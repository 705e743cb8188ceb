//! Copies of frames with this crate, and the memory of the other variants.

use std::alloc::System;
use std::cell::Cell;

use js_sys::Uint8Array;
use local_media_stream::MediaError;
use local_media_stream::frames::{CopyOptions, VideoFrame};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use wasm_bindgen::prelude::*;

/// Counts allocations. The same two additions for every variant in Rust.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Copies a frame as RGBA into the memory of the frame before, as a program does that reads a track. The frame stays open.
#[wasm_bindgen(js_name = crateFrames)]
pub async fn copy_frames(frame: web_sys::VideoFrame, times: u32) -> Result<(), MediaError> {
    let frame = VideoFrame::from(frame);
    for _ in 0..times {
        let pixels = frame.copy_to(BUFFER.take(), &CopyOptions::rgba()).await?;
        BUFFER.set(pixels.data);
    }
    frame.into_web_sys();
    Ok(())
}

/// Returns the address of memory that is never freed, for JavaScript to write to.
#[wasm_bindgen(js_name = frameMemory)]
pub fn frame_memory(length: usize) -> usize {
    vec![0u8; length].leak().as_ptr() as usize
}

/// Copies bytes into new wasm memory.
#[wasm_bindgen(js_name = toVec)]
pub fn to_vec(bytes: &Uint8Array) -> usize {
    std::hint::black_box(bytes.to_vec()).len()
}

/// Returns the number of allocations since the start, and their bytes.
#[wasm_bindgen]
pub fn allocations() -> Vec<usize> {
    let stats = ALLOCATOR.stats();
    vec![stats.allocations + stats.reallocations, stats.bytes_allocated]
}
