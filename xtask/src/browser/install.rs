//! Finds browsers and drivers, and installs missing ones with apt-get.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::engine::{Engine, mini_browser};
use crate::support::process::{run_inherited, stdout_of};
use crate::support::tools::Tools;

/// A program that an engine needs.
struct Component {
    name: &'static str,
    /// The Debian package; `None` if Debian has none.
    package: Option<&'static str>,
    found: bool,
}

/// Installs the components of all engines, where possible.
///
/// # Errors
/// For the first engine with a missing component.
pub fn require(tools: &mut Tools, engines: &[Engine]) -> Result<()> {
    match ensure(tools, engines).into_iter().next() {
        Some((engine, message)) => bail!("{engine}: {message}"),
        None => Ok(()),
    }
}

/// Installs the components of each engine, where possible. Returns the unavailable engines with a message.
pub fn ensure(tools: &mut Tools, engines: &[Engine]) -> Vec<(Engine, String)> {
    if engines.contains(&Engine::Firefox)
        && let Err(error) = tools.ensure_geckodriver()
    {
        eprintln!("{error:#}");
    }
    let packages: Vec<_> = missing(tools, engines)
        .iter()
        .filter_map(|(_, component)| component.package)
        .collect();
    if !packages.is_empty()
        && tools.find("apt-get").is_some()
        && let Err(error) = install_with_apt(tools, &packages)
    {
        eprintln!("{error:#}");
    }
    let missing = missing(tools, engines);
    let mut unavailable = Vec::new();
    for &engine in engines {
        let names: Vec<_> = missing
            .iter()
            .filter(|(of, _)| *of == engine)
            .map(|(_, component)| component.name)
            .collect();
        if names.is_empty() {
            println!("{engine}: found");
        } else {
            let names = names.join(" and ");
            let message = format!(
                "{names} is missing. {} Or skip the engine with `--skip-browser {engine}`.",
                installation_help(engine)
            );
            unavailable.push((engine, message));
        }
    }
    unavailable
}

fn missing(tools: &Tools, engines: &[Engine]) -> Vec<(Engine, Component)> {
    let components = engines.iter().flat_map(|&engine| {
        components(tools, engine)
            .into_iter()
            .map(move |component| (engine, component))
    });
    components.filter(|(_, component)| !component.found).collect()
}

fn components(tools: &Tools, engine: Engine) -> Vec<Component> {
    let on_path = |program: &str| tools.find(program).is_some();
    let driver = on_path(engine.driver()) || env::var_os(engine.driver().to_uppercase()).is_some();
    let browser = engine.browsers().iter().any(|name| on_path(name)) || is_in_default_location(engine);
    match engine {
        Engine::Chromium => vec![
            Component {
                name: "Chromium or Chrome",
                package: Some("chromium"),
                found: browser,
            },
            Component {
                name: "chromedriver",
                package: Some("chromium-driver"),
                found: driver,
            },
        ],
        Engine::Firefox => vec![
            Component {
                name: "Firefox",
                package: Some("firefox-esr"),
                found: browser,
            },
            // Installed with cargo.
            Component {
                name: "geckodriver",
                package: None,
                found: driver,
            },
        ],
        Engine::WebKitGtk => vec![
            Component {
                name: "WebKitWebDriver with its MiniBrowser",
                package: Some("webkit2gtk-driver"),
                found: driver && mini_browser().is_some(),
            },
            Component {
                name: "Xvfb",
                package: Some("xvfb"),
                found: on_path("Xvfb"),
            },
        ],
    }
}

/// Returns whether the browser is where macOS and Windows install it. It is not on the `PATH` there.
fn is_in_default_location(engine: Engine) -> bool {
    let locations: &[&str] = match engine {
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
    locations.iter().any(|location| Path::new(location).exists())
}

fn install_with_apt(tools: &Tools, packages: &[&str]) -> Result<()> {
    let Some(root) = root_prefix(tools) else {
        bail!(
            "packages are missing, and installing them needs root: `sudo apt-get update && sudo apt-get install -y {}`",
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
    run_inherited(&mut apt(&["update"]))?;
    let present: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| is_available(tools, package))
        .collect();
    for package in packages.iter().filter(|package| !present.contains(package)) {
        println!("{package}: not available from apt-get");
    }
    if present.is_empty() {
        return Ok(());
    }
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(present);
    run_inherited(&mut apt(&arguments))
}

fn is_available(tools: &Tools, package: &str) -> bool {
    stdout_of(tools.command("apt-cache").args(["show", package])).is_some_and(|text| !text.is_empty())
}

/// Returns the prefix that runs a command as root: empty for root, `None` if sudo needs a password.
fn root_prefix(tools: &Tools) -> Option<&'static [&'static str]> {
    if stdout_of(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    stdout_of(tools.command("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"] as &[_])
}

/// Returns instructions for a manual installation.
fn installation_help(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => {
            "Install it with `apt-get install chromium chromium-driver`, `dnf install chromium chromedriver`, `pacman -S chromium`, \
             `brew install --cask google-chrome chromedriver`, or `winget install Google.Chrome` and chromedriver from \
             https://googlechromelabs.github.io/chrome-for-testing/."
        }
        Engine::Firefox => {
            "Install it with `apt-get install firefox-esr` (Ubuntu: `firefox`), `dnf install firefox`, `pacman -S firefox`, \
             `brew install --cask firefox`, or `winget install Mozilla.Firefox`."
        }
        Engine::WebKitGtk => {
            "It runs on Linux only. Install it with `apt-get install webkit2gtk-driver xvfb` or \
             `dnf install webkitgtk6.0 xorg-x11-server-Xvfb`."
        }
    }
}
