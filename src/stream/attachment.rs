//! `Attachment`: a stream in an element.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlMediaElement;

use crate::events::{Observer, TRACKS_CHANGED, observe};
use crate::stream::MediaStream;
use crate::track::MediaStreamTrack;

/// A stream that is shown in an element: what [`MediaStream::attach`] gives.
///
/// # Drop behavior
/// Dropping it takes the stream out of the element, unless somebody has put another one there. The stream is not
/// stopped.
#[must_use = "the element shows the stream only for as long as this is kept"]
pub struct Attachment {
    showing: Rc<Showing>,
}

/// Playback.
impl MediaStream {
    /// Lets an element show and play it, for as long as what this returns is kept. Tracks that this crate adds to the
    /// stream and removes from it, as a [`Capture`](crate::Capture) does when it switches, are followed in every
    /// browser; Firefox and WebKit by themselves go on with those that were there when it was set.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-htmlmediaelement-srcobject) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/srcObject)
    pub fn attach(&self, element: &HtmlMediaElement) -> Attachment {
        Attachment::new(self, element)
    }
}

struct Showing {
    stream: MediaStream,
    element: HtmlMediaElement,
    /// What it shows.
    tracks: RefCell<Vec<MediaStreamTrack>>,
    /// Whether it is about to look what there is.
    looking: Cell<bool>,
}

impl Attachment {
    pub(crate) fn new(stream: &MediaStream, element: &HtmlMediaElement) -> Self {
        let showing = Rc::new(Showing {
            stream: stream.clone(),
            element: element.clone(),
            tracks: RefCell::new(stream.tracks()),
            looking: Cell::new(false),
        });
        show(element, stream);
        observe(&TRACKS_CHANGED, &showing);
        Attachment { showing }
    }

    /// What is shown.
    pub fn stream(&self) -> &MediaStream {
        &self.showing.stream
    }
}

impl Observer for Showing {
    fn notify(self: Rc<Self>) {
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

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attachment").field(&self.showing.stream).finish()
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
