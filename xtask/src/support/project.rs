//! Where the project is and what it is called, as cargo knows it.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

/// The facts of the workspace that the commands need.
pub struct Project {
    /// The folder of the workspace, where the crate lives.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// The name of the crate at the root.
    pub name: String,
    pub version: String,
    /// What `Cargo.lock` says; the tools of wasm-bindgen must be of this very version.
    pub wasm_bindgen: String,
    /// What wasm-opt is told when the npm package is built.
    pub wasm_opt: Vec<String>,
}

impl Project {
    /// The crate that wasm-pack builds into the npm package.
    pub const NPM_CRATE: &str = "local-media-stream-npm";

    /// What a user of the crate writes, which is only compiled.
    pub const DOWNSTREAM_CRATE: &str = "downstream";

    /// The programs whose size is measured.
    pub const SIZE_CRATE: &str = "size";

    pub fn load() -> Result<Self> {
        // What cargo says now comes first: checkouts that share a target folder share the program, too.
        let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let manifest = PathBuf::from(here)
            .parent()
            .context("xtask lies in the workspace")?
            .join("Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(&manifest)
            .exec()
            .context("cargo cannot read the workspace")?;
        let root = metadata
            .root_package()
            .context("the workspace has a crate at its root")?;
        let wasm_bindgen = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == "wasm-bindgen")
            .context("Cargo.lock has no wasm-bindgen in it")?;
        let npm = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == Self::NPM_CRATE);
        let wasm_opt = npm
            .and_then(|npm| {
                npm.metadata
                    .pointer("/wasm-pack/profile/release/wasm-opt")?
                    .as_array()
            })
            .context("the npm package's Cargo.toml does not say what wasm-opt is told")?;
        Ok(Self {
            wasm_opt: wasm_opt
                .iter()
                .filter_map(|word| word.as_str().map(str::to_owned))
                .collect(),
            name: root.name.to_string(),
            version: root.version.to_string(),
            wasm_bindgen: wasm_bindgen.version.to_string(),
            root: metadata.workspace_root.clone().into(),
            target: metadata.target_directory.clone().into(),
        })
    }

    /// Where the npm package is put together.
    pub fn npm_package(&self) -> PathBuf {
        self.target.join("npm").join(&self.name)
    }

    /// Where rustdoc writes what it makes of the crate at the root.
    pub fn documentation(&self) -> PathBuf {
        self.target.join("doc").join(self.name.replace('-', "_"))
    }

    /// Where what the drivers said is kept.
    pub fn logs(&self) -> PathBuf {
        self.target.join("xtask-logs")
    }
}
