//! `Playback`: an element that plays a stream which may change.

use std::cell::RefCell;
use std::fmt;

use crate::stream::{Attachment, MediaStream};

/// A `<video>` or `<audio>` element that plays a stream. The stream can be replaced.
///
/// # Drop behavior
/// Dropping it removes the stream from the element. It stops no track.
#[must_use = "the stream is removed from the element when this is dropped"]
pub struct Playback {
    element: web_sys::HtmlMediaElement,
    attachment: RefCell<Option<Attachment>>,
}

impl Playback {
    /// Creates the playback of an element, without a stream.
    pub fn new(element: web_sys::HtmlMediaElement) -> Self {
        Playback {
            element,
            attachment: RefCell::default(),
        }
    }

    /// [Attaches](MediaStream::attach) a stream in place of the previous one. `None` removes it. The same stream again
    /// is a no-op.
    pub fn set_stream(&self, stream: Option<&MediaStream>) {
        let mut attachment = self.attachment.borrow_mut();
        if attachment.as_ref().map(Attachment::stream) != stream {
            // The previous one is dropped first: its drop would remove the new stream.
            *attachment = None;
            *attachment = stream.map(|stream| stream.attach(&self.element));
        }
    }
}

impl fmt::Debug for Playback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Playback")
            .field(&self.attachment.borrow())
            .finish()
    }
}
