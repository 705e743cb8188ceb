//! The crates for frameworks, and how each is built for browsers and for servers.

use std::fmt;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::project::Project;

/// A framework that there is a crate for.
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

    /// The crate for it.
    pub fn package(self, project: &Project) -> String {
        format!("{}-{self}", project.name)
    }

    /// The crate of its example.
    pub fn example(self) -> String {
        format!("{self}-example")
    }

    /// The crate of those of its tests in browsers that need the framework built in another way than all others.
    pub fn apart(self) -> Option<&'static str> {
        match self {
            Self::Leptos | Self::Yew => None,
            Self::Dioxus => Some("dioxus-served"),
        }
    }

    /// Where its example lies, with the page that shows it.
    pub fn example_folder(self, project: &Project) -> PathBuf {
        project
            .root
            .join("integrations")
            .join(self.name())
            .join("example")
    }

    /// The features of its crate that its tests in browsers need.
    fn browser_features(self) -> &'static [&'static str] {
        match self {
            Self::Leptos => &["csr", "hydrate"],
            Self::Yew => &["csr", "hydration"],
            Self::Dioxus => &["web"],
        }
    }

    /// The features of its crate that its tests without a browser need. What is built for a browser cannot have them.
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

/// The arguments by which cargo takes these crates as browsers get them; with all that hangs on them, if that is wanted.
pub fn for_browsers(project: &Project, frameworks: &[Framework], all: bool) -> Vec<String> {
    let mut arguments = packages(project, frameworks, Framework::browser_features);
    if all {
        for framework in frameworks {
            arguments.extend(["--package".into(), framework.example()]);
        }
        arguments.extend(apart(frameworks));
    }
    arguments
}

/// The arguments by which cargo takes the tests that are built apart. Nothing where there are none.
pub fn apart(frameworks: &[Framework]) -> Vec<String> {
    let packages = frameworks.iter().filter_map(|framework| framework.apart());
    packages
        .flat_map(|package| ["--package".into(), package.into()])
        .collect()
}

/// The arguments by which cargo takes these crates as servers get them.
pub fn for_servers(project: &Project, frameworks: &[Framework]) -> Vec<String> {
    packages(project, frameworks, Framework::server_features)
}

/// The arguments by which cargo takes all of the workspace but these crates.
pub fn all_else(project: &Project) -> Vec<String> {
    let mut arguments = vec!["--workspace".into()];
    for framework in Framework::ALL {
        let apart = framework.apart().map(str::to_owned);
        for package in [framework.package(project), framework.example()]
            .into_iter()
            .chain(apart)
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
