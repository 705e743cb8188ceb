//! File system helpers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Returns all files in a folder and its subfolders, sorted by path.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Copies the files of a folder whose names are `selected`. Does nothing if the folder does not exist.
pub fn copy_files(from: &Path, to: &Path, selected: impl Fn(&str) -> bool) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.path().is_file() && selected(&name.to_string_lossy()) {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}
