//! `Playback`: one stream after the other in an element.

use std::cell::RefCell;
use std::fmt;

use crate::stream::Attachment;
use crate::stream::MediaStream;

/// Shows and plays a stream in a `<video>` or `<audio>`, and another one in its place.
///
/// # Drop behavior
/// Dropping it takes the stream out of the element. It stops no track: the stream is its owner's.
pub struct Playback {
    element: web_sys::HtmlMediaElement,
    shown: RefCell<Option<Attachment>>,
}

impl Playback {
    /// In this element, which shows nothing yet.
    pub fn new(element: web_sys::HtmlMediaElement) -> Self {
        Playback {
            element,
            shown: RefCell::default(),
        }
    }

    /// [Shows](MediaStream::attach) this stream, or nothing. What is shown already goes on.
    pub fn show(&self, stream: Option<&MediaStream>) {
        let mut shown = self.shown.borrow_mut();
        if shown.as_ref().map(Attachment::stream) != stream {
            // The old one first: it would take the new one out.
            *shown = None;
            *shown = stream.map(|stream| stream.attach(&self.element));
        }
    }
}

impl fmt::Debug for Playback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Playback").field(&self.shown.borrow()).finish()
    }
}
