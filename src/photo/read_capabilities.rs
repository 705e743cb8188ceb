//! `photo_capabilities` and `photo_settings`: what the camera of a track reports about its photos.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::capabilities::{FillLightMode, PhotoCapabilities};
use super::future::PhotoFuture;
use super::image_capture::image_capture;
use super::photo_settings::PhotoSettings;
use crate::error::MediaError;
use crate::promise::into_future;
use crate::settings::DoubleRange;
use crate::sys;
use crate::track::MediaStreamTrack;

/// Photo capabilities and settings.
impl MediaStreamTrack {
    /// Returns the photos that the camera can take.
    ///
    /// Without `ImageCapture` (Firefox, Safari before 18.4), and for a track without a camera, photos are video frames:
    /// the ranges then have the size of the track only, and there is no flash.
    ///
    /// # Errors
    /// As [`take_photo`](Self::take_photo).
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#dom-imagecapture-getphotocapabilities) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/getPhotoCapabilities)
    pub fn photo_capabilities(&self) -> PhotoFuture<PhotoCapabilities> {
        let track = self.clone();
        PhotoFuture::new(self, Ok(()), async move { Ok(capabilities(&track).await) })
    }

    /// Returns the settings with which the camera takes a photo: its size, flash and reduction of red eyes. Other settings
    /// are absent.
    ///
    /// Without `ImageCapture` (Firefox, Safari before 18.4), and for a track without a camera, this is the size of the
    /// track.
    ///
    /// # Errors
    /// As [`take_photo`](Self::take_photo).
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#dom-imagecapture-getphotosettings) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/getPhotoSettings)
    pub fn photo_settings(&self) -> PhotoFuture<PhotoSettings> {
        let track = self.clone();
        PhotoFuture::new(self, Ok(()), async move { Ok(settings(&track).await) })
    }
}

pub(super) async fn capabilities(track: &MediaStreamTrack) -> PhotoCapabilities {
    let read = image_capture(track).and_then(|capture| into_future(capture.get_photo_capabilities()));
    let Some(object) = resolved(read).await else {
        let only = |side| {
            let side = track_side(track, side)?;
            Some(DoubleRange {
                min: Some(side),
                max: Some(side),
                step: None,
            })
        };
        return PhotoCapabilities {
            image_width: only("width"),
            image_height: only("height"),
            ..PhotoCapabilities::default()
        };
    };
    let red_eye_reduction = sys::string_property(&object, "redEyeReduction");
    PhotoCapabilities {
        red_eye_reduction: red_eye_reduction.map(|reduction| reduction.as_str().into()),
        image_width: range(&object, "imageWidth"),
        image_height: range(&object, "imageHeight"),
        fill_light_mode: modes(&object),
    }
}

async fn settings(track: &MediaStreamTrack) -> PhotoSettings {
    let read = image_capture(track).and_then(|capture| into_future(capture.get_photo_settings()));
    // `as` saturates: a camera has less than 2^32 pixels a side.
    let side = |side: f64| side as u32;
    let Some(object) = resolved(read).await else {
        return PhotoSettings {
            image_width: track_side(track, "width").map(side),
            image_height: track_side(track, "height").map(side),
            ..PhotoSettings::default()
        };
    };
    let mode = sys::string_property(&object, "fillLightMode");
    PhotoSettings {
        image_width: number(&object, "imageWidth").map(side),
        image_height: number(&object, "imageHeight").map(side),
        fill_light_mode: mode.map(|mode| mode.as_str().into()),
        red_eye_reduction: sys::property(&object, "redEyeReduction").and_then(|reduces| reduces.as_bool()),
        ..PhotoSettings::default()
    }
}

/// Waits for the object of a call. `None` if there is no `ImageCapture`, or if the track has no camera.
async fn resolved(call: Result<JsFuture, MediaError>) -> Option<JsValue> {
    let object = call.ok()?.await.ok()?;
    object.is_object().then_some(object)
}

fn track_side(track: &MediaStreamTrack, name: &str) -> Option<f64> {
    number(&track.binding().get_settings().ok()?, name)
}

fn number(object: &JsValue, name: &str) -> Option<f64> {
    sys::property(object, name)?.as_f64()
}

/// Reads a range. Its members are getters of an interface in some browsers, which JSON would omit.
fn range(object: &JsValue, name: &str) -> Option<DoubleRange> {
    let range = sys::property(object, name)?;
    let range = DoubleRange {
        min: number(&range, "min"),
        max: number(&range, "max"),
        step: number(&range, "step"),
    };
    (range != DoubleRange::default()).then_some(range)
}

fn modes(object: &JsValue) -> Vec<FillLightMode> {
    let modes = sys::property(object, "fillLightMode").and_then(|modes| modes.dyn_into::<Array>().ok());
    let modes: Vec<JsValue> = modes.map(|modes| modes.iter().collect()).unwrap_or_default();
    let modes = modes.iter().filter_map(JsValue::as_string);
    modes.map(|mode| mode.as_str().into()).collect()
}
