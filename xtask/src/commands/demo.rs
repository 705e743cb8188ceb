//! `cargo xtask demo`: serves or checks the demo page or an example.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::browser::engine::Engine;
use crate::browser::install;
use crate::checks::{demo_page, example_page, legacy_page};
use crate::harness::report::Report;
use crate::support::examples;
use crate::support::frameworks::Example;
use crate::support::npm_package::{self, Profile};
use crate::support::project::Project;
use crate::support::site::{serve_demo, serve_folder};
use crate::support::tools::Tools;

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
        None => npm_package::build(project, &mut tools, Profile::Release)?,
    };
    if options.check || options.screenshot.is_some() {
        install::require(&mut tools, &[options.browser])?;
        let mut report = Report::default();
        let (engine, screenshot) = (options.browser, options.screenshot.as_deref());
        match options.example {
            Some(example) => {
                let example = (example, built.as_path());
                example_page::run(project, &tools, engine, example, screenshot, &mut report);
            }
            None => {
                demo_page::run(project, &tools, engine, &built, screenshot, &mut report);
                legacy_page::run(project, &tools, engine, &built, &mut report);
            }
        }
        return report.print();
    }
    let server = match options.example {
        Some(_) => serve_folder(&built, options.port)?,
        None => serve_demo(project, built, options.port)?,
    };
    println!(
        "The demo is at http://localhost:{}. Press Ctrl-C to stop.",
        server.port
    );
    loop {
        std::thread::park();
    }
}
