//! The tools that build and test, each found or installed in a folder of its own that belongs to the user.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{output_of, run_shown};

/// What pages run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The versions that are installed where nothing usable is there.
const WASM_PACK: &str = "0.15.1";
const GECKODRIVER: &str = "0.37.1";
const BINARYEN: &str = "132.0.0";
const TYPESCRIPT: &str = "5.9.3";
const PUBLINT: &str = "0.3.25";
const ATTW: &str = "0.18.5";
const VITE: &str = "8.3.8";
const WEBPACK: &str = "5.112.2";
const WEBPACK_CLI: &str = "7.3.1";

/// The oldest wasm-opt that knows every feature which today's rustc writes down in its modules.
const OLDEST_WASM_OPT: u32 = 121;
const OLDEST_WASM_PACK: (u32, u32) = (0, 15);

/// Where tools are found, and where they are put.
pub struct Tools {
    /// The folder that holds a folder for each tool we installed.
    home: PathBuf,
    /// The programs' folders of what we installed and of the user, in the order to be searched.
    path: Vec<PathBuf>,
}

impl Tools {
    /// What bundles and minifies, in the very version whose output is measured.
    pub const ESBUILD: &str = "0.28.2";

    pub fn new() -> Result<Self> {
        let home = match env::var_os("LMS_TOOLS_DIR") {
            Some(chosen) => PathBuf::from(chosen),
            None => cache()?.join("local-media-stream").join("tools"),
        };
        let path = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
        Ok(Self { home, path })
    }

    /// A program by its name, in our folders first.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(self.search_path()), ".").ok()
    }

    /// A command that finds our tools, as do those that it calls.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let program = program.as_ref();
        let found = program.to_str().and_then(|name| self.find(name));
        let mut command = Command::new(found.as_deref().unwrap_or(program));
        command.env("PATH", self.search_path());
        command
    }

    /// The cargo that runs us.
    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from))
    }

    pub fn has_node(&self) -> bool {
        self.find("node").is_some() && self.find("npm").is_some()
    }

    fn search_path(&self) -> OsString {
        // Fails for a folder with the separator in its name only, which cannot have been in a PATH.
        env::join_paths(&self.path).unwrap_or_default()
    }

    /// rustfmt and clippy, which a minimal toolchain lacks.
    pub fn need_lints(&self) -> Result<()> {
        for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if output_of(self.cargo().args([subcommand, "--version"])).is_some() {
                println!("{component}: found");
                continue;
            }
            println!("Installing {component} with rustup…");
            run_shown(self.command("rustup").args(["component", "add", component])).with_context(|| {
                format!("{component} is missing: install it with `rustup component add {component}`")
            })?;
        }
        Ok(())
    }

    /// The standard library for WebAssembly.
    pub fn need_wasm_target(&self) -> Result<()> {
        let folder = output_of(
            self.command("rustc")
                .args(["--print", "target-libdir", "--target", TARGET]),
        );
        if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
            println!("{TARGET}: found");
            return Ok(());
        }
        println!("Installing the Rust target {TARGET} with rustup (a few seconds)…");
        run_shown(self.command("rustup").args(["target", "add", TARGET])).with_context(|| {
            format!("the Rust target {TARGET} is missing: install it with `rustup target add {TARGET}`, or the package of your distribution for it")
        })
    }

    /// wasm-bindgen and its test runner, which work with the library of their own version only.
    pub fn need_wasm_bindgen(&mut self, version: &str) -> Result<()> {
        let fits = |tools: &Self| {
            ["wasm-bindgen", "wasm-bindgen-test-runner"]
                .iter()
                .all(|program| tools.version_of(program).as_deref() == Some(version))
        };
        self.need_from_cargo("wasm-bindgen-cli", version, "4 minutes", fits)
    }

    pub fn need_wasm_pack(&mut self) -> Result<()> {
        let fits = |tools: &Self| {
            let version = tools.version_of("wasm-pack").unwrap_or_default();
            let mut parts = version.split('.').map_while(|part| part.parse::<u32>().ok());
            parts
                .next()
                .zip(parts.next())
                .is_some_and(|version| version >= OLDEST_WASM_PACK)
        };
        self.need_from_cargo("wasm-pack", WASM_PACK, "2 minutes", fits)
    }

    pub fn need_geckodriver(&mut self) -> Result<()> {
        self.need_from_cargo("geckodriver", GECKODRIVER, "2 minutes", |tools| {
            tools.version_of("geckodriver").is_some()
        })
    }

    /// wasm-opt, which makes modules smaller.
    pub fn need_wasm_opt(&mut self) -> Result<()> {
        let fits = |tools: &Self| {
            let version = tools.version_of("wasm-opt");
            version
                .and_then(|version| version.parse::<u32>().ok())
                .is_some_and(|version| version >= OLDEST_WASM_OPT)
        };
        let installed = self.need_from_npm("binaryen", BINARYEN, fits);
        installed.context(format!(
            "wasm-opt {OLDEST_WASM_OPT} or newer is missing. It comes with Node's npm (which `cargo xtask setup` then \
             uses), with `brew install binaryen`, or from https://github.com/WebAssembly/binaryen/releases"
        ))
    }

    /// What puts the shim into one script.
    pub fn need_esbuild(&mut self) -> Result<()> {
        self.need_from_npm("esbuild", Self::ESBUILD, |tools| {
            tools.version_of("esbuild").as_deref() == Some(Self::ESBUILD)
        })
    }

    /// The compiler that checks the types of the npm package's consumer.
    pub fn need_typescript(&mut self) -> Result<()> {
        // The very version, so that the check does not change from one machine to another.
        self.need_from_npm("typescript", TYPESCRIPT, |tools| {
            tools.version_of("tsc").as_deref() == Some(TYPESCRIPT)
        })
    }

    /// What looks over a package that is to be published.
    pub fn need_publint(&mut self) -> Result<()> {
        self.need_from_npm("publint", PUBLINT, |tools| tools.is_ours("publint", PUBLINT))
    }

    /// What looks over its types.
    pub fn need_attw(&mut self) -> Result<()> {
        self.need_from_npm("@arethetypeswrong/cli", ATTW, |tools| tools.is_ours("attw", ATTW))
    }

    /// A bundler that the package is to work with.
    pub fn need_vite(&mut self) -> Result<()> {
        self.need_from_npm("vite", VITE, |tools| tools.is_ours("vite", VITE))
    }

    /// Another one, which is called by a package of its own.
    pub fn need_webpack(&mut self) -> Result<()> {
        let more = [format!("webpack-cli@{WEBPACK_CLI}")];
        self.need_all_from_npm("webpack", WEBPACK, &more, |tools| {
            tools.is_ours("webpack", WEBPACK) && tools.is_ours("webpack-cli", WEBPACK)
        })
    }

    /// Whether a program is the one from our folder for that version.
    fn is_ours(&self, program: &str, version: &str) -> bool {
        self.find(program).is_some_and(|path| {
            path.strip_prefix(&self.home).is_ok_and(|path| {
                let folder = path
                    .components()
                    .next()
                    .map(|folder| folder.as_os_str().to_owned());
                folder.is_some_and(|folder| folder.to_string_lossy().ends_with(&format!("-{version}")))
            })
        })
    }

    /// A package of npm's that is no program: the folder that has it installed.
    pub fn need_npm_package(&mut self, name: &str, version: &str) -> Result<PathBuf> {
        let folder = self.home.join(format!("{name}-{version}"));
        let manifest = folder.join("node_modules").join(name).join("package.json");
        self.need_from_npm(name, version, |_| manifest.is_file())?;
        Ok(folder)
    }

    /// Installs a program with cargo into a folder of its own, unless a fitting one is there already.
    fn need_from_cargo(
        &mut self,
        name: &str,
        version: &str,
        time: &str,
        fits: impl Fn(&Self) -> bool,
    ) -> Result<()> {
        let folder = self.home.join(format!("{name}-{version}"));
        self.need(name, version, &folder, &folder.join("bin"), &fits, |tools| {
            println!("Installing {name} {version} with cargo (about {time})…");
            // Not --locked: the author's lock file may name versions that have been withdrawn since.
            let mut command = tools.cargo();
            command
                .args(["install", name, "--version", &format!("={version}"), "--root"])
                .arg(&folder);
            // Away from the project, whose settings are for its own builds.
            command
                .current_dir(&tools.home)
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("RUSTFLAGS");
            run_shown(&mut command)
        })
    }

    /// The same with a package of npm's that brings a program.
    fn need_from_npm(&mut self, name: &str, version: &str, fits: impl Fn(&Self) -> bool) -> Result<()> {
        self.need_all_from_npm(name, version, &[], fits)
    }

    /// The same with further packages beside it.
    fn need_all_from_npm(
        &mut self,
        name: &str,
        version: &str,
        more: &[String],
        fits: impl Fn(&Self) -> bool,
    ) -> Result<()> {
        let folder = self.home.join(format!(
            "{}-{version}",
            name.trim_start_matches('@').replace('/', "-")
        ));
        self.need(
            name,
            version,
            &folder,
            &folder.join("node_modules").join(".bin"),
            &fits,
            |tools| {
                if !tools.has_node() {
                    bail!("{name} is not there, and neither is Node's npm, which could install it");
                }
                println!("Installing {name} {version} with npm (a few seconds)…");
                let mut command = tools.command("npm");
                command.args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--loglevel=error",
                    "--prefix",
                ]);
                command.arg(&folder).arg(format!("{name}@{version}")).args(more);
                run_shown(command.current_dir(&folder))
            },
        )
    }

    fn need(
        &mut self,
        name: &str,
        version: &str,
        folder: &Path,
        programs: &Path,
        fits: &dyn Fn(&Self) -> bool,
        install: impl FnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        if programs.is_dir() {
            self.path.insert(0, programs.to_owned());
        }
        if fits(self) {
            println!("{name}: found");
            return Ok(());
        }
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        install(self).with_context(|| format!("{name} {version} cannot be installed"))?;
        if !self.path.contains(&programs.to_owned()) {
            self.path.insert(0, programs.to_owned());
        }
        if !fits(self) {
            bail!(
                "{name} {version} is installed in {}, but does not run",
                folder.display()
            );
        }
        Ok(())
    }

    /// The version that a program tells, without its name and what else it says.
    pub fn version_of(&self, program: &str) -> Option<String> {
        let text = output_of(self.command(self.find(program)?).arg("--version"))?;
        version_in(&text)
    }
}

fn version_in(text: &str) -> Option<String> {
    let is_version = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    text.lines()
        .next()?
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(is_version)
        .map(str::to_owned)
}

/// Where this machine keeps what can be fetched again.
fn cache() -> Result<PathBuf> {
    let variable = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    folder.context("no folder for tools: set LMS_TOOLS_DIR")
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn versions_are_read_as_told() {
        let told = [
            ("wasm-bindgen-test-runner 0.2.130", "0.2.130"),
            ("wasm-pack 0.15.1", "0.15.1"),
            ("wasm-opt version 132 (version_132)", "132"),
            (
                "geckodriver 0.37.1 (f5a3b7e 2026-01-01)\n\nThe source code of this program",
                "0.37.1",
            ),
            ("Version 5.9.3", "5.9.3"),
            ("v20.20.2", "20.20.2"),
        ];
        for (text, version) in told {
            assert_eq!(version_in(text).as_deref(), Some(version));
        }
        assert_eq!(version_in("no number"), None);
    }
}
