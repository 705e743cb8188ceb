//! `cargo xtask bench`: the same work by hand-written JavaScript, by raw web-sys and by the crate, in the same page.

mod measured;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::browsers;
use crate::engines::Engine;
use crate::machine::processor;
use crate::module;
use crate::npm::{self, Profile};
use crate::process;
use crate::project::Project;
use crate::serve::{self, Isolated, Site};
use crate::size::{bundle, bundle_other};
use crate::tools::{TARGET, Tools};
use crate::visit::Visit;
use measured::Measured;

/// All of it takes no longer than this in one engine.
const LIMIT: Duration = Duration::from_secs(900);

#[derive(Args)]
pub struct Options {
    /// Measure in this engine only; may be given several times; Chromium and Firefox unless said otherwise
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// How many rounds
    #[arg(long, default_value_t = 60, value_name = "NUMBER")]
    rounds: u32,
    /// Measure only that whose name has this in it
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Write everything that was measured to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where to write the report with its charts
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let engines = match &options.browsers[..] {
        [] => vec![Engine::Chromium, Engine::Firefox],
        some => some.to_vec(),
    };
    if let Some((engine, message)) = browsers::need(&mut tools, &engines).into_iter().next() {
        bail!("{engine}: {message}");
    }
    let package = npm::build(project, &mut tools, Profile::Release)?;
    let page = build(project, &mut tools, &package)?;
    let machine = machine(project);
    let mut all = Vec::new();
    for engine in engines {
        println!(
            "\nMeasuring in {engine}, {} rounds (some minutes)…",
            options.rounds
        );
        let measured = measure(project, &tools, engine, (&page, &package), options)?;
        println!("{}", report::table(&measured));
        all.push(measured);
    }
    if let Some(file) = &options.json {
        let content = json!({ "machine": machine, "rounds": options.rounds, "engines": all.iter().map(Measured::json).collect::<Vec<_>>() });
        fs::write(file, serde_json::to_string_pretty(&content)? + "\n")
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    let html = options
        .html
        .clone()
        .unwrap_or_else(|| project.target.join("bench").join("report.html"));
    fs::write(&html, report::html(&machine, &all))
        .with_context(|| format!("cannot write {}", html.display()))?;
    println!("The report with charts is {}.", html.display());
    Ok(())
}

/// Builds the module that does the work in two of the ways, and tells where its page is.
fn build(project: &Project, tools: &mut Tools, package: &Path) -> Result<PathBuf> {
    println!("Building what is measured…");
    let mut command = tools.cargo();
    command.args(["build", "--package", "bench", "--release", "--target", TARGET]);
    process::succeed(command.current_dir(&project.root), None)?;
    let page = project.target.join("bench").join("page");
    if page.exists() {
        fs::remove_dir_all(&page)?;
    }
    let compiled = project.target.join(TARGET).join("release").join("bench.wasm");
    let wasm = module::with_glue(tools, &compiled, "bench", &page.join("pkg"))?;
    module::optimize(project, tools, &wasm)?;
    tools.need_esbuild()?;
    let load = page.join("load");
    fs::create_dir_all(&load)?;
    for (entry, name) in [
        ("index.js", "index.js"),
        ("full.js", "full.js"),
        ("legacy/index.js", "legacy.js"),
    ] {
        bundle(tools, package, Path::new(entry), &load.join(name), &[])?;
    }
    bundle_other(tools, "webrtc-adapter", &load.join("adapter.js"))?;
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
) -> Result<Measured> {
    let site = Site(vec![("/package/", package.to_owned()), ("/", page.to_owned())]);
    let serving = serve::serve(Isolated(site), 0)?;
    let visit = Visit::begin(project, tools, engine, serving)?;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("rounds", &options.rounds.to_string())
        .append_pair("only", options.only.as_deref().unwrap_or_default())
        .finish();
    let outcome = visit
        .go_to_page("localhost", &format!("?{query}"))
        .and_then(|()| {
            visit
                .session
                .wait_for("the end of the measuring", LIMIT, "return window.outcome")
        });
    let browser = visit.session.execute("return navigator.userAgent", &json!([]));
    visit.session.close()?;
    Measured::read(engine.name(), browser?.as_str().unwrap_or_default(), &outcome?)
}

/// Where it was measured, and what.
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
