//! `PhotoModel`: the photos of a component, for user interfaces.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use wasm_bindgen_futures::spawn_local;

use super::object_url::ObjectUrl;
use crate::error::MediaError;
use crate::photo::{Photo, PhotoFuture};

/// The state of a [`PhotoModel`] that a user interface renders.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PhotoSnapshot {
    /// Whether a photo is being taken.
    pub is_taking: bool,
    /// The latest photo.
    pub photo: Option<Photo>,
    /// The URL of the photo. It is revoked when another photo replaces it and when the model is dropped.
    pub url: Option<String>,
    /// The error of the latest attempt.
    pub error: Option<MediaError>,
}

type Callback = Rc<dyn Fn(PhotoSnapshot)>;

/// Photos for user interfaces, one after the other. Every change of the [`PhotoSnapshot`] is reported by one callback.
///
/// # Drop behavior
/// Dropping it cancels the photo that is being taken and revokes the URL. The callback is not called again.
#[must_use = "the photo is discarded when the model is dropped"]
pub struct PhotoModel {
    model: Rc<Model>,
}

struct Model {
    this: Weak<Model>,
    /// Empty while the future is polled.
    pending: Cell<Option<PhotoFuture<Photo>>>,
    /// Wakes the task that polls the future. A task that is never woken is never freed.
    task: Cell<Option<Waker>>,
    /// The number of the attempt in progress. A cleared one is outdated.
    attempt: Cell<Option<u32>>,
    attempts: Cell<u32>,
    latest: RefCell<Option<(Photo, ObjectUrl)>>,
    error: RefCell<Option<MediaError>>,
    on_change: RefCell<Option<Callback>>,
}

impl PhotoModel {
    /// Creates a model without a photo, and calls back with every new snapshot. The callback may call any function of the
    /// model, and may drop it.
    pub fn new(on_change: impl Fn(PhotoSnapshot) + 'static) -> Self {
        PhotoModel {
            model: Rc::new_cyclic(|this| Model {
                this: this.clone(),
                pending: Cell::default(),
                task: Cell::default(),
                attempt: Cell::default(),
                attempts: Cell::default(),
                latest: RefCell::default(),
                error: RefCell::default(),
                on_change: RefCell::new(Some(Rc::new(on_change))),
            }),
        }
    }

    /// Waits for this photo, which replaces the previous one. A no-op while a photo is being taken. If it fails, the
    /// previous photo stays and the error is in the snapshot.
    pub fn take(&self, photo: PhotoFuture<Photo>) {
        if self.model.attempt.get().is_none() {
            self.model.take(photo);
        }
    }

    /// Discards the photo and the error, and cancels the photo that is being taken.
    pub fn clear(&self) {
        self.model.cancel();
        drop(self.model.latest.take());
        drop(self.model.error.take());
        self.model.notify();
    }

    /// Returns the current snapshot.
    pub fn snapshot(&self) -> PhotoSnapshot {
        self.model.snapshot()
    }
}

impl Model {
    fn take(&self, photo: PhotoFuture<Photo>) {
        let attempt = self.attempts.get().wrapping_add(1);
        self.attempts.set(attempt);
        self.attempt.set(Some(attempt));
        self.pending.set(Some(photo));
        self.error.take();
        let this = self.this.clone();
        // The model owns the photo, and the task only polls it: dropping the model cancels it.
        spawn_local(poll_fn(move |context| {
            let Some(model) = this
                .upgrade()
                .filter(|model| model.attempt.get() == Some(attempt))
            else {
                return Poll::Ready(());
            };
            let Some(mut photo) = model.pending.take() else {
                return Poll::Ready(());
            };
            match Pin::new(&mut photo).poll(context) {
                Poll::Ready(result) => {
                    model.settle(attempt, result);
                    Poll::Ready(())
                }
                Poll::Pending if model.attempt.get() == Some(attempt) => {
                    model.pending.set(Some(photo));
                    model.task.set(Some(context.waker().clone()));
                    Poll::Pending
                }
                // Cancelled meanwhile.
                Poll::Pending => Poll::Ready(()),
            }
        }));
        self.notify();
    }

    fn cancel(&self) {
        self.attempt.set(None);
        drop(self.pending.take());
        if let Some(task) = self.task.take() {
            task.wake();
        }
    }

    fn settle(&self, attempt: u32, result: Result<Photo, MediaError>) {
        if self.attempt.get() != Some(attempt) {
            return;
        }
        self.attempt.set(None);
        match result.and_then(|photo| ObjectUrl::new(&photo.blob).map(|url| (photo, url))) {
            Ok(latest) => drop(self.latest.replace(Some(latest))),
            Err(error) => drop(self.error.replace(Some(error))),
        }
        self.notify();
    }

    fn snapshot(&self) -> PhotoSnapshot {
        let latest = self.latest.borrow();
        let (photo, url) = match &*latest {
            Some((photo, url)) => (Some(photo.clone()), Some(url.as_str().to_owned())),
            None => (None, None),
        };
        PhotoSnapshot {
            is_taking: self.attempt.get().is_some(),
            photo,
            url,
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

impl Drop for PhotoModel {
    fn drop(&mut self) {
        // A function further up the call stack may keep the inner model alive.
        self.model.on_change.take();
        self.model.cancel();
        drop(self.model.latest.take());
    }
}

impl fmt::Debug for PhotoModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PhotoModel").field(&self.snapshot()).finish()
    }
}
