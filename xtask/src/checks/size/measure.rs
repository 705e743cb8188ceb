//! The uncompressed and compressed size of files.

use std::fs;
use std::io::{self, Write};
use std::ops::AddAssign;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

/// A size in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Size {
    pub bytes: u64,
    /// As compressed by `gzip -9`.
    pub gzip: u64,
    /// As compressed by `brotli -q 11`.
    pub brotli: u64,
}

impl Size {
    /// Reads and compresses a file.
    pub fn of_file(file: &Path) -> Result<Self> {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        Self::of(&content)
    }

    pub fn of(content: &[u8]) -> Result<Self> {
        const BUFFER: usize = 1 << 16;
        const BEST: u32 = 11;
        const WINDOW: u32 = 22;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let brotli = io::copy(
            &mut brotli::CompressorReader::new(content, BUFFER, BEST, WINDOW),
            &mut io::sink(),
        )?;
        Ok(Self {
            bytes: u64::try_from(content.len())?,
            gzip: u64::try_from(gzip.finish()?.len())?,
            brotli,
        })
    }

    /// Returns the three sizes with their names.
    pub fn named(self) -> [(&'static str, u64); 3] {
        [
            ("bytes", self.bytes),
            ("gzip", self.gzip),
            ("brotli", self.brotli),
        ]
    }
}

/// Adds the sizes of files that are compressed separately.
impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}
