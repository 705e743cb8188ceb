//! `cargo xtask bench`: compares hand-written JavaScript, raw web-sys and the crate in the same page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::routing::get;
use clap::Args;
use url::form_urlencoded::Serializer;

use crate::browser::browser_page::BrowserPage;
use crate::browser::engine::Engine;
use crate::browser::install;
use crate::support::esbuild::{bundle_minified, bundle_reference_package};
use crate::support::npm_package::{self, Profile};
use crate::support::process;
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};
use crate::support::wasm_build;
use crate::support::web_server::{isolated, site};

/// The time limit of all benchmarks in one engine.
const LIMIT: Duration = Duration::from_secs(900);

#[derive(Args)]
pub struct Options {
    /// Measure in this engine; can be repeated; Chromium and Firefox by default
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// The number of rounds
    #[arg(long, default_value_t = 40, value_name = "NUMBER")]
    rounds: u32,
    /// Run only benchmarks whose names contain this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Also record for this time with each recorder
    #[arg(long, default_value_t = 0, value_name = "SECONDS")]
    recording: u32,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let engines = match &options.browsers[..] {
        [] => vec![Engine::Chromium, Engine::Firefox],
        some => some.to_vec(),
    };
    install::require(&mut tools, &engines)?;
    let package = npm_package::build(project, &mut tools, Profile::Release)?;
    let page = build(project, &mut tools, &package)?;
    for engine in engines {
        println!(
            "\nMeasuring in {engine}, {} rounds (several minutes)…",
            options.rounds
        );
        println!(
            "{}",
            measure(project, &tools, engine, (&page, &package), options)?
        );
    }
    Ok(())
}

/// Builds the benchmark page. Returns its folder.
fn build(project: &Project, tools: &mut Tools, package: &Path) -> Result<PathBuf> {
    println!("Building the benchmarks…");
    let mut command = tools.cargo();
    command.args(["build", "--package", "bench", "--release", "--target"]);
    command.arg(WASM_TARGET);
    process::run_checked(command.current_dir(&project.root), None)?;
    let page = project.target.join("bench").join("page");
    if page.exists() {
        fs::remove_dir_all(&page)?;
    }
    let compiled = project.target.join(WASM_TARGET).join("release/bench.wasm");
    let wasm = wasm_build::generate_glue(tools, &compiled, "bench", &page.join("pkg"))?;
    wasm_build::optimize(tools, &wasm)?;
    tools.ensure_esbuild()?;
    let load = page.join("load");
    fs::create_dir_all(&load)?;
    for (entry, name) in [
        ("index.js", "index.js"),
        ("full.js", "full.js"),
        ("legacy/index.js", "legacy.js"),
    ] {
        bundle_minified(tools, package, Path::new(entry), &load.join(name), &[])?;
    }
    bundle_reference_package(tools, "webrtc-adapter", &load.join("adapter.js"))?;
    bundle_reference_package(tools, "recordrtc", &load.join("recordrtc.js"))?;
    for entry in fs::read_dir(project.root.join("bench").join("page"))? {
        let entry = entry?;
        fs::copy(entry.path(), page.join(entry.file_name()))?;
    }
    Ok(page)
}

/// Runs the benchmarks. Returns the tables of their results.
fn measure(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    (page, package): (&Path, &Path),
    options: &Options,
) -> Result<String> {
    let site = site(&[("/package", package), ("/", page)]);
    let site = isolated(site.route("/processes", get(async || processes())));
    let browser = BrowserPage::open(project, tools, engine, site)?;
    let only = options.only.as_deref().unwrap_or_default();
    let query = Serializer::new(String::new())
        .append_pair("rounds", &options.rounds.to_string())
        .append_pair("only", only)
        .append_pair("recording", &options.recording.to_string())
        .finish();
    browser.load("localhost", &format!("?{query}"))?;
    let end = "return window.outcome";
    // The page records about 24 times.
    let limit = LIMIT + Duration::from_secs(10 + u64::from(options.recording)) * 30;
    let outcome = browser
        .session
        .wait_for("the end of the benchmarks", limit, end)?;
    if let Some(error) = outcome["error"].as_str() {
        bail!("the benchmark page failed: {error}");
    }
    Ok(outcome["tables"]
        .as_str()
        .context("the page reports no tables")?
        .to_owned())
}

/// Returns the number of this process, and a line for each process with its times and its memory.
///
/// See <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>.
fn processes() -> String {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let stats = entries.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    format!("{}\n{}", std::process::id(), stats.collect::<String>())
}
