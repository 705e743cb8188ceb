//! `ObjectUrl`: the URL of a blob.

use web_sys::{Blob, Url};

use crate::error::MediaError;

/// A URL of a blob, for the `src` of a `<video>` or the `href` of a download link.
///
/// # Drop behavior
/// Dropping it revokes the URL. Requests that have started continue.
///
/// [Spec](https://w3c.github.io/FileAPI/#dfn-createObjectURL) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/URL/createObjectURL_static)
#[derive(Debug)]
#[must_use = "the URL is revoked when it is dropped"]
pub struct ObjectUrl {
    url: String,
}

impl ObjectUrl {
    /// Creates a URL of a blob. The browser keeps the blob until the URL is revoked.
    ///
    /// # Errors
    /// The error of the browser, which throws only if the page has replaced `URL.createObjectURL`.
    pub fn new(blob: &Blob) -> Result<Self, MediaError> {
        let url = Url::create_object_url_with_blob(blob)?;
        Ok(ObjectUrl { url })
    }

    /// Returns the URL, which starts with `blob:`.
    pub fn as_str(&self) -> &str {
        &self.url
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Throws only if the page has replaced `URL.revokeObjectURL`.
        let _ = Url::revoke_object_url(&self.url);
    }
}
