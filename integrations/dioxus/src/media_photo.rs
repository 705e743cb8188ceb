//! `use_photo`: photos that belong to a component.

use std::fmt;
use std::rc::Rc;

use dioxus::core::{Runtime, use_drop};
use dioxus::prelude::*;
use local_media_stream::headless::{self, PhotoAccess, PhotoModel, PhotoSnapshot};
use local_media_stream::photo::{Photo, PhotoFuture, PhotoSettings};

use crate::MediaCapture;
use crate::media_capture::set_if_mounted;

/// Photos that belong to a component, returned by [`use_photo`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the getters
/// return no photo, and all other methods are no-ops.
pub type MediaPhoto = headless::MediaPhoto<PhotoSignals>;

/// The signals of a [`MediaPhoto`].
#[derive(Clone, Copy, PartialEq)]
pub struct PhotoSignals {
    snapshot: Signal<PhotoSnapshot>,
    /// `None` on a server.
    model: CopyValue<Option<Rc<PhotoModel>>>,
    camera: MediaCapture,
    settings: CopyValue<PhotoSettings>,
}

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
/// use dioxus::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_dioxus::{use_photo, use_user_media};
///
/// #[component]
/// fn Portrait() -> Element {
///     let camera = use_user_media(|| MediaStreamConstraints::new().video(true));
///     let photo = use_photo(&camera);
///     rsx! {
///         button { onclick: move |_| camera.start(), "Open the camera" }
///         button { onclick: move |_| photo.take(), disabled: photo.is_taking(), "Take a photo" }
///         img { src: photo.url() }
///     }
/// }
/// ```
pub fn use_photo(camera: &MediaCapture) -> MediaPhoto {
    use_photo_with_settings(camera, PhotoSettings::new())
}

/// Takes photos like [`use_photo`], with settings. Changed settings apply to the next photo.
pub fn use_photo_with_settings(camera: &MediaCapture, settings: PhotoSettings) -> MediaPhoto {
    let snapshot = use_signal(PhotoSnapshot::default);
    let model = use_hook(|| {
        let model = cfg!(target_family = "wasm").then(|| {
            // Signals can only be written inside the runtime.
            let on_change = Runtime::wrap_closure(move |new| set_if_mounted(snapshot, new));
            Rc::new(PhotoModel::new(on_change))
        });
        CopyValue::new(model)
    });
    let mut latest_settings = use_hook(|| CopyValue::new(PhotoSettings::new()));
    latest_settings.set(settings);
    let photo = PhotoSignals {
        snapshot,
        model,
        camera: *camera,
        settings: latest_settings,
    };
    use_drop(move || drop(photo.take_model()));
    headless::MediaPhoto::new(photo)
}

impl PhotoSignals {
    fn take_model(mut self) -> Option<Rc<PhotoModel>> {
        self.model.try_write().ok()?.take()
    }
}

impl PhotoAccess for PhotoSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&PhotoSnapshot) -> T) -> T {
        match self.snapshot.try_read() {
            Ok(snapshot) => read(&snapshot),
            // The component is unmounted.
            Err(_) => read(&PhotoSnapshot::default()),
        }
    }

    fn with_model<T>(&self, f: impl FnOnce(&PhotoModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the value mutably.
        let model = self.model.try_peek().ok()?.clone()?;
        Some(f(&model))
    }

    fn take_photo(&self) -> Option<PhotoFuture<Photo>> {
        let settings = self.settings.try_peek().ok()?.clone();
        self.camera.with_capture(|capture| capture.take_photo(&settings))
    }
}

impl fmt::Debug for PhotoSignals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot.try_peek();
        f.debug_tuple("PhotoSignals")
            .field(&snapshot.ok().as_deref())
            .finish()
    }
}
