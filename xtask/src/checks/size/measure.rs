//! The size of files, as they are and as servers send them.

use std::fs;
use std::io::{self, Write};
use std::ops::AddAssign;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::process;
use crate::tools::Tools;

/// How large something is, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub bytes: u64,
    /// Of `gzip -9`.
    pub gzip: u64,
    /// Of `brotli -q 11`.
    pub brotli: u64,
}

impl Size {
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

    /// The three of them, with their names.
    pub fn named(self) -> [(&'static str, u64); 3] {
        [
            ("bytes", self.bytes),
            ("gzip", self.gzip),
            ("brotli", self.brotli),
        ]
    }
}

/// What is sent as several files is compressed file by file.
impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Puts a module and what it imports, but wasm, into one file as small as can be. `more` is what else esbuild is told.
pub fn bundle(tools: &Tools, folder: &Path, module: &Path, to: &Path, more: &[&str]) -> Result<()> {
    let mut command = tools.command("esbuild");
    command
        .current_dir(folder)
        .arg(module)
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args(["--external:*.wasm", "--legal-comments=none", "--log-level=error"])
        .arg(format!("--outfile={}", to.display()))
        .args(more);
    process::succeed(&mut command, None)
}
