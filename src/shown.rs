//! `Shown`: a stream in an element.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlMediaElement;

use crate::events::{Watching, watch};
use crate::media_stream::MediaStream;
use crate::media_stream_track::MediaStreamTrack;

/// A stream that is shown in an element: what [`MediaStream::show_in`] gives.
///
/// # Drop behavior
/// Dropping it takes the stream out of the element, unless somebody has put another one there. The stream is not
/// stopped.
#[must_use = "the element shows the stream only for as long as this is kept"]
pub struct Shown {
    showing: Rc<Showing>,
}

struct Showing {
    stream: MediaStream,
    element: HtmlMediaElement,
    /// What it shows.
    tracks: RefCell<Vec<MediaStreamTrack>>,
    /// Whether it is about to look what there is.
    looking: Cell<bool>,
}

impl Shown {
    pub(crate) fn new(stream: &MediaStream, element: &HtmlMediaElement) -> Self {
        let showing = Rc::new(Showing {
            stream: stream.clone(),
            element: element.clone(),
            tracks: RefCell::new(stream.tracks()),
            looking: Cell::new(false),
        });
        show(element, stream);
        watch(&showing);
        Shown { showing }
    }

    /// What is shown.
    pub fn stream(&self) -> &MediaStream {
        &self.showing.stream
    }
}

impl Watching for Showing {
    fn look_again(self: Rc<Self>) {
        if self.looking.replace(true) {
            return;
        }
        // Later: where a track takes the place of another, there are two for a moment.
        let showing = Rc::downgrade(&self);
        spawn_local(async move {
            if let Some(showing) = showing.upgrade() {
                showing.looking.set(false);
                showing.follow();
            }
        });
    }
}

impl Showing {
    fn follow(&self) {
        let tracks = self.stream.tracks();
        if !same(&self.tracks.borrow(), &tracks) && self.is_shown() {
            self.tracks.replace(tracks);
            show(&self.element, &self.stream);
        }
    }

    fn is_shown(&self) -> bool {
        self.element.src_object().as_ref() == Some(self.stream.as_web_sys())
    }
}

impl Drop for Showing {
    fn drop(&mut self) {
        if self.is_shown() {
            self.element.set_src_object(None);
        }
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shown").field(&self.showing.stream).finish()
    }
}

/// Whether these are the same tracks. Their order tells nothing: in WebKit it is that of a hash table.
fn same(shown: &[MediaStreamTrack], tracks: &[MediaStreamTrack]) -> bool {
    shown.len() == tracks.len() && tracks.iter().all(|track| shown.contains(track))
}

/// Lets an element show this stream as it is now: Firefox and WebKit do not look for tracks that came later.
pub(crate) fn show(element: &HtmlMediaElement, stream: &MediaStream) {
    element.set_src_object(None);
    element.set_src_object(Some(stream.as_web_sys()));
    // Whether it may play by itself is between the page and the browser.
    if let Ok(promise) = element.play() {
        let played = JsFuture::from(promise);
        spawn_local(async move { drop(played.await) });
    }
}
