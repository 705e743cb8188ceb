//! `Playback`: a stream in an element.

use std::cell::RefCell;
use std::fmt;

use crate::capture::show;
use crate::media_stream::MediaStream;
use crate::media_stream_track::MediaStreamTrack;

/// Shows and plays a stream in a `<video>` or `<audio>`.
///
/// # Drop behavior
/// Dropping it takes the stream out of the element. It stops no track: the stream is its owner's.
pub struct Playback {
    element: web_sys::HtmlMediaElement,
    shown: RefCell<Option<(MediaStream, Vec<MediaStreamTrack>)>>,
}

impl Playback {
    /// In this element, which shows nothing yet.
    pub fn new(element: web_sys::HtmlMediaElement) -> Self {
        Playback {
            element,
            shown: RefCell::default(),
        }
    }

    /// Shows this stream as it is now, or nothing. What is shown already goes on: call it whenever something may have
    /// changed, as often as you like. Firefox and Safari do not look for tracks that come later by themselves.
    pub fn show(&self, stream: Option<&MediaStream>) {
        let Some(stream) = stream else {
            return self.clear();
        };
        let new = Some((stream.clone(), stream.tracks()));
        if self.shown.replace(new.clone()) != new {
            show(&self.element, stream);
        }
    }

    fn clear(&self) {
        // Unless somebody else has put something there since.
        if let Some((shown, _)) = self.shown.take()
            && self.element.src_object().as_ref() == Some(shown.as_web_sys())
        {
            self.element.set_src_object(None);
        }
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        self.clear();
    }
}

impl fmt::Debug for Playback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Playback").field(&self.shown.borrow()).finish()
    }
}
