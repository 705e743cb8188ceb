//! The wasm part of js/photo.js.

use std::time::Duration;

use js_sys::Promise;
use local_media_stream::MediaStreamTrack;
use local_media_stream::photo::{FillLightMode, ImageFormat, PhotoFuture, PhotoSettings};
use wasm_bindgen::prelude::*;

use crate::object::object;
use crate::promise;

/// Takes a photo. The browser selects the settings that are absent.
#[wasm_bindgen(js_name = takePhoto, skip_typescript)]
#[allow(
    clippy::too_many_arguments,
    reason = "reading the members of an object would cost more bytes"
)]
pub fn take_photo(
    track: web_sys::MediaStreamTrack,
    width: Option<u32>,
    height: Option<u32>,
    fill_light_mode: Option<String>,
    red_eye_reduction: Option<bool>,
    format: Option<String>,
    quality: Option<f64>,
    mirrored: bool,
    timeout_ms: Option<u32>,
) -> Promise {
    let mut settings = PhotoSettings::new().mirrored(mirrored);
    settings.image_width = width;
    settings.image_height = height;
    settings.fill_light_mode = fill_light_mode.as_deref().map(FillLightMode::from);
    settings.red_eye_reduction = red_eye_reduction;
    settings.format = format.as_deref().map(ImageFormat::from);
    settings.quality = quality;
    let photo = MediaStreamTrack::from(track).take_photo(&settings);
    let photo = with_timeout(photo, timeout_ms);
    promise::from_future(async {
        let photo = photo.await?;
        Ok(object(&[
            ("blob", photo.blob.into()),
            ("width", photo.width.into()),
            ("height", photo.height.into()),
        ]))
    })
}

/// Returns the current frame as an `ImageBitmap`.
#[wasm_bindgen(js_name = grabFrame, skip_typescript)]
pub fn grab_frame(track: web_sys::MediaStreamTrack, timeout_ms: Option<u32>) -> Promise {
    let frame = with_timeout(MediaStreamTrack::from(track).grab_frame(), timeout_ms);
    promise::from_future(async { Ok(frame.await?.into_image_bitmap().into()) })
}

fn with_timeout<T: 'static>(future: PhotoFuture<T>, milliseconds: Option<u32>) -> PhotoFuture<T> {
    match milliseconds {
        Some(milliseconds) => future.timeout(Duration::from_millis(milliseconds.into())),
        None => future,
    }
}
