//! The browsers and their drivers: found, installed where the system lets us, or asked for in words.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::engines::{Engine, mini_browser};
use crate::process::{output_of, run_shown};
use crate::tools::Tools;

/// Something that an engine needs on the machine.
struct Part {
    what: &'static str,
    /// The package of Debian's that has it; None when Debian has none.
    package: Option<&'static str>,
    found: bool,
}

/// Sees to it that each of these engines can be run. Tells those that cannot, and what they lack.
pub fn need(tools: &mut Tools, engines: &[Engine]) -> Vec<(Engine, String)> {
    if engines.contains(&Engine::Firefox)
        && let Err(error) = tools.need_geckodriver()
    {
        eprintln!("{error:#}");
    }
    let packages: Vec<_> = missing(tools, engines)
        .iter()
        .filter_map(|(_, part)| part.package)
        .collect();
    if !packages.is_empty()
        && tools.find("apt-get").is_some()
        && let Err(error) = install_with_apt(tools, &packages)
    {
        eprintln!("{error:#}");
    }
    let missing = missing(tools, engines);
    let mut lacking = Vec::new();
    for &engine in engines {
        let parts: Vec<_> = missing
            .iter()
            .filter(|(of, _)| *of == engine)
            .map(|(_, part)| part.what)
            .collect();
        if parts.is_empty() {
            println!("{engine}: found");
        } else {
            let parts = parts.join(" and ");
            let message = format!(
                "{parts} is missing. {} Or leave it out: `--skip-browser {engine}`.",
                advice(engine)
            );
            lacking.push((engine, message));
        }
    }
    lacking
}

fn missing(tools: &Tools, engines: &[Engine]) -> Vec<(Engine, Part)> {
    let parts = engines
        .iter()
        .flat_map(|&engine| parts(tools, engine).into_iter().map(move |part| (engine, part)));
    parts.filter(|(_, part)| !part.found).collect()
}

fn parts(tools: &Tools, engine: Engine) -> Vec<Part> {
    let on_path = |program: &str| tools.find(program).is_some();
    let driver = on_path(engine.driver()) || env::var_os(engine.driver().to_uppercase()).is_some();
    let browser = engine.browsers().iter().any(|name| on_path(name)) || in_its_own_place(engine);
    match engine {
        Engine::Chromium => vec![
            Part {
                what: "Chromium or Chrome",
                package: Some("chromium"),
                found: browser,
            },
            Part {
                what: "chromedriver",
                package: Some("chromium-driver"),
                found: driver,
            },
        ],
        Engine::Firefox => vec![
            Part {
                what: "Firefox",
                package: Some("firefox-esr"),
                found: browser,
            },
            // Debian has none: it was installed with cargo, or could not be.
            Part {
                what: "geckodriver",
                package: None,
                found: driver,
            },
        ],
        Engine::WebKitGtk => vec![
            Part {
                what: "WebKitWebDriver with its MiniBrowser",
                package: Some("webkit2gtk-driver"),
                found: driver && mini_browser().is_some(),
            },
            Part {
                what: "Xvfb",
                package: Some("xvfb"),
                found: on_path("Xvfb"),
            },
        ],
    }
}

/// Systems that do not put browsers on the PATH, where the drivers know to look for them.
fn in_its_own_place(engine: Engine) -> bool {
    let places: &[&str] = match engine {
        Engine::Chromium => &[
            "/Applications/Google Chrome.app",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
        ],
        Engine::Firefox => &[
            "/Applications/Firefox.app",
            "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
        ],
        Engine::WebKitGtk => &[],
    };
    places.iter().any(|place| Path::new(place).exists())
}

fn install_with_apt(tools: &Tools, packages: &[&str]) -> Result<()> {
    let Some(root) = root_prefix(tools) else {
        bail!(
            "missing packages, which need root to install: `sudo apt-get update && sudo apt-get install -y {}`",
            packages.join(" ")
        );
    };
    println!(
        "Installing {} with apt-get (about 2 minutes)…",
        packages.join(", ")
    );
    let apt = |arguments: &[&str]| {
        let mut words =
            root.iter()
                .copied()
                .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        let mut command = tools.command(words.next().unwrap_or("env"));
        command.args(words).args(arguments);
        command
    };
    run_shown(&mut apt(&["update"]))?;
    let present: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| is_in_apt(tools, package))
        .collect();
    for package in packages.iter().filter(|package| !present.contains(package)) {
        println!("{package}: this system has no such package");
    }
    if present.is_empty() {
        return Ok(());
    }
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(present);
    run_shown(&mut apt(&arguments))
}

fn is_in_apt(tools: &Tools, package: &str) -> bool {
    output_of(tools.command("apt-cache").args(["show", package])).is_some_and(|text| !text.is_empty())
}

/// What goes before a command to run it as root: nothing when we are root, None when there is no way.
fn root_prefix(tools: &Tools) -> Option<&'static [&'static str]> {
    if output_of(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    output_of(tools.command("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"] as &[_])
}

/// How to get an engine by hand.
fn advice(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => {
            "Get it with `apt-get install chromium chromium-driver`, `dnf install chromium chromedriver`, `pacman -S chromium`, \
             `brew install --cask google-chrome chromedriver`, or `winget install Google.Chrome` and chromedriver from \
             https://googlechromelabs.github.io/chrome-for-testing/."
        }
        Engine::Firefox => {
            "Get it with `apt-get install firefox-esr` (Ubuntu: `firefox`), `dnf install firefox`, `pacman -S firefox`, \
             `brew install --cask firefox`, or `winget install Mozilla.Firefox`."
        }
        Engine::WebKitGtk => {
            "It runs on Linux only; get it with `apt-get install webkit2gtk-driver xvfb` or \
             `dnf install webkitgtk6.0 xorg-x11-server-Xvfb`."
        }
    }
}
