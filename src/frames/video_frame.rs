//! `VideoFrame`: one picture of a track.

use std::fmt;
use std::time::Duration;

use wasm_bindgen::{JsCast, JsValue};

use super::color_space::VideoColorSpace;
use super::pixel_format::VideoPixelFormat;
use crate::error::{MediaError, MediaErrorKind};
use crate::json::{self, JsonObject};
use crate::sys::{self, Object};

/// A rectangle of a frame, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The distance from the left edge.
    pub x: u32,
    /// The distance from the upper edge.
    pub y: u32,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Rect {
    /// Returns whether a rectangle has pixels, and each is inside this one.
    pub(super) fn contains(&self, other: &Rect) -> bool {
        let is_inside = |[outer, outer_length, begin, length]: [u32; 4]| {
            let [outer_end, end] = [(outer, outer_length), (begin, length)]
                .map(|(begin, length)| u64::from(begin) + u64::from(length));
            length > 0 && begin >= outer && end <= outer_end
        };
        is_inside([self.x, self.width, other.x, other.width])
            && is_inside([self.y, self.height, other.y, other.height])
    }
}

/// One picture of a video track, which may lie in the memory of the GPU.
///
/// It is not `Clone`, so that exactly one owner closes the frame. [`duplicate`](Self::duplicate) creates another frame
/// of the same pixels without a copy.
///
/// # Drop behavior
/// Dropping it closes the frame, and the browser reuses its memory. Browsers stop the delivery of frames while some ten
/// frames of a camera are open: drop each one before you wait for more.
///
/// [Spec](https://www.w3.org/TR/webcodecs/#videoframe-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame)
pub struct VideoFrame {
    js: sys::VideoFrame,
    /// The time of the capture that `requestVideoFrameCallback` reported.
    capture_time: Option<f64>,
    /// Whether dropping it closes the frame.
    owned: bool,
    #[cfg(feature = "leak-check")]
    _counted: crate::leak_check::Counted,
}

impl VideoFrame {
    /// Creates a frame of the current picture of a canvas, a video element, an image or an `ImageBitmap`.
    ///
    /// The timestamp is in microseconds. A frame of a video element without a timestamp has the one of its picture.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser has no frames (Firefox before 130).
    /// - [`Type`](MediaErrorKind::Type): the value is no image, or it is a canvas and there is no timestamp.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): the image has no pixels yet.
    /// - [`Security`](MediaErrorKind::Security): the image is from another origin.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-videoframe) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/VideoFrame)
    pub fn new(image: impl AsRef<JsValue>, timestamp: Option<i64>) -> Result<Self, MediaError> {
        require_frames()?;
        let init = Object::new();
        if let Some(timestamp) = timestamp {
            init.set("timestamp", &to_number(timestamp));
        }
        Ok(VideoFrame::adopt(sys::VideoFrame::new(image.as_ref(), &init)?))
    }

    /// Creates a frame of a copy of these pixels. The planes follow each other without gaps. The timestamp is in
    /// microseconds.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser has no frames.
    /// - [`Type`](MediaErrorKind::Type): the browser does not know the format, the width or the height is 0, or there
    ///   are too few pixels.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-videoframe-data-init) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/VideoFrame)
    pub fn from_pixels(
        pixels: &[u8],
        format: &VideoPixelFormat,
        size: (u32, u32),
        timestamp: i64,
    ) -> Result<Self, MediaError> {
        require_frames()?;
        let init = encode_init(format, size, timestamp);
        Ok(VideoFrame::adopt(sys::VideoFrame::from_pixels(pixels, &init)?))
    }

    /// Creates a frame of a copy of these pixels in a color space, at time 0.
    pub(super) fn with_colors(
        pixels: &[u8],
        format: &VideoPixelFormat,
        size: (u32, u32),
        colors: &VideoColorSpace,
    ) -> Result<Self, MediaError> {
        require_frames()?;
        let init = encode_init(format, size, 0);
        // An object without members would not be the default.
        if *colors != VideoColorSpace::default() {
            init.set("colorSpace", &colors.encode());
        }
        Ok(VideoFrame::adopt(sys::VideoFrame::from_pixels(pixels, &init)?))
    }

    /// Draws the current picture of a video element to a canvas with the attributes of a frame, where the browser has no
    /// `VideoFrame`.
    pub(super) fn draw(video: &sys::HtmlVideoElement, timestamp: Option<i64>) -> Result<Self, MediaError> {
        let size = (pixels(video, "videoWidth"), pixels(video, "videoHeight"));
        let ready_state = sys::property(video, "readyState").and_then(|state| state.as_f64());
        // HAVE_CURRENT_DATA
        if size.0 == 0 || size.1 == 0 || ready_state.is_none_or(|state| state < 2.0) {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The element has no picture yet.",
            ));
        }
        VideoFrame::draw_image(video, size, timestamp.unwrap_or_default())
    }

    fn draw_image(image: &JsValue, (width, height): (u32, u32), timestamp: i64) -> Result<Self, MediaError> {
        let canvas = sys::drawn_canvas(image, (width, height))?
            .ok_or_else(|| MediaError::unsupported("There is no 2D canvas here."))?;
        let rect = Object::new();
        let frame: &Object = canvas.unchecked_ref();
        frame.set("timestamp", &to_number(timestamp));
        frame.set("visibleRect", &rect);
        for (object, names) in [
            (&rect, ["width", "height"]),
            (frame, ["codedWidth", "codedHeight"]),
            (frame, ["displayWidth", "displayHeight"]),
        ] {
            object.set(names[0], &width.into());
            object.set(names[1], &height.into());
        }
        Ok(VideoFrame::adopt(canvas.unchecked_into()))
    }

    /// Returns whether this is a canvas with the attributes of a frame.
    pub(crate) fn is_canvas(&self) -> bool {
        sys::has_property(&self.js, "getContext")
    }

    fn adopt(js: sys::VideoFrame) -> Self {
        VideoFrame {
            js,
            capture_time: None,
            owned: true,
            #[cfg(feature = "leak-check")]
            _counted: crate::leak_check::Counted::video_frame(),
        }
    }

    /// Creates another frame of the same pixels, with its own owner. No pixel is copied, except by
    /// [`FrameMeans::Canvas`](super::FrameMeans::Canvas).
    ///
    /// This is the spec's `clone()`. Its name differs because `Clone::clone` cannot fail.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if JavaScript has closed the frame.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-clone) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/clone)
    pub fn duplicate(&self) -> Result<Self, MediaError> {
        let mut frame = if self.is_canvas() {
            VideoFrame::draw_image(&self.js, self.coded_size(), self.timestamp())?
        } else {
            VideoFrame::adopt(self.js.clone()?)
        };
        frame.capture_time = self.capture_time;
        Ok(frame)
    }

    /// Returns the timestamp, in microseconds. It increases from frame to frame. Its zero differs between browsers:
    /// compare timestamps of one stream only.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-timestamp) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/timestamp)
    pub fn timestamp(&self) -> i64 {
        // Exact: browsers convert a 64-bit integer to a number.
        self.number("timestamp").unwrap_or_default() as i64
    }

    /// Returns how long the frame is displayed, if known.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-duration) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/duration)
    pub fn duration(&self) -> Option<Duration> {
        let microseconds = self.number("duration")?;
        Duration::try_from_secs_f64(microseconds / 1e6).ok()
    }

    /// Returns when the frame was captured, in milliseconds on the scale of `performance.now()`. `None` if the browser
    /// does not expose it.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs-video-frame-metadata-registry/) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLVideoElement/requestVideoFrameCallback#capturetime)
    pub fn capture_time(&self) -> Option<f64> {
        self.capture_time
            .or_else(|| sys::property(&self.js.metadata().ok()?, "captureTime")?.as_f64())
    }

    /// Returns the metadata of the capture. Empty if the browser has none (Firefox, Safari). Chromium 145.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-metadata) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/metadata)
    pub fn metadata(&self) -> JsonObject {
        json::decode_returned(self.js.metadata())
    }

    /// Returns the angle by which the picture must be rotated clockwise before it is displayed: 0, 90, 180 or 270
    /// degrees. 0 if the browser does not expose it.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-rotation) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/rotation)
    pub fn rotation(&self) -> u32 {
        self.number("rotation").unwrap_or_default() as u32
    }

    /// Returns whether the picture must be mirrored horizontally before it is displayed, after the rotation.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-flip) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/flip)
    pub fn flip(&self) -> bool {
        let flip = sys::property(&self.js, "flip");
        flip.and_then(|flip| flip.as_bool()).unwrap_or(false)
    }

    /// Returns the format of the pixels. `None` if the browser cannot expose them as bytes, and after a close.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-format) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/format)
    pub fn format(&self) -> Option<VideoPixelFormat> {
        let format = sys::word_property(&self.js, "format", VideoPixelFormat::VALUES)?;
        Some((&*format).into())
    }

    /// Returns the color space.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-colorspace) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/colorSpace)
    pub fn color_space(&self) -> VideoColorSpace {
        let color_space = sys::property(&self.js, "colorSpace");
        color_space.map_or_else(Default::default, |js| VideoColorSpace::read(&js))
    }

    /// Returns the width and the height in memory, which may include pixels that are not displayed. Both are 0 after a
    /// close.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-codedwidth) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/codedWidth)
    pub fn coded_size(&self) -> (u32, u32) {
        (self.pixels("codedWidth"), self.pixels("codedHeight"))
    }

    /// Returns the part in memory that is displayed. Empty after a close.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-visiblerect) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/visibleRect)
    pub fn visible_rect(&self) -> Rect {
        let Some(rect) = sys::property(&self.js, "visibleRect") else {
            return Rect::default();
        };
        let pixels = |name| pixels(&rect, name);
        Rect {
            x: pixels("x"),
            y: pixels("y"),
            width: pixels("width"),
            height: pixels("height"),
        }
    }

    /// Returns the width and the height at which the frame is displayed, after the rotation. Both are 0 after a close.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#dom-videoframe-displaywidth) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/displayWidth)
    pub fn display_size(&self) -> (u32, u32) {
        (self.pixels("displayWidth"), self.pixels("displayHeight"))
    }

    /// Returns the same object as a type of web-sys. By [`FrameMeans::Canvas`](super::FrameMeans::Canvas), it is a canvas with
    /// the attributes of a frame.
    pub fn as_web_sys(&self) -> &web_sys::VideoFrame {
        self.js.unchecked_ref()
    }

    /// Releases the ownership. The frame stays open until JavaScript closes it.
    pub fn into_web_sys(mut self) -> web_sys::VideoFrame {
        self.owned = false;
        JsValue::clone(&self.js).unchecked_into()
    }

    /// Sets the time of the capture, if it is known.
    pub(super) fn with_capture_time(mut self, capture_time: Option<f64>) -> Self {
        self.capture_time = capture_time;
        self
    }

    pub(super) fn binding(&self) -> &sys::VideoFrame {
        &self.js
    }

    fn number(&self, name: &str) -> Option<f64> {
        sys::property(&self.js, name)?.as_f64()
    }

    fn pixels(&self, name: &str) -> u32 {
        pixels(&self.js, name)
    }
}

/// Reads a number of pixels.
fn pixels(object: &JsValue, name: &str) -> u32 {
    let number = sys::property(object, name).and_then(|number| number.as_f64());
    number.unwrap_or_default() as u32
}

/// Creates the options of JavaScript for a frame of pixels.
fn encode_init(format: &VideoPixelFormat, (width, height): (u32, u32), timestamp: i64) -> Object {
    let init = Object::new();
    init.set_string("format", format.as_str());
    init.set("codedWidth", &width.into());
    init.set("codedHeight", &height.into());
    init.set("timestamp", &to_number(timestamp));
    init
}

/// Timestamps are at most 2⁵³ in practice: 285 years.
fn to_number(timestamp: i64) -> JsValue {
    JsValue::from_f64(timestamp as f64)
}

/// Returns an error where there are no frames.
fn require_frames() -> Result<(), MediaError> {
    if sys::has_global("VideoFrame") {
        Ok(())
    } else {
        Err(MediaError::unsupported("There is no VideoFrame here."))
    }
}

impl Drop for VideoFrame {
    fn drop(&mut self) {
        if self.owned {
            // The spec's `close` does not throw. A page may have replaced it.
            if self.js.close().is_err() && self.is_canvas() {
                // Frees the pixels before the garbage collection.
                sys::set_property(&self.js, "width", &JsValue::from(0));
            }
        }
    }
}

impl fmt::Debug for VideoFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideoFrame")
            .field("timestamp", &self.timestamp())
            .field("format", &self.format())
            .field("coded_size", &self.coded_size())
            .finish()
    }
}

/// Takes ownership of a frame that has no owner.
impl From<web_sys::VideoFrame> for VideoFrame {
    fn from(js: web_sys::VideoFrame) -> Self {
        VideoFrame::adopt(js.unchecked_into())
    }
}

/// Takes ownership of a frame of any realm. Fails with [`Type`](MediaErrorKind::Type) for any other value.
impl TryFrom<JsValue> for VideoFrame {
    type Error = MediaError;

    fn try_from(js: JsValue) -> Result<Self, Self::Error> {
        if sys::has_property(&js, "copyTo") && sys::has_property(&js, "codedWidth") {
            Ok(VideoFrame::adopt(js.unchecked_into()))
        } else {
            Err(MediaError::new(
                MediaErrorKind::Type,
                "The value is not a VideoFrame. Pass a frame.",
            ))
        }
    }
}

impl AsRef<JsValue> for VideoFrame {
    fn as_ref(&self) -> &JsValue {
        self.js.as_ref()
    }
}
