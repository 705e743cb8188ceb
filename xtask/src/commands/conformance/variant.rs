//! With the shim, or without.

use std::fmt;

/// How a page is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Without,
    /// As `install()` has it: what is missing is added, and nothing is replaced.
    Functions,
    /// As the script for old pages has it by itself.
    Script,
}

impl Way {
    pub const WITH: [Self; 2] = [Self::Functions, Self::Script];

    /// What a page gets to load. One that is served without the shim loads a script with nothing in it, so that there is
    /// one in every page.
    pub fn tag(self, folder: &str) -> String {
        let (script, attributes) = match self {
            Self::Without => ("nothing.js", ""),
            Self::Functions => (
                "legacy.js",
                " data-media-stream-stop=false data-object-urls=false data-replace-native=false",
            ),
            Self::Script => ("legacy.js", ""),
        };
        format!("<script src=\"{folder}{script}\"{attributes}></script>")
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Without => "without",
            Self::Functions => "install()",
            Self::Script => "legacy.js",
        })
    }
}
