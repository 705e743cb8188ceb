//! `cargo xtask bench`: compares hand-written JavaScript, raw web-sys and the crate in the same page.

mod report;
mod results;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use self::results::Results;
use crate::browser::browser_page::BrowserPage;
use crate::browser::engine::Engine;
use crate::browser::install;
use crate::support::esbuild::{bundle_minified, bundle_reference_package};
use crate::support::http_server::HttpServer;
use crate::support::machine::processor;
use crate::support::npm_package::{self, Profile};
use crate::support::process;
use crate::support::project::Project;
use crate::support::site::{IsolatedSite, Site};
use crate::support::tools::{Tools, WASM_TARGET};
use crate::support::wasm_build;

/// The time limit of all benchmarks in one engine.
const LIMIT: Duration = Duration::from_secs(900);

#[derive(Args)]
pub struct Options {
    /// Measure in this engine; can be repeated; Chromium and Firefox by default
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// The number of rounds
    #[arg(long, default_value_t = 60, value_name = "NUMBER")]
    rounds: u32,
    /// Run only benchmarks whose names contain this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Write all results to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The file for the HTML report; target/bench/report.html by default
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
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
    let machine = machine(project);
    let mut all = Vec::new();
    for engine in engines {
        println!(
            "\nMeasuring in {engine}, {} rounds (several minutes)…",
            options.rounds
        );
        let results = measure(project, &tools, engine, (&page, &package), options)?;
        println!("{}", report::table(&results));
        all.push(results);
    }
    if let Some(file) = &options.json {
        let content = json!({ "machine": machine, "rounds": options.rounds, "engines": all.iter().map(Results::json).collect::<Vec<_>>() });
        fs::write(file, serde_json::to_string_pretty(&content)? + "\n")
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    let html = options
        .html
        .clone()
        .unwrap_or_else(|| project.target.join("bench").join("report.html"));
    fs::write(&html, report::html(&machine, &all))
        .with_context(|| format!("cannot write {}", html.display()))?;
    println!("The report is in {}.", html.display());
    Ok(())
}

/// Builds the benchmark page. Returns its folder.
fn build(project: &Project, tools: &mut Tools, package: &Path) -> Result<PathBuf> {
    println!("Building the benchmarks…");
    let mut command = tools.cargo();
    command.args([
        "build",
        "--package",
        "bench",
        "--release",
        "--target",
        WASM_TARGET,
    ]);
    process::run_checked(command.current_dir(&project.root), None)?;
    let page = project.target.join("bench").join("page");
    if page.exists() {
        fs::remove_dir_all(&page)?;
    }
    let compiled = project
        .target
        .join(WASM_TARGET)
        .join("release")
        .join("bench.wasm");
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
    for entry in fs::read_dir(project.root.join("bench").join("page"))? {
        let entry = entry?;
        fs::copy(entry.path(), page.join(entry.file_name()))?;
    }
    Ok(page)
}

fn measure(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    (page, package): (&Path, &Path),
    options: &Options,
) -> Result<Results> {
    let site = Site(vec![("/package/", package.to_owned()), ("/", page.to_owned())]);
    let server = HttpServer::start(IsolatedSite(site), 0)?;
    let browser = BrowserPage::open(project, tools, engine, server)?;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("rounds", &options.rounds.to_string())
        .append_pair("only", options.only.as_deref().unwrap_or_default())
        .finish();
    let outcome = browser.load("localhost", &format!("?{query}")).and_then(|()| {
        let session = &browser.session;
        session.wait_for("the end of the benchmarks", LIMIT, "return window.outcome")
    });
    let user_agent = browser.execute("return navigator.userAgent");
    browser.session.close()?;
    Results::parse(engine.name(), user_agent?.as_str().unwrap_or_default(), &outcome?)
}

/// Describes the machine and the versions.
fn machine(project: &Project) -> Value {
    let (cpu, cores) = processor();
    json!({
        "cpu": cpu,
        "cores": cores,
        "system": sysinfo::System::long_os_version(),
        "version": project.version,
        "wasm-bindgen": project.wasm_bindgen,
    })
}
