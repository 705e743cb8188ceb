//! Builds wasm modules with cargo and prepares them for use in a page.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::process::run_checked;
use super::project::Project;
use super::tools::{Tools, WASM_TARGET};

/// The arguments of wasm-opt. The passes between and after `-Oz` save a further 2 % (gzip).
const WASM_OPT: [&str; 19] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa-optimizing",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // Functions of one module lie together, which compresses better.
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
    // The features of current rustc versions.
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The standard library of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Std {
    /// The library that rustup installs. It is built for speed.
    Stock,
    /// Built for size from its source. A panic aborts without a message.
    Rebuilt,
}

impl Std {
    /// Returns `Rebuilt` if the toolchain supports it. Installs the source of the library.
    pub fn smallest(project: &Project, tools: &Tools) -> Self {
        let fetched = tools.ensure_rust_src().and_then(|()| {
            // Reports unsupported flags and missing dependencies before a build does.
            let mut fetch = Self::Rebuilt.cargo(project, tools, "fetch");
            run_checked(fetch.args(["--target", WASM_TARGET]), None)
        });
        match fetched {
            Ok(()) => Self::Rebuilt,
            Err(error) => {
                println!(
                    "The standard library of this toolchain cannot be rebuilt for size. The modules contain the stock \
                     library, which makes them about 20 % larger: {error:#}"
                );
                Self::Stock
            }
        }
    }

    /// Creates a `cargo build` command for wasm. Its output is in `target`.
    pub fn cargo_build(self, project: &Project, tools: &Tools) -> Command {
        let mut command = self.cargo(project, tools, "build");
        command.args(["--target", WASM_TARGET]);
        command
    }

    /// Returns the target folder. Cargo would rebuild everything if both libraries shared one.
    pub fn target(self, project: &Project) -> PathBuf {
        match self {
            Self::Stock => project.target.clone(),
            Self::Rebuilt => project.target.join("rebuilt-std"),
        }
    }

    /// Returns the arguments of cargo that select the library.
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Stock => &[],
            Self::Rebuilt => &[
                "-Z",
                "build-std=std,panic_abort",
                "-Z",
                "build-std-features=optimize_for_size",
            ],
        }
    }

    /// Sets the environment of cargo, or of a program that starts it.
    pub fn set_environment(self, project: &Project, command: &mut Command) {
        // The user's flags must not affect the result.
        for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
            command.env_remove(flags);
        }
        command.env("CARGO_TARGET_DIR", self.target(project));
        if self == Self::Rebuilt {
            command
                .env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort")
                // Permits unstable flags in a stable toolchain.
                .env("RUSTC_BOOTSTRAP", "1");
        }
    }

    fn cargo(self, project: &Project, tools: &Tools, subcommand: &str) -> Command {
        let mut command = tools.cargo();
        command
            .current_dir(&project.root)
            .arg(subcommand)
            .args(self.arguments());
        self.set_environment(project, &mut command);
        command
    }
}

/// Writes a module and its wasm-bindgen glue to a folder. Returns the path of the module.
pub fn generate_glue(tools: &Tools, module: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    let mut command = tools.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript"]);
    command.args(["--out-name", name, "--out-dir"]);
    run_checked(command.args([folder, module]), None)?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Reduces the size of a module with wasm-opt.
pub fn optimize(tools: &Tools, module: &Path) -> Result<()> {
    let mut command = tools.command("wasm-opt");
    command.args(WASM_OPT).arg(module).arg("--output").arg(module);
    run_checked(&mut command, None)
}
