//! `VideoFrame::copy_to`: the pixels of a frame in wasm memory.

use std::cell::RefCell;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::color_space::VideoColorSpace;
use super::convert::{Conversion, Source};
use super::copy_options::{CopyOptions, Pixels};
use super::layout::{FrameLayout, PlaneLayout, is_rgb, resize, too_large};
use super::pixel_format::VideoPixelFormat;
use super::probe::browser_converts;
use super::route::{Measurement, Route};
use super::video_frame::{Rect, VideoFrame};
use crate::error::{MediaError, MediaErrorKind};
use crate::promise::into_future;
use crate::sys::{self, Object};

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
    /// If the requested format is not that of the frame, the browser or Rust converts the pixels. Where both can, the
    /// first copies are measured, and the faster way is used from then on. The two may round differently. A frame that
    /// the browser does not expose as bytes is drawn to a canvas.
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
    /// Copies a frame of another format.
    async fn converted(&self, buffer: Vec<u8>, format: &VideoPixelFormat) -> Result<Pixels, MediaError> {
        let by_rust = Conversion::new(format, self.target.format(), || self.frame.color_space());
        // A format without a conversion in Rust has none to compare with: a common one shows if the browser converts.
        let probed = if by_rust.is_some() {
            format
        } else {
            &VideoPixelFormat::I420
        };
        let by_browser = is_rgb(self.target.format()) && browser_converts(probed).await;
        let conversion = match (by_rust, by_browser) {
            (None, false) => {
                return Err(MediaError::unsupported(
                    "The frame cannot be converted to this pixel format. Copy it as RGBA, or in its own format.",
                ));
            }
            (None, true) => return self.by_browser(buffer, true).await,
            (Some(conversion), false) => return self.by_rust(buffer, format, &conversion).await,
            (Some(conversion), true) => conversion,
        };
        let formats = [format.clone(), self.target.format().clone()];
        let (route, is_timed) = MEASUREMENT.with_borrow(|measurement| measurement.select(&formats));
        let pixel_count = self.rect.width.saturating_mul(self.rect.height);
        let begin = sys::now();
        let pixels = match route {
            Route::Browser => self.by_browser(buffer, true).await,
            Route::Rust => self.by_rust(buffer, format, &conversion).await,
        }?;
        if is_timed {
            let time = sys::now() - begin;
            MEASUREMENT.with_borrow_mut(|measurement| measurement.record(&formats, route, time, pixel_count));
        }
        Ok(pixels)
    }

    /// Copies into the target. The browser converts if the format is passed.
    async fn by_browser(&self, mut buffer: Vec<u8>, is_converted: bool) -> Result<Pixels, MediaError> {
        resize(&mut buffer, self.target.byte_length())?;
        let options = self.encode();
        if is_converted {
            options.set_string("format", self.target.format().as_str());
        }
        if self.options.planes.is_some() {
            options.set("layout", &encode_planes(self.target.planes()));
        }
        let data = self.fill(buffer, 0, &self.target, &options).await?;
        Ok(self.pixels(data))
    }

    /// Copies in the format of the frame behind the target, and converts into the target.
    async fn by_rust(
        &self,
        mut buffer: Vec<u8>,
        format: &VideoPixelFormat,
        conversion: &Conversion,
    ) -> Result<Pixels, MediaError> {
        let source = FrameLayout::tight(format.clone(), self.target.size())?;
        let target_length = self.target.byte_length();
        let length = target_length.checked_add(source.byte_length());
        resize(&mut buffer, length.ok_or_else(too_large)?)?;
        let mut data = self.fill(buffer, target_length, &source, &self.encode()).await?;
        if let Some((converted, copied)) = data.split_at_mut_checked(target_length) {
            let source = Source {
                data: copied,
                layout: &source,
            };
            conversion.run(&source, converted, &self.target);
        }
        data.truncate(target_length);
        Ok(self.pixels(data))
    }

    /// Draws the frame to a canvas, and converts its pixels into the target.
    fn by_canvas(&self, mut buffer: Vec<u8>) -> Result<Pixels, MediaError> {
        let from = VideoPixelFormat::Rgba;
        let conversion = Conversion::new(&from, self.target.format(), VideoColorSpace::default);
        // A canvas draws the visible part, rotated and at its displayed size.
        let visible = self.frame.visible_rect();
        let is_scaled = self.frame.display_size() != (visible.width, visible.height);
        let is_plain = self.frame.rotation() == 0 && !self.frame.flip() && !is_scaled;
        let (Some(conversion), true) = (conversion, is_plain && visible.contains(&self.rect)) else {
            return Err(MediaError::unsupported(
                "The browser does not expose these pixels. Copy a visible part of an unrotated frame as RGBA.",
            ));
        };
        let offset = (self.rect.x - visible.x, self.rect.y - visible.y);
        let Some(drawn) = sys::read_pixels(self.frame.as_ref(), offset, self.target.size())? else {
            return Err(MediaError::unsupported("There is no 2D canvas here."));
        };
        let source = FrameLayout::tight(from, self.target.size())?;
        resize(&mut buffer, self.target.byte_length())?;
        if self.target == source && drawn.length() as usize == buffer.len() {
            drawn.copy_to(&mut buffer);
        } else {
            let source = Source {
                data: &drawn.to_vec(),
                layout: &source,
            };
            conversion.run(&source, &mut buffer, &self.target);
        }
        Ok(self.pixels(buffer))
    }

    /// Returns the result with these bytes in the layout of the target.
    fn pixels(&self, data: Vec<u8>) -> Pixels {
        Pixels {
            data,
            layout: self.target.clone(),
            timestamp: self.frame.timestamp(),
        }
    }

    /// Fills the buffer from an offset to its end. Returns an error if the browser writes another layout.
    async fn fill(
        &self,
        mut buffer: Vec<u8>,
        begin: usize,
        layout: &FrameLayout,
        options: &Object,
    ) -> Result<Vec<u8>, MediaError> {
        loop {
            let view = sys::memory_view(buffer.get_mut(begin..).unwrap_or_default());
            let promise = into_future(self.frame.binding().copy_to(&view, options))?;
            let (filled, returned) = PendingCopy {
                state: Some((promise, buffer)),
            }
            .await;
            // The memory has grown meanwhile, and the browser may have written to the old memory.
            if view.length() == 0 {
                buffer = filled;
                continue;
            }
            return match is_layout(&returned?, layout) {
                true => Ok(filled),
                false => Err(MediaError::unsupported(
                    "The browser wrote another layout than requested. Copy the frame in its own format without planes.",
                )),
            };
        }
    }

    /// Creates the options of JavaScript.
    fn encode(&self) -> Object {
        let options = Object::new();
        // Without it, the browser copies the visible part.
        if self.options.rect.is_some() {
            let rect = Object::new();
            rect.set("x", &self.rect.x.into());
            rect.set("y", &self.rect.y.into());
            rect.set("width", &self.rect.width.into());
            rect.set("height", &self.rect.height.into());
            options.set("rect", &rect);
        }
        options
    }
}

/// A copy that the browser performs. It owns the buffer until the promise settles, also if it is dropped before.
struct PendingCopy {
    /// `None` after the promise has settled.
    state: Option<(JsFuture, Vec<u8>)>,
}

impl Future for PendingCopy {
    type Output = (Vec<u8>, Result<JsValue, JsValue>);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some((promise, buffer)) = &mut self.state else {
            return Poll::Pending;
        };
        let result = ready!(Pin::new(promise).poll(context));
        let buffer = mem::take(buffer);
        self.state = None;
        Poll::Ready((buffer, result))
    }
}

impl Drop for PendingCopy {
    fn drop(&mut self) {
        if let Some((promise, buffer)) = self.state.take() {
            spawn_local(async move {
                let _ = promise.await;
                drop(buffer);
            });
        }
    }
}

/// Creates the `layout` of the options of JavaScript.
fn encode_planes(planes: &[PlaneLayout]) -> JsValue {
    let list = Array::new();
    for plane in planes {
        let object = Object::new();
        object.set("offset", &plane.offset.into());
        object.set("stride", &plane.stride.into());
        list.push(&object);
    }
    list.into()
}

/// Returns whether the browser wrote this layout.
fn is_layout(returned: &JsValue, layout: &FrameLayout) -> bool {
    let Some(planes) = returned.dyn_ref::<Array>() else {
        return false;
    };
    let number = |plane: &JsValue, name| sys::property(plane, name)?.as_f64();
    planes.length() as usize == layout.planes().len()
        && planes.iter().zip(layout.planes()).all(|(returned, plane)| {
            number(&returned, "offset") == Some(plane.offset as f64)
                && number(&returned, "stride") == Some(plane.stride as f64)
        })
}
