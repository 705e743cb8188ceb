//! Build and test tools. A missing tool is installed into a separate folder in the user's cache.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::process::{run_checked, run_inherited, stdout_of};

/// The Rust target for pages.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

// The versions to install if no usable version is found.
const CARGO_MUTANTS: &str = "27.1.0";
const WASM_PACK: &str = "0.15.1";
const GECKODRIVER: &str = "0.37.1";
const BINARYEN: &str = "132.0.0";
const TYPESCRIPT: &str = "5.9.3";
const PUBLINT: &str = "0.3.25";
const ATTW: &str = "0.18.5";

/// The oldest wasm-opt that supports every target feature that the current rustc enables.
const MIN_WASM_OPT: u32 = 121;

/// Finds, installs and runs tools.
pub struct Tools {
    /// The parent of the folders of installed tools, one for each tool and version.
    home: PathBuf,
    /// The folders to search: those of installed tools, then the user's `PATH`.
    path: Vec<PathBuf>,
}

impl Tools {
    /// The version of esbuild. It is exact because the size of the output depends on it.
    pub const ESBUILD: &str = "0.28.2";

    pub fn new() -> Result<Self> {
        let home = match env::var_os("LMS_TOOLS_DIR") {
            Some(chosen) => PathBuf::from(chosen),
            None => cache_folder()?.join("local-media-stream").join("tools"),
        };
        let path = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
        Ok(Self { home, path })
    }

    /// Returns the parent of the folders of installed tools.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Returns the path of a program. Installed tools take precedence over the user's `PATH`.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(self.search_path()), ".").ok()
    }

    /// Creates a command whose `PATH` includes the installed tools.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let program = program.as_ref();
        let found = program.to_str().and_then(|name| self.find(name));
        let mut command = Command::new(found.as_deref().unwrap_or(program));
        command.env("PATH", self.search_path());
        command
    }

    /// Creates a command for the cargo that runs xtask.
    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from))
    }

    pub fn has_node(&self) -> bool {
        self.find("node").is_some() && self.find("npm").is_some()
    }

    fn search_path(&self) -> OsString {
        // `join_paths` fails only if a path contains the separator. No entry of `PATH` can.
        env::join_paths(&self.path).unwrap_or_default()
    }

    /// Installs rustfmt and clippy, which are absent from the minimal rustup profile.
    pub fn ensure_lints(&self) -> Result<()> {
        for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if stdout_of(self.cargo().args([subcommand, "--version"])).is_some() {
                println!("{component}: found");
                continue;
            }
            println!("Installing {component} with rustup…");
            run_inherited(self.command("rustup").args(["component", "add", component])).with_context(
                || format!("{component} is missing: install it with `rustup component add {component}`"),
            )?;
        }
        Ok(())
    }

    /// Installs the standard library for WebAssembly.
    pub fn ensure_wasm_target(&self) -> Result<()> {
        let folder =
            stdout_of(
                self.command("rustc")
                    .args(["--print", "target-libdir", "--target", WASM_TARGET]),
            );
        if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
            println!("{WASM_TARGET}: found");
            return Ok(());
        }
        println!("Installing the Rust target {WASM_TARGET} with rustup (a few seconds)…");
        run_inherited(self.command("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
            format!("the Rust target {WASM_TARGET} is missing: install it with `rustup target add {WASM_TARGET}`, or with your distribution's package")
        })
    }

    /// Installs the source of the standard library.
    pub fn ensure_rust_src(&self) -> Result<()> {
        let sysroot = stdout_of(self.command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
        if library.is_dir() {
            println!("rust-src: found");
            return Ok(());
        }
        println!("Installing rust-src with rustup (a few seconds)…");
        run_inherited(self.command("rustup").args(["component", "add", "rust-src"]))
            .context("rust-src is missing: install it with `rustup component add rust-src`")
    }

    /// Installs the wasm-bindgen CLI and test runner. Their version must match the library's.
    pub fn ensure_wasm_bindgen(&mut self, version: &str) -> Result<()> {
        let fits = |tools: &Self| {
            ["wasm-bindgen", "wasm-bindgen-test-runner"]
                .iter()
                .all(|program| tools.version_of(program).as_deref() == Some(version))
        };
        self.ensure_from_cargo("wasm-bindgen-cli", version, "4 minutes", fits)
    }

    /// Installs wasm-pack, which builds the modules of the npm package.
    pub fn ensure_wasm_pack(&mut self) -> Result<()> {
        self.ensure_from_cargo("wasm-pack", WASM_PACK, "2 minutes", |tools| {
            tools.version_of("wasm-pack").as_deref() == Some(WASM_PACK)
        })
    }

    pub fn ensure_geckodriver(&mut self) -> Result<()> {
        self.ensure_from_cargo("geckodriver", GECKODRIVER, "2 minutes", |tools| {
            tools.version_of("geckodriver").is_some()
        })
    }

    /// Installs cargo-mutants, which changes code to test the tests.
    pub fn ensure_cargo_mutants(&mut self) -> Result<()> {
        self.ensure_from_cargo("cargo-mutants", CARGO_MUTANTS, "3 minutes", |tools| {
            tools.find("cargo-mutants").is_some()
        })
    }

    /// Installs wasm-opt, which reduces the size of modules.
    pub fn ensure_wasm_opt(&mut self) -> Result<()> {
        let fits = |tools: &Self| {
            let version = tools.version_of("wasm-opt");
            version
                .and_then(|version| version.parse::<u32>().ok())
                .is_some_and(|version| version >= MIN_WASM_OPT)
        };
        let installed = self.ensure_from_npm("binaryen", BINARYEN, fits);
        installed.context(format!(
            "wasm-opt {MIN_WASM_OPT} or newer is missing. Install Node and run `cargo xtask setup`, run \
             `brew install binaryen`, or download it from https://github.com/WebAssembly/binaryen/releases"
        ))
    }

    /// Installs esbuild, which bundles the shim.
    pub fn ensure_esbuild(&mut self) -> Result<()> {
        self.ensure_from_npm("esbuild", Self::ESBUILD, |tools| {
            tools.version_of("esbuild").as_deref() == Some(Self::ESBUILD)
        })
    }

    /// Installs TypeScript, which checks the declarations of the npm package.
    pub fn ensure_typescript(&mut self) -> Result<()> {
        // An exact version, so that the check has the same result on every machine.
        self.ensure_from_npm("typescript", TYPESCRIPT, |tools| {
            tools.version_of("tsc").as_deref() == Some(TYPESCRIPT)
        })
    }

    /// Installs publint, which checks the npm package's manifest.
    pub fn ensure_publint(&mut self) -> Result<()> {
        self.ensure_from_npm("publint", PUBLINT, |tools| tools.is_installed("publint", PUBLINT))
    }

    /// Installs Are The Types Wrong, which checks the resolution of the npm package's declarations.
    pub fn ensure_attw(&mut self) -> Result<()> {
        self.ensure_from_npm("@arethetypeswrong/cli", ATTW, |tools| {
            tools.is_installed("attw", ATTW)
        })
    }

    /// Returns whether the first match for a program is the installed tool of this version.
    fn is_installed(&self, program: &str, version: &str) -> bool {
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

    /// Installs an npm package without programs. Returns the folder that contains `node_modules`.
    pub fn ensure_npm_package(&mut self, name: &str, version: &str) -> Result<PathBuf> {
        let folder = self.home.join(format!("{name}-{version}"));
        let manifest = folder.join("node_modules").join(name).join("package.json");
        self.ensure_from_npm(name, version, |_| manifest.is_file())?;
        Ok(folder)
    }

    /// Installs the dependencies of a manifest. Returns their `node_modules` folder.
    pub fn ensure_npm_dependencies(&self, name: &str, manifest: &Path) -> Result<PathBuf> {
        let folder = self.home.join(name);
        let (installed, modules) = (folder.join("package.json"), folder.join("node_modules"));
        let wanted = fs::read(manifest)?;
        if modules.join(".package-lock.json").is_file() && fs::read(&installed)? == wanted {
            println!("{name}: found");
            return Ok(modules);
        }
        println!("Installing {name} with npm (about a minute)…");
        fs::create_dir_all(&folder)?;
        fs::write(&installed, wanted)?;
        run_inherited(self.npm_install().current_dir(&folder))?;
        Ok(modules)
    }

    /// Fetches an npm package without its dependencies. Returns the folder that contains `package`.
    pub fn ensure_npm_tarball(&self, name: &str, version: &str) -> Result<PathBuf> {
        let folder = self.home.join(format!("{name}-{version}"));
        if folder.join("package").join("package.json").is_file() {
            return Ok(folder);
        }
        println!("Fetching {name} {version} with npm…");
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let mut pack = self.command("npm");
        pack.args(["pack", "--loglevel=error"])
            .arg(format!("{name}@{version}"));
        run_checked(pack.current_dir(&folder), None)?;
        let mut extract = self.command("tar");
        extract.arg("-xzf").arg(format!("{name}-{version}.tgz"));
        run_checked(extract.current_dir(&folder), None)
            .with_context(|| format!("{name} {version} could not be extracted"))?;
        Ok(folder)
    }

    /// Installs a program with cargo, unless `fits` returns true for one that is already there.
    fn ensure_from_cargo(
        &mut self,
        name: &str,
        version: &str,
        duration: &str,
        fits: impl Fn(&Self) -> bool,
    ) -> Result<()> {
        let folder = self.home.join(format!("{name}-{version}"));
        self.ensure(name, version, &folder, &folder.join("bin"), &fits, |tools| {
            println!("Installing {name} {version} with cargo (about {duration})…");
            // Not --locked: the published lock file may name yanked versions.
            let mut command = tools.cargo();
            command
                .args(["install", name, "--version", &format!("={version}"), "--root"])
                .arg(&folder);
            // Outside the project, whose .cargo/config.toml must not apply.
            command
                .current_dir(&tools.home)
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("RUSTFLAGS");
            run_inherited(&mut command)
        })
    }

    /// Creates an `npm install` command.
    pub fn npm_install(&self) -> Command {
        let mut command = self.command("npm");
        command.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        ]);
        command
    }

    /// Installs an npm package with a program, unless `fits` returns true.
    fn ensure_from_npm(&mut self, name: &str, version: &str, fits: impl Fn(&Self) -> bool) -> Result<()> {
        let folder = self.home.join(format!(
            "{}-{version}",
            name.trim_start_matches('@').replace('/', "-")
        ));
        self.ensure(
            name,
            version,
            &folder,
            &folder.join("node_modules").join(".bin"),
            &fits,
            |tools| {
                if !tools.has_node() {
                    bail!("{name} is missing, and npm is not available to install it. Install Node");
                }
                println!("Installing {name} {version} with npm (a few seconds)…");
                let mut command = tools.npm_install();
                command
                    .arg("--prefix")
                    .arg(&folder)
                    .arg(format!("{name}@{version}"));
                run_inherited(command.current_dir(&folder))
            },
        )
    }

    fn ensure(
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
        install(self).with_context(|| format!("{name} {version} could not be installed"))?;
        if !self.path.contains(&programs.to_owned()) {
            self.path.insert(0, programs.to_owned());
        }
        if !fits(self) {
            bail!(
                "{name} {version} is installed in {} but does not run",
                folder.display()
            );
        }
        Ok(())
    }

    /// Returns the version number that a program prints for `--version`.
    pub fn version_of(&self, program: &str) -> Option<String> {
        let text = stdout_of(self.command(self.find(program)?).arg("--version"))?;
        parse_version(&text)
    }
}

fn parse_version(text: &str) -> Option<String> {
    let is_version = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    text.lines()
        .next()?
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(is_version)
        .map(str::to_owned)
}

/// Returns the user's cache folder.
fn cache_folder() -> Result<PathBuf> {
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
    folder.context("no cache folder found. Set LMS_TOOLS_DIR to a folder for tools")
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_are_parsed() {
        let outputs = [
            ("wasm-bindgen-test-runner 0.2.130", "0.2.130"),
            ("wasm-opt version 132 (version_132)", "132"),
            (
                "geckodriver 0.37.1 (f5a3b7e 2026-01-01)\n\nThe source code of this program",
                "0.37.1",
            ),
            ("Version 5.9.3", "5.9.3"),
            ("v20.20.2", "20.20.2"),
        ];
        for (text, version) in outputs {
            assert_eq!(parse_version(text).as_deref(), Some(version));
        }
        assert_eq!(parse_version("no number"), None);
    }
}
