//! The track of a source, by a captured canvas.

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{HtmlCanvasElement, ImageData};

use super::canvas_capture::{CanvasCaptureMediaStreamTrack, capture_canvas};
use crate::error::MediaError;
use crate::frames::VideoFrame;
use crate::sys;

/// A canvas outside the document, and its track.
pub(super) struct CanvasOutput {
    pub(super) track: CanvasCaptureMediaStreamTrack,
    context: sys::CanvasRenderingContext2d,
}

impl CanvasOutput {
    pub(super) fn new((width, height): (u32, u32)) -> Result<Self, MediaError> {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.ok_or_else(|| {
            MediaError::unsupported("This browser makes video tracks in pages only. Use a window.")
        })?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        canvas.set_width(width);
        canvas.set_height(height);
        let context = sys::opaque_2d_context(&canvas)?
            .ok_or_else(|| MediaError::unsupported("The browser has no memory for a canvas of this size."))?;
        Ok(CanvasOutput {
            track: capture_canvas(&canvas, Some(0.0))?,
            context,
        })
    }

    pub(super) fn resize(&self, (width, height): (u32, u32)) {
        self.track.canvas().set_width(width);
        self.track.canvas().set_height(height);
    }

    pub(super) fn draw_pixels(&self, pixels: &[u8], (width, height): (u32, u32)) -> Result<(), MediaError> {
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height)?;
        self.context.put_image_data(&image, 0, 0)?;
        self.track.request_frame()
    }

    pub(super) fn draw_frame(
        &self,
        frame: &VideoFrame,
        (width, height): (u32, u32),
    ) -> Result<(), MediaError> {
        self.context.draw_image(frame.as_web_sys(), 0, 0, width, height)?;
        self.track.request_frame()
    }
}
