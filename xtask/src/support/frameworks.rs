//! The framework crates, and cargo's arguments to build them for browsers and for servers.

use std::fmt;
use std::path::PathBuf;

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

    /// Returns the name of the example's crate.
    pub fn example_crate(self) -> String {
        format!("{self}-example")
    }

    /// Returns the crate of the browser tests that need other features of the framework.
    pub fn separate_test_crate(self) -> Option<&'static str> {
        match self {
            Self::Leptos | Self::Yew => None,
            Self::Dioxus => Some("dioxus-served"),
        }
    }

    /// Returns the folder of the example and its page.
    pub fn example_folder(self, project: &Project) -> PathBuf {
        project
            .root
            .join("integrations")
            .join(self.name())
            .join("example")
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
            arguments.extend(["--package".into(), framework.example_crate()]);
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
        for package in [framework.package(project), framework.example_crate()]
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
