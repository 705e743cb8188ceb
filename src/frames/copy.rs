//! `VideoFrame::copy_to`: the pixels of a frame in wasm memory.

use std::cell::RefCell;

use js_sys::Uint8ClampedArray;

use super::browser_copy::{encode_options, encode_planes, fill};
use super::color_space::VideoColorSpace;
use super::convert::{Conversion, Source};
use super::copy_options::{CopyOptions, Pixels};
use super::layout::{FrameLayout, has_alpha, is_rgb, resize, too_large};
use super::pixel_format::VideoPixelFormat;
use super::probe::converts_correctly;
use super::route::{Measurement, Route, Routes};
use super::video_frame::{Rect, VideoFrame};
use crate::error::{MediaError, MediaErrorKind};
use crate::sys;

thread_local! {
    static MEASUREMENT: RefCell<Measurement> = const { RefCell::new(Measurement::new()) };
}

/// Pixels.
impl VideoFrame {
    /// Copies the pixels into a buffer, and returns it with their layout.
    ///
    /// The browser writes straight into wasm memory. The buffer gets the length of the layout: one of another length is
    /// truncated or extended, and `Vec::new()` is as good. Pass the buffer of the last frame to reuse its memory.
    ///
    /// If the requested format is not that of the frame, the browser, Rust or a canvas converts the pixels. Where several
    /// can, the first copies are measured, and the fastest way is used from then on. They may round differently. A frame
    /// that the browser does not expose as bytes is drawn to a canvas.
    ///
    /// The pixels are not [rotated](Self::rotation) or [mirrored](Self::flip).
    ///
    /// ```no_run
    /// use local_media_stream::MediaError;
    /// use local_media_stream::frames::{CopyOptions, VideoFrame};
    ///
    /// # async fn example(frames: &[VideoFrame]) -> Result<(), MediaError> {
    /// let mut buffer = Vec::new();
    /// for frame in frames {
    ///     let pixels = frame.copy_to(buffer, &CopyOptions::rgba()).await?;
    ///     // pixels.data: red, green, blue, alpha, …
    ///     buffer = pixels.data;
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The buffer is freed then.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): JavaScript has closed the frame.
    /// - [`Type`](MediaErrorKind::Type): the rectangle exceeds the frame or is empty, the planes are invalid, or the
    ///   pixels exceed the memory.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): neither the browser nor this crate converts between the formats.
    ///
    /// # Drop behavior
    /// Nothing starts before the first poll. Dropping the future discards the pixels. The buffer is freed when the
    /// browser no longer writes to it.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-copyto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/copyTo)
    pub async fn copy_to(&self, buffer: Vec<u8>, options: &CopyOptions) -> Result<Pixels, MediaError> {
        let rect = self.copied_rect(options)?;
        let size = (rect.width, rect.height);
        let source_format = self.format();
        let target_format = options.format.clone().or_else(|| source_format.clone());
        let target_format = target_format.unwrap_or(VideoPixelFormat::Rgba);
        let target = match &options.planes {
            None => FrameLayout::tight(target_format, size)?,
            Some(planes) => FrameLayout::with_planes(target_format, size, planes)?,
        };
        let copy = Copy {
            frame: self,
            options,
            rect,
            target,
        };
        let Some(format) = source_format else {
            return copy.by_canvas(buffer);
        };
        let result = if format == *copy.target.format() {
            copy.by_browser(buffer, false).await
        } else {
            copy.converted(buffer, &format).await
        };
        let is_drawable = is_rgb(&format) || is_rgb(copy.target.format());
        match result {
            // WebKitGTK 2.50 does not copy frames in RGBX, and Firefox no part with an odd width.
            Err(error) if error.kind() == MediaErrorKind::Type && is_drawable => {
                copy.by_canvas(Vec::new()).map_err(|_| error)
            }
            result => result,
        }
    }

    /// Returns the part of the frame that is copied.
    fn copied_rect(&self, options: &CopyOptions) -> Result<Rect, MediaError> {
        let (width, height) = self.coded_size();
        if width == 0 || height == 0 {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The frame is closed. Copy it before JavaScript closes it.",
            ));
        }
        let Some(rect) = options.rect else {
            return Ok(self.visible_rect());
        };
        let whole = Rect {
            width,
            height,
            ..Rect::default()
        };
        if whole.contains(&rect) {
            Ok(rect)
        } else {
            Err(MediaError::new(
                MediaErrorKind::Type,
                "The rectangle is empty or exceeds the frame. Pass a part of the coded size.",
            ))
        }
    }
}

/// One copy of a frame.
struct Copy<'a> {
    frame: &'a VideoFrame,
    options: &'a CopyOptions,
    rect: Rect,
    target: FrameLayout,
}

impl Copy<'_> {
    /// Copies a frame of another format, by the fastest route.
    async fn converted(&self, buffer: Vec<u8>, format: &VideoPixelFormat) -> Result<Pixels, MediaError> {
        let colors = self.frame.color_space();
        let conversion = Conversion::new(format, self.target.format(), || colors.clone());
        let routes = self.routes(format, &colors, conversion.is_some()).await;
        let formats = [format.clone(), self.target.format().clone()];
        let select = || MEASUREMENT.with_borrow(|measurement| measurement.select(&formats, routes));
        let Some((route, is_timed)) = select() else {
            return Err(MediaError::unsupported(
                "The frame cannot be converted to this pixel format. Copy it as RGBA, or in its own format.",
            ));
        };
        let pixel_count = self.rect.width.saturating_mul(self.rect.height);
        let begin = sys::now();
        let pixels = match (route, &conversion) {
            (Route::Canvas, Some(conversion)) => match self.by_canvas(buffer) {
                // For example too little memory for a canvas.
                Err(_) => self.by_rust(Vec::new(), format, conversion).await,
                pixels => pixels,
            },
            (Route::Rust, Some(conversion)) => self.by_rust(buffer, format, conversion).await,
            _ => self.by_browser(buffer, true).await,
        };
        // A frame that JavaScript has closed is no reason against the route.
        if is_timed && self.frame.coded_size() != (0, 0) {
            let time = if pixels.is_ok() {
                sys::now() - begin
            } else {
                f64::INFINITY
            };
            MEASUREMENT.with_borrow_mut(|measurement| measurement.record(&formats, route, time, pixel_count));
            if select().is_some_and(|(route, is_timed)| !is_timed && route != Route::Canvas) {
                sys::drop_reused_canvas();
            }
        }
        pixels
    }

    /// Returns the routes that lead to the right colors.
    async fn routes(&self, format: &VideoPixelFormat, colors: &VideoColorSpace, by_rust: bool) -> Routes {
        let mut routes = Routes::default();
        routes[Route::Rust as usize] = by_rust;
        if is_rgb(self.target.format()) {
            routes[Route::Browser as usize] = if by_rust {
                converts_correctly(Route::Browser, format, colors).await
            } else {
                // There are no colors to compare with: those of a common format show if the browser converts.
                let colors = VideoColorSpace::default();
                converts_correctly(Route::Browser, &VideoPixelFormat::I420, &colors).await
            };
            // A canvas multiplies the colors by the alpha.
            let is_opaque = !is_rgb(format) && !has_alpha(format);
            let is_possible = by_rust && is_opaque && self.canvas_offset().is_some();
            routes[Route::Canvas as usize] =
                is_possible && converts_correctly(Route::Canvas, format, colors).await;
        }
        routes
    }

    /// Copies into the target. The browser converts if the format is passed.
    async fn by_browser(&self, mut buffer: Vec<u8>, is_converted: bool) -> Result<Pixels, MediaError> {
        resize(&mut buffer, self.target.byte_length())?;
        let options = encode_options(self.options.rect);
        if is_converted {
            options.set_string("format", self.target.format().as_str());
        }
        if self.options.planes.is_some() {
            options.set("layout", &encode_planes(self.target.planes()));
        }
        let data = fill(self.frame, buffer, 0, &self.target, &options).await?;
        Ok(self.pixels(data))
    }

    /// Copies in the format of the frame behind the target, and converts into the target.
    async fn by_rust(
        &self,
        buffer: Vec<u8>,
        format: &VideoPixelFormat,
        conversion: &Conversion,
    ) -> Result<Pixels, MediaError> {
        let source = FrameLayout::tight(format.clone(), self.target.size())?;
        let (mut buffer, begin) = self.extended(buffer, &source)?;
        buffer = fill(
            self.frame,
            buffer,
            begin,
            &source,
            &encode_options(self.options.rect),
        )
        .await?;
        Ok(self.convert(buffer, &source, conversion))
    }

    /// Draws the frame to a canvas, and converts its pixels into the target.
    fn by_canvas(&self, mut buffer: Vec<u8>) -> Result<Pixels, MediaError> {
        let from = VideoPixelFormat::Rgba;
        let conversion = Conversion::new(&from, self.target.format(), VideoColorSpace::default);
        let (Some(conversion), Some(offset)) = (conversion, self.canvas_offset()) else {
            return Err(MediaError::unsupported(
                "The browser does not expose these pixels. Copy a visible part of an unrotated frame as RGBA.",
            ));
        };
        let Some(drawn) = sys::read_pixels(self.frame.as_ref(), offset, self.target.size())? else {
            return Err(MediaError::unsupported("There is no 2D canvas here."));
        };
        let source = FrameLayout::tight(from, self.target.size())?;
        if self.target == source {
            resize(&mut buffer, source.byte_length())?;
            copy_bytes(&drawn, &mut buffer)?;
            return Ok(self.pixels(buffer));
        }
        let (mut buffer, begin) = self.extended(buffer, &source)?;
        copy_bytes(&drawn, buffer.get_mut(begin..).unwrap_or_default())?;
        Ok(self.convert(buffer, &source, &conversion))
    }

    /// Returns where the copied part is on a canvas, which draws the visible part, rotated and at its displayed size. `None`
    /// if the drawing is rotated, mirrored or scaled, or if the copied part exceeds the visible part.
    fn canvas_offset(&self) -> Option<(u32, u32)> {
        let visible = self.frame.visible_rect();
        let is_scaled = self.frame.display_size() != (visible.width, visible.height);
        let is_plain = self.frame.rotation() == 0 && !self.frame.flip() && !is_scaled;
        (is_plain && visible.contains(&self.rect)).then(|| (self.rect.x - visible.x, self.rect.y - visible.y))
    }

    /// Extends the buffer by the pixels to convert. Returns it with their offset.
    fn extended(&self, mut buffer: Vec<u8>, source: &FrameLayout) -> Result<(Vec<u8>, usize), MediaError> {
        let begin = self.target.byte_length();
        let length = begin.checked_add(source.byte_length());
        resize(&mut buffer, length.ok_or_else(too_large)?)?;
        Ok((buffer, begin))
    }

    /// Converts the pixels behind the target into it.
    fn convert(&self, mut buffer: Vec<u8>, source: &FrameLayout, conversion: &Conversion) -> Pixels {
        let length = self.target.byte_length();
        if let Some((converted, data)) = buffer.split_at_mut_checked(length) {
            let source = Source { data, layout: source };
            conversion.run(&source, converted, &self.target);
        }
        buffer.truncate(length);
        self.pixels(buffer)
    }

    /// Returns the result with these bytes in the layout of the target.
    fn pixels(&self, data: Vec<u8>) -> Pixels {
        Pixels {
            data,
            layout: self.target.clone(),
            timestamp: self.frame.timestamp(),
        }
    }
}

/// Copies bytes of JavaScript. Returns an error if there are fewer or more.
fn copy_bytes(from: &Uint8ClampedArray, to: &mut [u8]) -> Result<(), MediaError> {
    if from.length() as usize != to.len() {
        return Err(MediaError::unsupported(
            "The canvas returned another number of pixels. Copy the frame in its own format.",
        ));
    }
    from.copy_to(to);
    Ok(())
}
