//! The shim: pages of 2011 to 2015 run again. They call `navigator.getUserMedia(constraints, success, error)`, get a
//! `LocalMediaStream`, and call its `stop()`.
//!
//! ```no_run
//! use local_media_stream::legacy::{Era, LegacyOptions, install, uninstall};
//!
//! # fn example() -> Result<(), local_media_stream::MediaError> {
//! install(&LegacyOptions::new().era(Era::Y2012).replace_native(true).object_urls(true))?;
//! // … whatever that page does …
//! assert!(uninstall().is_empty());
//! # Ok(()) }
//! ```
//!
//! What it brings back, and what it cannot, is in `docs/legacy.md`. It is JavaScript of its own, which the npm package
//! has as `local-media-stream/legacy`: a page whose scripts run before any wasm is there loads it from there.

mod bindings;
mod legacy_options;

pub use legacy_options::{Era, ErrorNames, LegacyOptions, Prefix};

use crate::error::MediaError;

/// Puts the old interfaces and members in place, for every script of this page.
///
/// Done twice it is done once: the options of the first time count until [`uninstall`]. What the browser or the page
/// has under one of the names stays, unless [`replace_native`](LegacyOptions::replace_native) says otherwise.
///
/// # Errors
/// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no page with streams: on a server, in a worker.
/// [`Type`](crate::MediaErrorKind::Type) where the page has sealed something that is needed. Nothing is installed then.
pub fn install(options: &LegacyOptions) -> Result<(), MediaError> {
    if !cfg!(target_family = "wasm") {
        return Err(MediaError::unsupported("there is no page here"));
    }
    bindings::install(&options.to_js()).map_err(MediaError::from)
}

/// Takes everything away again: each property is what it was before, to the last flag. Streams that came from the shim
/// stay what they are. Does nothing if nothing is installed.
///
/// The names of what could not be put back, because somebody else has changed or sealed it since: as a rule, none.
pub fn uninstall() -> Vec<String> {
    if !cfg!(target_family = "wasm") {
        return Vec::new();
    }
    bindings::uninstall()
}

/// Whether the shim is in place, from here or from another copy of it.
pub fn is_installed() -> bool {
    cfg!(target_family = "wasm") && bindings::is_installed()
}
