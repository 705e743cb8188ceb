//! The fuzz target of `src/recorder/webm`. Its input is the output of two recorders, and two bytes that divide it.
#![no_main]

#[allow(dead_code)]
#[path = "../src/recorder/webm/mod.rs"]
mod webm;

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use webm::{Patch, Recovery, Remuxer};

/// Remuxes the output of two recorders in chunks of this size. Returns the file before and after the finish.
fn remux(recorders: [&[u8]; 2], chunk: usize) -> (Vec<u8>, Option<Vec<u8>>) {
    let (mut remuxer, mut file) = (Remuxer::new(), Vec::new());
    for (index, bytes) in recorders.into_iter().enumerate() {
        if index > 0
            && let Some(change) = remuxer.begin_segment(Duration::from_millis(900))
        {
            patch(&mut file, &change);
        }
        for bytes in bytes.chunks(chunk) {
            // The file ends at the error.
            let _error = remuxer.push(bytes, &mut file);
        }
    }
    let finished = remuxer.finish().ok().map(|finish| {
        let mut finished = [&file[..], &finish.tail].concat();
        for change in &finish.patches {
            patch(&mut finished, change);
        }
        finished
    });
    (file, finished)
}

fn patch(file: &mut [u8], patch: &Patch) {
    let start = patch.offset as usize;
    file[start..start + patch.bytes.len()].copy_from_slice(&patch.bytes);
}

fuzz_target!(|data: &[u8]| {
    let [data @ .., cut, chunk] = data else {
        return;
    };
    let recorders = data.split_at(data.len() * usize::from(*cut) / 255);
    let recorders = [recorders.0, recorders.1];
    let (file, finished) = remux(recorders, usize::MAX);
    let chunked = remux(recorders, usize::from(*chunk).max(1));
    assert!(
        chunked == (file.clone(), finished.clone()),
        "the output depends on the chunks"
    );

    for file in [Some(&file), finished.as_ref()].into_iter().flatten() {
        let mut recovery = Recovery::new();
        if recovery.push(file).is_ok()
            && let Ok(recovered) = recovery.finish()
        {
            assert!(recovered.length <= file.len() as u64);
        }
    }
});
