//! The variants in which a page is served: with or without the shim.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    WithoutShim,
    /// With the effect of `install()`: adds missing members, replaces nothing.
    Install,
    /// With the classic script and its defaults.
    Script,
}

impl Variant {
    pub const WITH_SHIM: [Self; 2] = [Self::Install, Self::Script];

    /// Returns the script element for a page.
    ///
    /// Without the shim it loads an empty script, so that all variants have the same number of scripts.
    pub fn tag(self, folder: &str) -> String {
        let (script, attributes) = match self {
            Self::WithoutShim => ("empty.js", ""),
            Self::Install => (
                "legacy.js",
                " data-media-stream-stop=false data-object-urls=false data-replace-native=false",
            ),
            Self::Script => ("legacy.js", ""),
        };
        format!("<script src=\"{folder}{script}\"{attributes}></script>")
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::WithoutShim => "without",
            Self::Install => "install()",
            Self::Script => "legacy.js",
        })
    }
}
