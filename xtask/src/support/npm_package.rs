//! `cargo xtask npm`: puts the npm package together. Fetches nothing; only its tools are installed, when they are missing.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use flate2::Compression;
use flate2::read::GzEncoder;
use serde_json::{Map, Value, json};

use crate::engines::Engine;
use crate::project::Project;
use crate::report::Report;
use crate::tools::Tools;
use crate::{browsers, npm_browser, npm_bundlers, npm_check, process};

#[derive(Args)]
pub struct Options {
    /// Build without optimizations, which is quicker
    #[arg(long)]
    dev: bool,
    /// Check the package as its users would find it: installed, type-checked, bundled, in browsers
    #[arg(long)]
    check: bool,
    /// The engine for --check; may be given several times; all of them unless said otherwise
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Release,
    Dev,
}

/// What wasm-pack makes: the folder, the target, what else it is told, and the features of the crate.
///
/// Modules for pages that load them by themselves, whose entries have types of their own, and one for bundlers.
const BUILDS: [(&str, &str, &[&str], &[&str]); 3] = [
    ("web", "web", &["--no-typescript"], &[]),
    ("full", "web", &["--no-typescript"], &["--", "--features", "full"]),
    ("bundler", "bundler", &[], &[]),
];

/// What wasm-pack makes and a package has no use for, and why.
const SUPERFLUOUS: [(&str, &str); 2] = [
    (
        ".gitignore",
        "npm would leave out all that it names, which is everything",
    ),
    (
        "local_media_stream_bg.wasm.d.ts",
        "types of the module's inside, which nobody is to use",
    ),
];

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let profile = if options.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    let mut tools = Tools::new()?;
    let package = build(project, &mut tools, profile)?;
    println!("The package is in {}:", package.display());
    tell_sizes(&package)?;
    if !options.check {
        return Ok(());
    }
    let engines = Engine::chosen(&options.browsers, &[]);
    if let Some((engine, message)) = browsers::need(&mut tools, &engines).into_iter().next() {
        bail!("{engine}: {message}");
    }
    let mut report = Report::default();
    check(project, &mut tools, &engines, &package, &mut report);
    report.tell()
}

/// Looks at the package as its users do, in every way there is.
pub fn check(project: &Project, tools: &mut Tools, engines: &[Engine], package: &Path, report: &mut Report) {
    let consumer = npm_check::run(project, tools, package, report);
    let built = match &consumer {
        Some(consumer) => npm_bundlers::build(tools, consumer, report),
        None => Vec::new(),
    };
    for &engine in engines {
        npm_browser::run(project, tools, engine, package, &built, report);
    }
}

/// Builds the package and tells where it is.
pub fn build(project: &Project, tools: &mut Tools, profile: Profile) -> Result<PathBuf> {
    let source = project.root.join("npm");
    let manifest = source.join("package.json");
    if !manifest.is_file() {
        bail!(
            "{} is missing: there is nothing to make a package of",
            manifest.display()
        );
    }
    tools.need_wasm_target()?;
    tools.need_wasm_bindgen(&project.wasm_bindgen)?;
    tools.need_wasm_pack()?;
    if profile == Profile::Release {
        tools.need_wasm_opt()?;
    }
    if tools.has_node() {
        tools.need_esbuild()?;
    }

    let package = project.npm_package();
    if package.exists() {
        // What an older build left there is not to be published.
        fs::remove_dir_all(&package)?;
    }
    fs::create_dir_all(&package)?;
    for (name, target, more, features) in BUILDS {
        println!("Building {name} with wasm-pack…");
        let folder = package.join(name);
        let mut command = tools.command("wasm-pack");
        command
            .arg("build")
            .arg(&source)
            .args(["--mode", "no-install", "--no-pack", "--target", target])
            .args(more);
        command.arg(if profile == Profile::Release {
            "--release"
        } else {
            "--dev"
        });
        command
            .args(["--out-name", &project.name.replace('-', "_"), "--out-dir"])
            .arg(&folder)
            .args(features);
        process::succeed(&mut command, None)?;
        for (superfluous, _why) in SUPERFLUOUS {
            let file = folder.join(superfluous);
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
    }

    share_snippets(&package.join("web"), &package.join("full"))?;
    fs::write(
        package.join("package.json"),
        manifest_with_version(&manifest, &project.version)?,
    )?;
    copy_files(&source.join("js"), &package, |_| true)?;
    copy_files(&project.root.join("src").join("testing"), &package, |name| {
        name.ends_with(".js")
    })?;
    copy_files(&source, &package, |name| name == "README.md")?;
    copy_files(&project.root, &package, |name| name.starts_with("LICENSE"))?;
    add_shim(project, tools, &package)?;
    Ok(package)
}

/// The shim, which has no wasm in it: the module that the crate has too, and one script for pages that know no modules.
fn add_shim(project: &Project, tools: &Tools, package: &Path) -> Result<()> {
    let (folder, source) = (package.join("legacy"), project.root.join("npm").join("legacy"));
    fs::create_dir_all(&folder)?;
    fs::copy(source.join("index.d.ts"), folder.join("index.d.ts"))?;
    if tools.has_node() {
        bundle_shim(project, tools)?;
        bundle_script(project, tools, &package.join(SCRIPT))?;
        fs::copy(source.join("script.d.ts"), package.join("legacy.d.ts"))?;
    } else {
        println!("{SCRIPT} is left out: what makes it comes with Node's npm. Do not publish this.");
    }
    fs::copy(shim(project).join(BUNDLED), folder.join("index.js"))?;
    Ok(())
}

/// The script for old pages.
pub const SCRIPT: &str = "legacy.js";

/// All files of the shim in one.
const BUNDLED: &str = "bundled.js";

fn shim(project: &Project) -> PathBuf {
    project.root.join("src").join("legacy")
}

/// Puts the files of the shim into one anew. Whether that changed it.
pub fn bundle_shim(project: &Project, tools: &Tools) -> Result<bool> {
    let folder = shim(project);
    let bundled = folder.join(BUNDLED);
    let before = fs::read(&bundled).unwrap_or_default();
    let banner = "--banner:js=// Made of the files beside it by `cargo xtask npm`: change those.";
    bundle(
        project,
        tools,
        &folder.join("install.js"),
        &bundled,
        &["--format=esm", banner],
    )?;
    Ok(fs::read(&bundled)? != before)
}

/// Makes the script for old pages.
pub fn bundle_script(project: &Project, tools: &Tools, to: &Path) -> Result<()> {
    let from = project.root.join("npm").join("legacy").join("script.js");
    let script = ["--format=iife", "--minify", "--legal-comments=none"];
    bundle(project, tools, &from, to, &script)
}

fn bundle(project: &Project, tools: &Tools, from: &Path, to: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = tools.command("esbuild");
    // It writes down where files are, as seen from here.
    command.current_dir(&project.root);
    command
        .arg(from)
        .args(["--bundle", "--target=es2022", "--log-level=warning"])
        .args(arguments)
        .arg(format!("--outfile={}", to.display()));
    process::succeed(&mut command, None)
}

/// Lets a module take its JavaScript from another that has the same: a class is to be one, by whichever entry it comes.
fn share_snippets(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(&to.join("snippets"))? {
        let path = file.strip_prefix(to)?;
        let original = from.join(path);
        if !original.is_file() || fs::read(&original)? != fs::read(&file)? {
            continue;
        }
        let up = "../".repeat(path.components().count());
        let from = from.file_name().context("a folder has a name")?.to_string_lossy();
        let path = path.to_string_lossy().replace('\\', "/");
        fs::write(&file, format!("export * from \"{up}{from}/{path}\";\n"))?;
    }
    Ok(())
}

/// The package has the version of the crate, which is written in one place only.
fn manifest_with_version(manifest: &Path, version: &str) -> Result<String> {
    let text = fs::read_to_string(manifest)?;
    let mut content: Map<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", manifest.display()))?;
    content.insert("version".into(), json!(version));
    Ok(serde_json::to_string_pretty(&content)? + "\n")
}

/// Copies the files of a folder, if there is such a folder.
fn copy_files(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.path().is_dir() {
            // Folders are copied as a whole, or not at all.
            continue;
        }
        if wanted(&name.to_string_lossy()) {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}

fn tell_sizes(package: &Path) -> Result<()> {
    println!("{:>9}  {:>9}", "bytes", "gzip");
    for file in files_below(package)? {
        let raw = file.metadata()?.len();
        let gzip = io::copy(
            &mut GzEncoder::new(File::open(&file)?, Compression::best()),
            &mut io::sink(),
        )?;
        println!("{raw:>9}  {gzip:>9}  {}", file.strip_prefix(package)?.display());
    }
    Ok(())
}

/// All files in a folder and the folders in it, in order.
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
