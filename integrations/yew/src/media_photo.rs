//! `use_photo`: photos that belong to a component.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{self, PhotoAccess, PhotoModel, PhotoSnapshot};
use local_media_stream::photo::{Photo, PhotoFuture, PhotoSettings};
use yew::prelude::*;

use crate::MediaCapture;

/// Photos that belong to a component, returned by [`use_photo`].
///
/// The getters return the values of the render that created this handle. Clones share the photo and may be passed to
/// children and callbacks. After the component is unmounted, all other methods are no-ops.
pub type MediaPhoto = headless::MediaPhoto<RenderedPhoto>;

/// The photos of a [`MediaPhoto`], and their snapshot at the time of a render.
#[derive(Clone)]
pub struct RenderedPhoto {
    snapshot: PhotoSnapshot,
    model: SharedModel,
    camera: MediaCapture,
    settings: PhotoSettings,
}

/// `None` after the component is unmounted.
type SharedModel = Rc<RefCell<Option<Rc<PhotoModel>>>>;

/// Takes photos of the camera of a capture, each by [`take`](MediaPhoto::take).
///
/// On a server there is no photo.
///
/// # Errors
/// [`MediaPhoto::error`] returns those of
/// [`Capture::take_photo`](local_media_stream::Capture::take_photo).
///
/// # Drop behavior
/// Unmounting the component cancels a photo that is being taken, discards the latest one and revokes its URL. The capture
/// stays live.
///
/// ```
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_yew::{use_photo, use_user_media};
/// use yew::prelude::*;
///
/// #[component]
/// fn Portrait() -> Html {
///     let camera = use_user_media(MediaStreamConstraints::new().video(true));
///     let photo = use_photo(&camera);
///     let (url, is_taking) = (photo.url(), photo.is_taking());
///     html! {
///         <>
///             <button onclick={move |_| camera.start()}>{ "Open the camera" }</button>
///             <button onclick={move |_| photo.take()} disabled={is_taking}>{ "Take a photo" }</button>
///             <img src={url} />
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_photo(camera: &MediaCapture) -> MediaPhoto {
    use_photo_with_settings(camera, PhotoSettings::new())
}

/// Takes photos like [`use_photo`], with settings. Changed settings apply to the next photo.
#[hook]
pub fn use_photo_with_settings(camera: &MediaCapture, settings: PhotoSettings) -> MediaPhoto {
    let update = use_force_update();
    let model: SharedModel = use_mut_ref(|| {
        let model = PhotoModel::new(move |_| update.force_update());
        Some(Rc::new(model))
    });
    {
        let model = model.clone();
        use_effect_with((), move |()| move || drop(model.take()));
    }
    let snapshot = model.borrow().as_deref().map(PhotoModel::snapshot);
    headless::MediaPhoto::new(RenderedPhoto {
        snapshot: snapshot.unwrap_or_default(),
        model,
        camera: camera.clone(),
        settings,
    })
}

impl PhotoAccess for RenderedPhoto {
    fn with_snapshot<T>(&self, read: impl Fn(&PhotoSnapshot) -> T) -> T {
        read(&self.snapshot)
    }

    fn with_model<T>(&self, f: impl FnOnce(&PhotoModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the cell mutably.
        let model = self.model.borrow().clone()?;
        Some(f(&model))
    }

    fn take_photo(&self) -> Option<PhotoFuture<Photo>> {
        self.camera
            .with_capture(|capture| capture.take_photo(&self.settings))
    }
}

/// Compares the identity of the photos and the values of the render.
impl PartialEq for RenderedPhoto {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model)
            && self.snapshot == other.snapshot
            && self.camera == other.camera
            && self.settings == other.settings
    }
}

impl fmt::Debug for RenderedPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RenderedPhoto").field(&self.snapshot).finish()
    }
}
