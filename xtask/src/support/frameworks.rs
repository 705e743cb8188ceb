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

    /// Returns the name of the integration crate.
    pub fn package(self, project: &Project) -> String {
        format!("{}-{self}", project.name)
    }

    /// Returns the crate of the browser tests that need other features of the framework.
    pub fn separate_test_crate(self) -> Option<&'static str> {
        match self {
            Self::Leptos | Self::Yew => None,
            Self::Dioxus => Some("dioxus-served"),
        }
    }

    /// Returns the features for the browser tests.
    fn browser_features(self) -> &'static [&'static str] {
        match self {
            Self::Leptos => &["csr", "hydrate"],
            Self::Yew => &["csr", "hydration"],
            Self::Dioxus => &["web"],
        }
    }

    /// Returns the features for the native tests. They are incompatible with the browser's.
    fn server_features(self) -> &'static [&'static str] {
        match self {
            Self::Leptos | Self::Yew => &["ssr"],
            Self::Dioxus => &[],
        }
    }
}

/// An example page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// The page without a framework.
    Plain,
    Framework(Framework),
}

impl Example {
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
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
            Self::Framework(framework) => project
                .root
                .join("integrations")
                .join(framework.name())
                .join("example"),
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

impl fmt::Display for Framework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Returns cargo's arguments to build the crates for browsers.
///
/// `with_dependents` adds the examples and the separate test crates.
pub fn browser_arguments(project: &Project, frameworks: &[Framework], with_dependents: bool) -> Vec<String> {
    let mut arguments = packages(project, frameworks, Framework::browser_features);
    if with_dependents {
        for framework in frameworks {
            arguments.extend(["--package".into(), Example::Framework(*framework).crate_name()]);
        }
        arguments.extend(separate_test_arguments(frameworks));
    }
    arguments
}

/// Returns cargo's arguments to build the separate test crates. Empty if there are none.
pub fn separate_test_arguments(frameworks: &[Framework]) -> Vec<String> {
    let packages = frameworks
        .iter()
        .filter_map(|framework| framework.separate_test_crate());
    packages
        .flat_map(|package| ["--package".into(), package.into()])
        .collect()
}

/// Returns cargo's arguments to build the crates for servers.
pub fn server_arguments(project: &Project, frameworks: &[Framework]) -> Vec<String> {
    packages(project, frameworks, Framework::server_features)
}

/// Returns cargo's arguments to build the workspace without the framework crates.
pub fn other_arguments(project: &Project) -> Vec<String> {
    let mut arguments = vec!["--workspace".into()];
    for framework in Framework::ALL {
        let separate = framework.separate_test_crate().map(str::to_owned);
        for package in [
            framework.package(project),
            Example::Framework(framework).crate_name(),
        ]
        .into_iter()
        .chain(separate)
        {
            arguments.extend(["--exclude".into(), package]);
        }
    }
    arguments
}

fn packages(
    project: &Project,
    frameworks: &[Framework],
    features: fn(Framework) -> &'static [&'static str],
) -> Vec<String> {
    let mut arguments = Vec::new();
    for &framework in frameworks {
        let package = framework.package(project);
        for feature in features(framework) {
            arguments.extend(["--features".into(), format!("{package}/{feature}")]);
        }
        arguments.extend(["--package".into(), package]);
    }
    arguments
}
