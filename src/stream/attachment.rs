//! `Attachment`: an element that plays a stream and follows its tracks.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlMediaElement;

use crate::events::{Observer, Topic, observe};
use crate::stream::MediaStream;
use crate::track::MediaStreamTrack;

/// The attachment of a stream to an element, as [`MediaStream::attach`] returns it.
///
/// # Drop behavior
/// Dropping it removes the stream from the element, unless the page has set another one. The stream is not stopped.
#[must_use = "dropping it removes the stream from the element"]
pub struct Attachment {
    attached: Rc<Attached>,
}

/// Playback.
impl MediaStream {
    /// Plays the stream in an element until the [`Attachment`] is dropped.
    ///
    /// The element follows tracks that this crate adds or removes, for example when a [`Capture`](crate::Capture)
    /// switches the camera. Without this, Firefox and WebKit continue to play the earlier tracks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-htmlmediaelement-srcobject) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/srcObject)
    pub fn attach(&self, element: &HtmlMediaElement) -> Attachment {
        let attached = Rc::new(Attached {
            stream: self.clone(),
            element: element.clone(),
            tracks: RefCell::new(self.tracks()),
            update_scheduled: Cell::new(false),
        });
        show(element, self);
        observe(Topic::TracksChanged, &attached);
        Attachment { attached }
    }
}

struct Attached {
    stream: MediaStream,
    element: HtmlMediaElement,
    /// The tracks that the element plays.
    tracks: RefCell<Vec<MediaStreamTrack>>,
    update_scheduled: Cell<bool>,
}

impl Attachment {
    /// Returns the attached stream.
    pub fn stream(&self) -> &MediaStream {
        &self.attached.stream
    }
}

impl Observer for Attached {
    fn notify(self: Rc<Self>) {
        if self.update_scheduled.replace(true) {
            return;
        }
        // In a task: while one track replaces another, the stream has both for a moment.
        let attached = Rc::downgrade(&self);
        spawn_local(async move {
            if let Some(attached) = attached.upgrade() {
                attached.update_scheduled.set(false);
                attached.update();
            }
        });
    }
}

impl Attached {
    /// Restarts playback if the tracks of the stream have changed.
    fn update(&self) {
        let tracks = self.stream.tracks();
        if !same_tracks(&self.tracks.borrow(), &tracks) && self.is_source() {
            self.tracks.replace(tracks);
            show(&self.element, &self.stream);
        }
    }

    /// Returns whether the stream is still the source of the element.
    fn is_source(&self) -> bool {
        self.element.src_object().as_ref() == Some(self.stream.as_web_sys())
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        if self.is_source() {
            self.element.set_src_object(None);
        }
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attachment").field(&self.attached.stream).finish()
    }
}

/// Compares without regard to order: WebKit returns the tracks in the order of a hash table.
fn same_tracks(known: &[MediaStreamTrack], current: &[MediaStreamTrack]) -> bool {
    known.len() == current.len() && current.iter().all(|track| known.contains(track))
}

/// Shows the current tracks of a stream in an element. The source is unset first: Firefox and WebKit ignore tracks that
/// were added after the source was set.
fn show(element: &HtmlMediaElement, stream: &MediaStream) {
    element.set_src_object(None);
    element.set_src_object(Some(stream.as_web_sys()));
    // The rejection of `play()` is discarded: the autoplay policy of the browser may forbid playback.
    if let Ok(promise) = element.play() {
        let played = JsFuture::from(promise);
        spawn_local(async move { drop(played.await) });
    }
}
