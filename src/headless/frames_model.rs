//! `FramesModel`: the frames of a capture, for user interfaces.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use super::capture_reader::CaptureReader;
use super::followed_track::FollowedTrack;
use crate::capture::Capture;
use crate::error::MediaError;
use crate::frames::{CopyOptions, PixelReader, Pixels};
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The state of a [`FramesModel`] that a user interface renders.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FramesSnapshot {
    /// Whether a live track is read.
    pub is_reading: bool,
    /// The error that ended the reading of the latest track.
    pub error: Option<MediaError>,
}

type OnFrame = Box<dyn FnMut(&Pixels)>;
type Callback = Rc<dyn Fn(FramesSnapshot)>;

/// Reads the frames of the video track of a capture while it is live. Another track is read when it replaces the previous one.
/// Every change of the [`FramesSnapshot`] is reported by one callback.
///
/// # Drop behavior
/// Dropping it ends the reading. No callback is called again. The capture stays live.
#[must_use = "the reading ends when the model is dropped"]
pub struct FramesModel {
    model: Rc<Model>,
}

struct Model {
    this: Weak<Model>,
    options: CopyOptions,
    /// Empty while it is called.
    on_frame: Cell<Option<OnFrame>>,
    on_change: RefCell<Option<Callback>>,
    track: FollowedTrack,
    reader: RefCell<Option<PixelReader>>,
    error: RefCell<Option<MediaError>>,
}

impl FramesModel {
    /// Creates a model that calls back with the pixels of each frame, copied with these options into one reused buffer, and
    /// with every new snapshot. The callbacks may call any function of the model, and may drop it.
    pub fn new(
        options: CopyOptions,
        on_frame: impl FnMut(&Pixels) + 'static,
        on_change: impl Fn(FramesSnapshot) + 'static,
    ) -> Self {
        FramesModel {
            model: Rc::new_cyclic(|this| Model {
                this: this.clone(),
                options,
                on_frame: Cell::new(Some(Box::new(on_frame))),
                on_change: RefCell::new(Some(Rc::new(on_change))),
                track: FollowedTrack::new(MediaStreamTrackKind::Video),
                reader: RefCell::default(),
                error: RefCell::default(),
            }),
        }
    }

    /// Sets the callback for the pixels of each frame.
    pub fn set_on_frame(&self, on_frame: impl FnMut(&Pixels) + 'static) {
        self.model.on_frame.set(Some(Box::new(on_frame)));
    }
}

impl CaptureReader for FramesModel {
    type Snapshot = FramesSnapshot;

    fn follow(&self, capture: &Capture) {
        self.model.track.follow(capture, &self.model.this, Model::read);
    }

    fn snapshot(&self) -> FramesSnapshot {
        self.model.snapshot()
    }
}

impl Model {
    /// Reads this track in place of the previous one.
    fn read(&self, track: Option<MediaStreamTrack>) {
        let previous = self.reader.take();
        drop(previous);
        self.error.take();
        if let Some(track) = track {
            match self.start(&track) {
                Ok(reader) => drop(self.reader.replace(Some(reader))),
                Err(error) => drop(self.error.replace(Some(error))),
            }
        }
        self.notify();
    }

    fn start(&self, track: &MediaStreamTrack) -> Result<PixelReader, MediaError> {
        let (called, ended) = (self.this.clone(), self.this.clone());
        let on_pixels = move |pixels: &mut Pixels| {
            if let Some(model) = called.upgrade() {
                model.call(pixels);
            }
            Ok(())
        };
        let on_end = move |result: Result<(), MediaError>| {
            if let Some(model) = ended.upgrade() {
                let reader = model.reader.take();
                drop(reader);
                model.error.replace(result.err());
                model.notify();
            }
        };
        PixelReader::start(track, self.options.clone(), on_pixels, on_end)
    }

    fn call(&self, pixels: &Pixels) {
        let Some(mut on_frame) = self.on_frame.take() else {
            return;
        };
        on_frame(pixels);
        // Unless it has set another callback.
        let replacement = self.on_frame.take();
        self.on_frame.set(Some(replacement.unwrap_or(on_frame)));
    }

    fn snapshot(&self) -> FramesSnapshot {
        FramesSnapshot {
            is_reading: self.reader.borrow().is_some(),
            error: self.error.borrow().clone(),
        }
    }

    fn notify(&self) {
        // Cloned, because the callback may drop the model, which borrows the cell.
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(self.snapshot());
        }
    }
}

impl Drop for FramesModel {
    fn drop(&mut self) {
        // A function further up the call stack may keep the inner model alive.
        self.model.on_change.take();
        self.model.track.stop();
        drop(self.model.reader.take());
    }
}

impl fmt::Debug for FramesModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FramesModel").field(&self.snapshot()).finish()
    }
}
