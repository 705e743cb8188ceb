//! Recording of streams into playable, seekable files.

// The recorder that uses this module follows.
#[allow(dead_code, unused_imports)]
mod webm;
