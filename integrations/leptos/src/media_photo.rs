//! `use_photo`: photos that belong to a component.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{self, PhotoAccess, PhotoModel, PhotoSnapshot};
use local_media_stream::photo::{Photo, PhotoFuture, PhotoSettings};
use send_wrapper::SendWrapper;

use crate::{BrowserOnly, MediaCapture};

/// Photos that belong to a component, returned by [`use_photo`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the getters
/// return no photo, and all other methods are no-ops.
pub type MediaPhoto = headless::MediaPhoto<PhotoSignals>;

/// The signals of a [`MediaPhoto`].
#[derive(Clone, Copy, Debug)]
pub struct PhotoSignals {
    snapshot: RwSignal<PhotoSnapshot>,
    model: StoredValue<BrowserOnly<Rc<PhotoModel>>>,
    camera: Signal<MediaCapture>,
    settings: Signal<PhotoSettings>,
}

/// Takes photos of the camera of a capture, each by [`take`](MediaPhoto::take).
///
/// The capture is a value, a signal, or a closure that reads signals. On a server there is no photo.
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
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_leptos::{use_photo, use_user_media};
///
/// #[component]
/// fn Portrait() -> impl IntoView {
///     let camera = use_user_media(MediaStreamConstraints::new().video(true));
///     let photo = use_photo(camera);
///     view! {
///         <button on:click=move |_| camera.start()>"Open the camera"</button>
///         <button on:click=move |_| photo.take() disabled=move || photo.is_taking()>"Take a photo"</button>
///         <img src=move || photo.url() />
///     }
/// }
/// ```
pub fn use_photo<M>(camera: impl IntoReactiveValue<Signal<MediaCapture>, M>) -> MediaPhoto {
    use_photo_with_settings(camera, PhotoSettings::new())
}

/// Takes photos like [`use_photo`], with settings.
///
/// The settings are a value, a signal, or a closure that reads signals. Changed settings apply to the next photo.
pub fn use_photo_with_settings<M, N>(
    camera: impl IntoReactiveValue<Signal<MediaCapture>, M>,
    settings: impl IntoReactiveValue<Signal<PhotoSettings>, N>,
) -> MediaPhoto {
    let snapshot = RwSignal::new(PhotoSnapshot::default());
    let model = cfg!(target_family = "wasm").then(|| {
        let on_change = move |new| drop(snapshot.try_set(new));
        SendWrapper::new(Rc::new(PhotoModel::new(on_change)))
    });
    headless::MediaPhoto::new(PhotoSignals {
        snapshot,
        model: StoredValue::new(model),
        camera: camera.into_reactive_value(),
        settings: settings.into_reactive_value(),
    })
}

impl PhotoAccess for PhotoSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&PhotoSnapshot) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&PhotoSnapshot::default()))
    }

    fn with_model<T>(&self, f: impl FnOnce(&PhotoModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which disposes of the stored value.
        let model = self.model.try_get_value().flatten()?;
        Some(untrack(|| f(&model)))
    }

    fn take_photo(&self) -> Option<PhotoFuture<Photo>> {
        let settings = self.settings.try_get_untracked()?;
        let camera = self.camera.try_get_untracked()?;
        camera.with_capture(|capture| capture.take_photo(&settings))
    }
}
