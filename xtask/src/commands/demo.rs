//! `cargo xtask demo`: serves or checks the demo page or an example.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::browser::engine::Engine;
use crate::browser::install;
use crate::checks::{capture_pages, legacy_page, old_pages};
use crate::harness::report::Report;
use crate::support::examples;
use crate::support::frameworks::Example;
use crate::support::npm_package::{self, Profile};
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::{WebServer, demo, site};

#[derive(Args)]
pub struct Options {
    /// Show this example instead of the page with the npm package: plain, leptos, yew or dioxus
    example: Option<Example>,
    /// The port; if it is in use, the server selects a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Check the page in a headless browser with fake devices instead of serving it
    #[arg(long)]
    check: bool,
    /// Check the page and write a screenshot of it with an open camera
    #[arg(long, value_name = "FILE")]
    screenshot: Option<PathBuf>,
    /// The engine for --check
    #[arg(long, value_name = "NAME", default_value = "chromium")]
    browser: Engine,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let built = match options.example {
        Some(example) => examples::build(project, &mut tools, example)?,
        None => {
            examples::build(project, &mut tools, Example::Frames)?;
            npm_package::build(project, &mut tools, Profile::Release)?
        }
    };
    if options.check || options.screenshot.is_some() {
        install::require(&mut tools, &[options.browser])?;
        let mut report = Report::default();
        let (engine, screenshot) = (options.browser, options.screenshot.as_deref());
        match options.example {
            Some(example) => {
                let example = (example, built.as_path());
                capture_pages::run_example(project, &tools, engine, example, screenshot, &mut report);
            }
            None => {
                capture_pages::run_demo(project, &tools, engine, &built, screenshot, &mut report);
                legacy_page::run(project, &tools, engine, &built, &mut report);
                report.run("libraries of old pages", || old_pages::fetch_libraries(&tools));
                old_pages::run(project, &tools, engine, &built, &mut report);
            }
        }
        return report.print();
    }
    let site = match options.example {
        Some(_) => site(&[("/", &built)]),
        None => demo(project, &built),
    };
    let server = WebServer::start(site, options.port)?;
    println!(
        "The demo is at http://localhost:{}. Press Ctrl-C to stop.",
        server.port
    );
    loop {
        std::thread::park();
    }
}
