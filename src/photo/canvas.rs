//! The canvas that scales, crops, mirrors and encodes pictures.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ImageData, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::bitmap::Bitmap;
use super::photo_settings::ImageFormat;
use super::placement::Placement;
use crate::error::{MediaError, MediaErrorKind};
use crate::promise::into_future;
use crate::sys;

/// A canvas with a picture. Dropping it frees its pixels, of which Safari permits few.
pub(super) struct Canvas {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
    size: (u32, u32),
}

impl Canvas {
    pub(super) fn draw(bitmap: &Bitmap, placement: Placement, mirrored: bool) -> Result<Self, MediaError> {
        if !sys::has_global("OffscreenCanvas") {
            return Err(MediaError::unsupported(
                "This browser has no OffscreenCanvas, which photos require.",
            ));
        }
        let (width, height) = (placement.width, placement.height);
        let (canvas, context) = sys::readable_canvas(width, height)?;
        let canvas = Canvas {
            canvas: canvas.unchecked_into(),
            context: context.ok_or_else(too_large)?.unchecked_into(),
            size: (width, height),
        };
        let context = &canvas.context;
        sys::set_property(context, "imageSmoothingQuality", &"high".into());
        let (width, height) = (f64::from(width), f64::from(height));
        if mirrored {
            context.set_transform(-1.0, 0.0, 0.0, 1.0, width, 0.0)?;
        }
        context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            bitmap.js(),
            placement.source_x,
            placement.source_y,
            placement.source_width,
            placement.source_height,
            0.0,
            0.0,
            width,
            height,
        )?;
        Ok(canvas)
    }

    /// Returns the pixels: rows from top to bottom, 4 bytes a pixel.
    pub(super) fn rgba(&self) -> Result<Vec<u8>, MediaError> {
        let (width, height) = self.size;
        let context = self.context.unchecked_ref::<sys::CanvasRenderingContext2d>();
        // Throws only without memory.
        let pixels = context.get_image_data(0, 0, width, height);
        let pixels: ImageData = pixels.map_err(|_| too_large())?.unchecked_into();
        Ok(pixels.data().0)
    }

    /// Encodes the picture, as PNG if the browser cannot encode the format.
    pub(super) async fn encode(
        &self,
        format: &ImageFormat,
        quality: Option<f64>,
    ) -> Result<Blob, MediaError> {
        let options = ImageEncodeOptions::new();
        options.set_type(format.as_str());
        if let Some(quality) = quality {
            options.set_quality(quality);
        }
        let blob = self.canvas.convert_to_blob_with_options(&options);
        // Rejects only if it cannot encode.
        let blob = into_future(blob.map(JsValue::from))?.await;
        blob.and_then(JsCast::dyn_into).map_err(|_| too_large())
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.canvas.set_width(0);
    }
}

fn too_large() -> MediaError {
    MediaError::new(
        MediaErrorKind::NotReadable,
        "The browser has no memory for a picture of this size. Request a smaller one.",
    )
}
