//! Random steps that can be repeated.

use crate::progress;

/// Returns a seed for [`Random`]. It is printed with the message of a panic.
pub fn seed() -> u64 {
    let seed = js_sys::Math::random().to_bits() | 1;
    progress(&format!("seed {seed}"));
    seed
}

/// A xorshift generator: the same sequence in every engine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
