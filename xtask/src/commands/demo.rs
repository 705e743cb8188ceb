//! `cargo xtask demo`: the page that shows the package at work, or the example of a framework.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::engines::Engine;
use crate::integrations::Framework;
use crate::project::Project;
use crate::report::Report;
use crate::serve::{Serving, Site};
use crate::tools::Tools;
use crate::{browsers, demo_check, example, example_check, legacy_check, npm};

#[derive(Args)]
pub struct Options {
    /// The example of this framework, instead of the page with the npm package
    framework: Option<Framework>,
    /// Where to serve; when it is taken, another port is
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Try the page in a headless browser with fake devices instead of serving it
    #[arg(long)]
    check: bool,
    /// As --check, and write a picture of the page, taken while it shows the camera's
    #[arg(long, value_name = "FILE")]
    screenshot: Option<PathBuf>,
    /// The engine for --check
    #[arg(long, value_name = "NAME", default_value = "chromium")]
    browser: Engine,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let built = match options.framework {
        Some(framework) => example::build(project, &mut tools, framework)?,
        None => npm::build(project, &mut tools, npm::Profile::Release)?,
    };
    if options.check || options.screenshot.is_some() {
        if let Some((engine, message)) = browsers::need(&mut tools, &[options.browser]).into_iter().next() {
            bail!("{engine}: {message}");
        }
        let mut report = Report::default();
        let (engine, screenshot) = (options.browser, options.screenshot.as_deref());
        match options.framework {
            Some(framework) => {
                let page = (framework, built.as_path());
                example_check::run(project, &tools, engine, page, screenshot, &mut report);
            }
            None => {
                demo_check::run(project, &tools, engine, &built, screenshot, &mut report);
                legacy_check::run(project, &tools, engine, &built, &mut report);
            }
        }
        return report.tell();
    }
    let serving = match options.framework {
        Some(_) => example::serve(&built, options.port)?,
        None => serve(project, built, options.port)?,
    };
    println!(
        "The demo is at http://localhost:{} until you press Ctrl-C.",
        serving.port
    );
    loop {
        std::thread::park();
    }
}

/// Serves the page, and the package where the page looks for it.
pub fn serve(project: &Project, package: PathBuf, port: u16) -> Result<Serving> {
    let page = project.root.join("www");
    if !page.join("index.html").is_file() {
        bail!("{} has no index.html", page.display());
    }
    Site(vec![("/pkg/", package), ("/", page)]).serve(port)
}
