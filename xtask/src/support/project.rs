//! Paths, names and versions of the workspace, read from `cargo metadata`.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

/// The paths, names and versions that the commands use.
pub struct Project {
    /// The root folder of the workspace.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
    /// The name of the root crate.
    pub name: String,
    pub version: String,
    /// The version in `Cargo.lock`. The wasm-bindgen tools must have the same version.
    pub wasm_bindgen: String,
}

impl Project {
    /// The crate of the npm package's modules.
    pub const NPM_CRATE: &str = "local-media-stream-npm";

    /// User code of the crate, which is compiled but not run.
    pub const DOWNSTREAM_CRATE: &str = "downstream";

    /// The programs whose size `cargo xtask size` measures.
    pub const SIZE_CRATE: &str = "size";

    pub fn load() -> Result<Self> {
        // Read at run time: checkouts that share a target folder also share the compiled xtask.
        let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let manifest = PathBuf::from(here)
            .parent()
            .context("the xtask crate has no parent folder")?
            .join("Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(&manifest)
            .exec()
            .context("cargo cannot read the workspace")?;
        let root = metadata
            .root_package()
            .context("the workspace has no root crate")?;
        let wasm_bindgen = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == "wasm-bindgen")
            .context("Cargo.lock does not contain wasm-bindgen")?;
        Ok(Self {
            name: root.name.to_string(),
            version: root.version.to_string(),
            wasm_bindgen: wasm_bindgen.version.to_string(),
            root: metadata.workspace_root.clone().into(),
            target: metadata.target_directory.clone().into(),
        })
    }

    /// The output folder of the npm package.
    pub fn npm_package(&self) -> PathBuf {
        self.target.join("npm").join(&self.name)
    }

    /// The rustdoc output folder of the root crate.
    pub fn documentation(&self) -> PathBuf {
        self.target.join("doc").join(self.name.replace('-', "_"))
    }

    /// The folder for the logs of the WebDriver servers.
    pub fn logs(&self) -> PathBuf {
        self.target.join("xtask-logs")
    }
}
