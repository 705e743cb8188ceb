//! The camera as the browser's `ImageCapture` exposes it.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::Blob;

use super::bitmap::no_picture;
use super::photo_settings::DeviceSettings;
use crate::error::MediaError;
use crate::promise::into_future;
use crate::sys::{self, ImageCapture, Object};
use crate::track::MediaStreamTrack;

/// Creates the `ImageCapture` of a track. An error if the browser has none, or does not accept the track.
pub(super) fn image_capture(track: &MediaStreamTrack) -> Result<ImageCapture, MediaError> {
    Ok(ImageCapture::new(track.as_ref())?)
}

/// Takes a photo with the camera. An error if the browser cannot: there is no camera, or the driver fails.
pub(super) async fn take_photo(
    track: &MediaStreamTrack,
    settings: &DeviceSettings,
) -> Result<Blob, MediaError> {
    let capture = image_capture(track)?;
    let before = StreamSettings::read(track);
    let photo = into_future(capture.take_photo(&settings.encode()))?;
    let track = track.clone();
    // A task, because the camera completes the photo also if nothing awaits it.
    let photo = future_to_promise(async move {
        let photo = photo.await;
        before.restore(&track).await;
        photo
    });
    JsFuture::from(photo).await?.dyn_into().map_err(|_| no_picture())
}

impl DeviceSettings {
    fn encode(&self) -> Object {
        let object = Object::new();
        for (name, side) in [("imageWidth", self.width), ("imageHeight", self.height)] {
            if let Some(side) = side {
                object.set(name, &side.into());
            }
        }
        if let Some(mode) = &self.fill_light_mode {
            object.set_string("fillLightMode", mode.as_str());
        }
        if let Some(reduces) = self.red_eye_reduction {
            object.set_bool("redEyeReduction", reduces);
        }
        object
    }
}

/// The settings of a track that a photo may change: cameras of phones have another mode for photos.
struct StreamSettings {
    /// The constraints, as JSON.
    constraints: Option<String>,
    values: Values,
}

type Values = [Option<JsValue>; 3];

const NAMES: [&str; 3] = ["width", "height", "frameRate"];

impl StreamSettings {
    fn read(track: &MediaStreamTrack) -> Self {
        StreamSettings {
            constraints: json(&constraints(track)),
            values: values(track),
        }
    }

    /// Applies the constraints of the track again if the settings have changed.
    async fn restore(self, track: &MediaStreamTrack) {
        if !track.binding().is_live() || values(track) == self.values {
            return;
        }
        let constraints = constraints(track);
        // Not if the page has applied others meanwhile, which may have changed the settings.
        if json(&constraints) == self.constraints {
            // Chromium 156 keeps the current settings where there is no constraint.
            for (name, value) in NAMES.into_iter().zip(self.values) {
                if let (Some(value), false) = (value, sys::has_property(&constraints, name)) {
                    constraints.set(name, &value);
                }
            }
        }
        // Fails only if the track ends meanwhile.
        if let Ok(applied) = into_future(track.binding().apply_constraints(&constraints)) {
            drop(applied.await);
        }
    }
}

/// Returns a copy of the constraints.
fn constraints(track: &MediaStreamTrack) -> Object {
    let constraints = Object::new();
    if let Ok(current) = track.binding().get_constraints() {
        js_sys::Object::assign(
            constraints.unchecked_ref::<js_sys::Object>(),
            current.unchecked_ref::<js_sys::Object>(),
        );
    }
    constraints
}

fn json(constraints: &Object) -> Option<String> {
    sys::stringify(constraints).ok().flatten()
}

fn values(track: &MediaStreamTrack) -> Values {
    let settings = track.binding().get_settings().unwrap_or_default();
    NAMES.map(|name| sys::property(&settings, name))
}
