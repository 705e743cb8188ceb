//! A shim that restores the getUserMedia API of 2011 to 2015, so that pages of that time run again. They call
//! `navigator.getUserMedia(constraints, success, error)`, receive a `LocalMediaStream`, and call its `stop()`.
//!
//! ```no_run
//! use local_media_stream::legacy::{Era, LegacyOptions, install, uninstall};
//!
//! # fn example() -> Result<(), local_media_stream::MediaError> {
//! install(&LegacyOptions::new().era(Era::Y2012).replace_native(true).object_urls(true))?;
//! // … the legacy page runs …
//! assert!(uninstall().is_empty());
//! # Ok(()) }
//! ```
//!
//! `docs/legacy.md` lists the restored API and its limits. The shim is a JavaScript module. The npm package exports it
//! as `local-media-stream/legacy`, for pages whose scripts run before wasm is loaded.

mod legacy_options;

pub use legacy_options::{Era, ErrorNames, LegacyOptions, Prefix};

use crate::error::MediaError;
use crate::sys::legacy as sys;

/// Defines the removed interfaces and members, for every script of the page.
///
/// A no-op if the shim is already installed: the first options stay in effect until [`uninstall`]. Existing members of
/// the browser or the page are kept, unless [`replace_native`](LegacyOptions::replace_native) is on.
///
/// # Errors
/// - [`Unsupported`](crate::MediaErrorKind::Unsupported) in an environment without a page or without media streams, such
///   as a server or a worker.
/// - [`Type`](crate::MediaErrorKind::Type) if the page has sealed an object that the shim must change.
///
/// Nothing is installed after an error.
pub fn install(options: &LegacyOptions) -> Result<(), MediaError> {
    if !cfg!(target_family = "wasm") {
        return Err(MediaError::unsupported(
            "The shim requires a page. Install it in a browser window.",
        ));
    }
    sys::install(&options.to_js()).map_err(MediaError::from)
}

/// Removes the shim and restores every property with its original attributes. Streams from the shim stay
/// `LocalMediaStream` objects. A no-op if the shim is not installed.
///
/// Returns the names of the properties that could not be restored because other code has changed or sealed them.
pub fn uninstall() -> Vec<String> {
    if !cfg!(target_family = "wasm") {
        return Vec::new();
    }
    sys::uninstall()
}

/// Whether the shim is installed, by this copy or another one.
pub fn is_installed() -> bool {
    cfg!(target_family = "wasm") && sys::is_installed()
}
