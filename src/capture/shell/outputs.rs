//! The elements and senders that follow a capture.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use super::executor::ignore;
use super::tracks::Tracks;
use crate::sys;
use crate::track::MediaStreamTrackKind;

const SRC_OBJECT: &str = "srcObject";

/// The elements and senders of a session.
pub(super) trait FollowTracks {
    /// Adds an element, or a sender of this kind.
    fn attach(
        self: Rc<Self>,
        object: &JsValue,
        kind: Option<MediaStreamTrackKind>,
        tracks: &Tracks,
    ) -> CaptureAttachment;

    /// Sets the current tracks on all outputs.
    fn update(&self, tracks: &Tracks);
}

#[derive(Default)]
pub(super) struct Outputs {
    outputs: RefCell<Vec<Rc<Output>>>,
}

struct Output {
    object: JsValue,
    /// The kind of track of a sender. `None` for an element.
    kind: Option<MediaStreamTrackKind>,
    /// The stream of the element or the track of the sender at the last update. If the page has set another one since,
    /// it stays.
    source: RefCell<JsValue>,
    /// Whether the source is of the capture.
    is_own: Cell<bool>,
}

impl FollowTracks for Outputs {
    fn attach(
        self: Rc<Self>,
        object: &JsValue,
        kind: Option<MediaStreamTrackKind>,
        tracks: &Tracks,
    ) -> CaptureAttachment {
        let output = Rc::new(Output {
            object: object.clone(),
            kind,
            source: RefCell::new(source_of(object)),
            is_own: Cell::new(false),
        });
        self.outputs.borrow_mut().push(output.clone());
        output.update(tracks);
        CaptureAttachment {
            outputs: Rc::downgrade(&self),
            output: Some(output),
        }
    }

    fn update(&self, tracks: &Tracks) {
        let outputs = self.outputs.borrow().clone();
        for output in outputs {
            output.update(tracks);
        }
    }
}

impl Output {
    fn update(&self, tracks: &Tracks) {
        match self.kind {
            Some(kind) => match tracks.track_of(kind) {
                Some(track) => self.replace_track(track.as_ref()),
                None => self.clear_sender(),
            },
            None => {
                let stream = tracks.stream();
                self.show(stream.as_ref().map_or(&JsValue::NULL, |stream| stream.as_ref()));
            }
        }
    }

    /// Plays a stream, or nothing, unless the page has set another source. The source is unset first: Firefox and
    /// WebKit ignore tracks that were added after the source was set.
    fn show(&self, stream: &JsValue) {
        let current = source_of(&self.object);
        let is_other = !current.is_null() && current != *self.source.borrow();
        if is_other || (stream.is_null() && !self.is_own.get()) {
            return;
        }
        sys::set_property(&self.object, SRC_OBJECT, &JsValue::NULL);
        if !stream.is_null() {
            sys::set_property(&self.object, SRC_OBJECT, stream);
            // The autoplay policy of the browser may reject this.
            ignore(sys::call_method(&self.object, "play", &[]));
        }
        self.source.replace(stream.clone());
        self.is_own.set(!stream.is_null());
    }

    /// A closed connection rejects this.
    fn replace_track(&self, track: &JsValue) {
        self.source.replace(track.clone());
        ignore(sys::call_method(&self.object, "replaceTrack", &[track]));
    }

    /// Removes an ended track from the sender. A track that the page has set stays.
    fn clear_sender(&self) {
        let track = sys::property(&self.object, "track");
        let state = track.and_then(|track| sys::string_property(&track, "readyState"));
        if state.is_some_and(|state| state == "ended") {
            self.replace_track(&JsValue::NULL);
        }
    }

    fn detach(&self) {
        match self.kind {
            Some(_) => {
                let track = sys::property(&self.object, "track");
                if track.is_some_and(|track| track == *self.source.borrow()) {
                    self.replace_track(&JsValue::NULL);
                } else {
                    self.clear_sender();
                }
            }
            None => self.show(&JsValue::NULL),
        }
    }
}

fn source_of(object: &JsValue) -> JsValue {
    sys::property(object, SRC_OBJECT).unwrap_or(JsValue::NULL)
}

/// The attachment of a capture to an element or a sender, as [`Capture::attach`](super::super::Capture::attach) returns
/// it.
///
/// # Drop behavior
/// Dropping it removes the stream from the element, or the track from the sender, unless the page has set another one.
/// [`forget`](Self::forget) keeps it attached until the capture is dropped.
#[must_use = "the element or sender is detached when the attachment is dropped; `forget()` keeps it"]
pub struct CaptureAttachment {
    outputs: Weak<Outputs>,
    output: Option<Rc<Output>>,
}

impl CaptureAttachment {
    /// Keeps the element or sender attached until the capture is dropped.
    pub fn forget(mut self) {
        self.output = None;
    }
}

impl Drop for CaptureAttachment {
    fn drop(&mut self) {
        let Some(output) = self.output.take() else {
            return;
        };
        if let Some(outputs) = self.outputs.upgrade() {
            let removed = {
                let mut all = outputs.outputs.borrow_mut();
                all.extract_if(.., |other| Rc::ptr_eq(other, &output)).next()
            };
            drop(removed);
            output.detach();
        }
    }
}

impl fmt::Debug for CaptureAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaptureAttachment")
    }
}
