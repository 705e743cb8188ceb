//! The framework crates, and cargo's arguments to build them for browsers and for servers.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use super::project::Project;

/// A framework with an integration crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Framework {
    Leptos,
    Yew,
    Dioxus,
}

impl Framework {
    pub const ALL: [Self; 3] = [Self::Leptos, Self::Yew, Self::Dioxus];

    pub fn name(self) -> &'static str {
        match self {
            Self::Leptos => "leptos",
            Self::Yew => "yew",
            Self::Dioxus => "dioxus",
        }
    }

    /// Returns the crate of the browser tests that need other features of the framework.
    fn separate_test_crate(self) -> Option<&'static str> {
        (self == Self::Dioxus).then_some("dioxus-served")
    }

    /// Returns the features for the browser tests.
    fn browser_features(self) -> &'static [&'static str] {
        match self {
            Self::Leptos => &["csr", "hydrate", "frames", "photo", "recorder", "vad"],
            Self::Yew => &["csr", "hydration", "frames", "photo", "recorder", "vad"],
            Self::Dioxus => &["web", "frames", "photo", "recorder", "vad"],
        }
    }

    /// Returns the features for the native tests. They are incompatible with the browser's.
    fn server_features(self) -> &'static [&'static str] {
        match self {
            Self::Leptos | Self::Yew => &["ssr", "frames", "photo", "recorder", "vad"],
            Self::Dioxus => &["frames", "photo", "recorder", "vad"],
        }
    }
}

impl fmt::Display for Framework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An example page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// The page without a framework.
    Plain,
    /// The program of the page *Frames in Rust* of the site.
    Frames,
    Framework(Framework),
}

impl Example {
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Frames => "frames",
            Self::Framework(framework) => framework.name(),
        }
    }

    pub fn crate_name(self) -> String {
        format!("{}-example", self.name())
    }

    /// Returns the folder of the crate and its page.
    pub fn folder(self, project: &Project) -> PathBuf {
        match self {
            Self::Plain => project.root.join("examples/plain"),
            Self::Frames => project.root.join("www/rust"),
            Self::Framework(framework) => project.root.join(format!("integrations/{framework}/example")),
        }
    }
}

/// Reads the name of an example on the command line.
impl FromStr for Example {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "plain" => Ok(Self::Plain),
            name => <Framework as ValueEnum>::from_str(name, true).map(Self::Framework),
        }
    }
}

/// Returns cargo's arguments to build the crates for browsers.
pub fn browser_arguments(project: &Project, frameworks: &[Framework]) -> String {
    packages(project, frameworks, Framework::browser_features)
}

/// Returns cargo's arguments to build the crates for servers.
pub fn server_arguments(project: &Project, frameworks: &[Framework]) -> String {
    packages(project, frameworks, Framework::server_features)
}

/// Returns cargo's arguments to build the examples.
pub fn example_arguments(frameworks: &[Framework]) -> String {
    let examples = frameworks
        .iter()
        .map(|framework| format!("--package {framework}-example "));
    examples.collect()
}

/// Returns cargo's arguments to build the separate test crates. Empty if there are none.
pub fn separate_test_arguments(frameworks: &[Framework]) -> String {
    let crates = frameworks
        .iter()
        .filter_map(|framework| framework.separate_test_crate());
    crates.map(|name| format!("--package {name} ")).collect()
}

/// Returns cargo's arguments to build the workspace without the framework crates.
pub fn other_arguments(project: &Project) -> String {
    let all = &Framework::ALL;
    let crates = packages(project, all, |_| &[]) + &example_arguments(all) + &separate_test_arguments(all);
    format!("--workspace {}", crates.replace("--package", "--exclude"))
}

fn packages(
    project: &Project,
    frameworks: &[Framework],
    features: fn(Framework) -> &'static [&'static str],
) -> String {
    let mut arguments = String::new();
    for &framework in frameworks {
        let package = format!("{}-{framework}", project.name);
        arguments.extend(
            features(framework)
                .iter()
                .map(|feature| format!("--features {package}/{feature} ")),
        );
        arguments += &format!("--package {package} ");
    }
    arguments
}
