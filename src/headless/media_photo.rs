//! `MediaPhoto`: the photos of a component, as the hooks of a framework return them.

use super::{PhotoModel, PhotoSnapshot};
use crate::error::MediaError;
use crate::photo::{Photo, PhotoFuture};

/// The access of a framework to the [`PhotoModel`] of a component, and to the snapshot that it renders.
pub trait PhotoAccess {
    /// Reads the snapshot, the default one after the component is unmounted.
    fn with_snapshot<T>(&self, read: impl Fn(&PhotoSnapshot) -> T) -> T;

    /// Calls a function with the model. Returns `None` on a server and after the component is unmounted. The function
    /// may unmount the component.
    fn with_model<T>(&self, f: impl FnOnce(&PhotoModel) -> T) -> Option<T>;

    /// Returns the future of a photo of the capture with the current settings. Returns `None` on a server and after the
    /// component of the capture is unmounted.
    fn take_photo(&self) -> Option<PhotoFuture<Photo>>;
}

/// Photos of a capture, one after the other, as the hooks of the framework crates return them.
///
/// This is a handle: clones of it have the same photo. After the component is unmounted, methods other than the getters are
/// no-ops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaPhoto<A> {
    access: A,
}

impl<A: PhotoAccess> MediaPhoto<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaPhoto { access }
    }

    /// Returns whether a photo is being taken.
    pub fn is_taking(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.is_taking)
    }

    /// Returns the latest photo.
    pub fn photo(&self) -> Option<Photo> {
        self.access.with_snapshot(|snapshot| snapshot.photo.clone())
    }

    /// Returns the URL of [`photo`](Self::photo), for an `<img>` or a download link.
    ///
    /// It is revoked when the next photo replaces this one and when the component is unmounted. For a longer use, create an
    /// [`ObjectUrl`](super::ObjectUrl) of the blob.
    pub fn url(&self) -> Option<String> {
        self.access.with_snapshot(|snapshot| snapshot.url.clone())
    }

    /// Returns the error of the latest call of [`take`](Self::take), if it failed.
    pub fn error(&self) -> Option<MediaError> {
        self.access.with_snapshot(|snapshot| snapshot.error.clone())
    }

    /// Takes a photo of the live camera with the current settings. It replaces the previous one. A no-op while a photo is
    /// being taken.
    ///
    /// # Errors
    /// [`error`](Self::error) returns those of [`Capture::take_photo`](crate::Capture::take_photo). The previous photo stays
    /// then.
    pub fn take(&self) {
        if let Some(photo) = self.access.take_photo() {
            self.access.with_model(|model| model.take(photo));
        }
    }

    /// Discards the photo and the error, and cancels the photo that is being taken.
    pub fn clear(&self) {
        self.access.with_model(PhotoModel::clear);
    }
}
