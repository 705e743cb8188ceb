//! `VideoSource`: a track whose frames come from Rust.

use std::cell::Cell;
use std::fmt;

use web_sys::HtmlCanvasElement;

use super::canvas_output::CanvasOutput;
use super::generator_output::GeneratorOutput;
use super::rate_limit::RateLimit;
use super::video_image::VideoImage;
use crate::error::{MediaError, MediaErrorKind};
use crate::frames::{VideoFrame, VideoPixelFormat};
use crate::sys;
use crate::track::{LocalMediaStreamTrack, MediaStreamTrackState};

/// A video track whose frames the program delivers.
///
/// ```no_run
/// use local_media_stream::MediaStream;
/// use local_media_stream::video_source::VideoSource;
///
/// # fn example(pixels: Vec<u8>) -> Result<(), local_media_stream::MediaError> {
/// let source = VideoSource::new(640, 480, 30.0)?;
/// let stream = MediaStream::from_tracks([(**source.track()).clone()])?;
/// source.push(&pixels)?;
/// # Ok(()) }
/// ```
///
/// The track is one of `MediaStreamTrackGenerator` or `VideoTrackGenerator` where the browser has them (Chromium, Safari in
/// workers), and of a captured canvas elsewhere. A canvas delivers frames only while the browser renders the page.
///
/// # Drop behavior
/// Dropping it ends the track. A [duplicate](crate::MediaStreamTrack::duplicate) ends with it in Chromium only, and keeps its
/// last frame elsewhere.
///
/// [Spec](https://w3c.github.io/mediacapture-transform/#video-track-generator) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoTrackGenerator)
#[must_use = "the track ends when the source is dropped"]
pub struct VideoSource {
    output: Output,
    size: Cell<(u32, u32)>,
    limit: RateLimit,
}

enum Output {
    Generator(GeneratorOutput),
    Canvas(CanvasOutput),
}

impl VideoSource {
    /// Creates a source with a width and a height in pixels (1 to 16384), and a maximum frame rate in frames per second
    /// (above 0).
    ///
    /// # Errors
    /// - [`Type`](MediaErrorKind::Type): an argument is out of range.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser cannot make tracks here.
    pub fn new(width: u32, height: u32, frame_rate: f64) -> Result<Self, MediaError> {
        let size = check_size(width, height)?;
        if !(frame_rate > 0.0 && frame_rate.is_finite()) {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The frame rate must be above 0 and finite.",
            ));
        }
        let output = match GeneratorOutput::new()? {
            Some(generator) => Output::Generator(generator),
            None => Output::Canvas(CanvasOutput::new(size)?),
        };
        Ok(VideoSource {
            output,
            size: Cell::new(size),
            limit: RateLimit::new(frame_rate),
        })
    }

    /// Returns the track, which the source owns. It delivers the pushed pictures.
    pub fn track(&self) -> &LocalMediaStreamTrack {
        match &self.output {
            Output::Generator(generator) => &generator.track,
            Output::Canvas(canvas) => &canvas.track,
        }
    }

    /// Ends the track, as the drop does.
    pub(super) fn end(&self) {
        if let Output::Generator(generator) = &self.output {
            generator.close();
        }
        self.track().stop();
    }

    /// Returns the width and the height of the pictures, in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.size.get()
    }

    /// Sets the width and the height of the following pictures, in pixels: from 1 to 16384.
    ///
    /// # Errors
    /// [`Type`](MediaErrorKind::Type) if a side is out of range.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), MediaError> {
        let size = check_size(width, height)?;
        if let (Output::Canvas(canvas), true) = (&self.output, size != self.size.get()) {
            canvas.resize(size);
        }
        self.size.set(size);
        Ok(())
    }

    /// Delivers a picture: RGBA pixels (`&[u8]`), a canvas or a [`VideoFrame`]. The pixels are copied.
    ///
    /// Returns whether it was delivered. A picture above the frame rate is skipped.
    ///
    /// # Errors
    /// - [`Type`](MediaErrorKind::Type): the picture does not have the [size](Self::size) of the source.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): the track has ended, or the frame is closed.
    /// - [`Security`](MediaErrorKind::Security): the canvas has a picture of another origin.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): a canvas, in a browser without `VideoFrame` (Firefox before 130).
    pub fn push<'a>(&self, image: impl Into<VideoImage<'a>>) -> Result<bool, MediaError> {
        self.push_image(image.into(), None)
    }

    /// Delivers RGBA pixels with a timestamp, in microseconds. A captured canvas has its own timestamps.
    pub(super) fn push_at(&self, pixels: &[u8], timestamp: i64) -> Result<(), MediaError> {
        self.push_image(VideoImage::Rgba(pixels), Some(timestamp))
            .map(drop)
    }

    /// Delivers a picture, with the current time if it has no timestamp.
    fn push_image(&self, image: VideoImage<'_>, timestamp: Option<i64>) -> Result<bool, MediaError> {
        if self.track().ready_state() != MediaStreamTrackState::Live {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The track of the source has ended. Create another source.",
            ));
        }
        let size = self.size.get();
        check_image(&image, size)?;
        let now = sys::now();
        if !self.limit.accepts(now) {
            return Ok(false);
        }
        // From milliseconds to microseconds.
        let timestamp = timestamp.unwrap_or((now * 1000.0) as i64);
        match (&self.output, image) {
            (Output::Canvas(canvas), VideoImage::Rgba(pixels)) => canvas.draw_pixels(pixels, size)?,
            (Output::Canvas(canvas), image) => {
                // A frame of the canvas of the page, because the canvas itself could make this one unreadable.
                canvas.draw_frame(&into_frame(image, size, timestamp)?, size)?;
            }
            (Output::Generator(generator), image) => generator.write(into_frame(image, size, timestamp)?)?,
        }
        self.limit.count(now);
        Ok(true)
    }
}

fn into_frame(image: VideoImage<'_>, size: (u32, u32), timestamp: i64) -> Result<VideoFrame, MediaError> {
    match image {
        VideoImage::Rgba(pixels) => VideoFrame::from_pixels(pixels, &VideoPixelFormat::Rgba, size, timestamp),
        VideoImage::Canvas(canvas) => VideoFrame::new(canvas, Some(timestamp)),
        VideoImage::Frame(frame) => Ok(frame),
    }
}

fn check_size(width: u32, height: u32) -> Result<(u32, u32), MediaError> {
    let sides = 1..=16384;
    if sides.contains(&width) && sides.contains(&height) {
        Ok((width, height))
    } else {
        Err(MediaError::new(
            MediaErrorKind::Type,
            "The width and the height must be from 1 to 16384.",
        ))
    }
}

fn check_image(image: &VideoImage<'_>, size: (u32, u32)) -> Result<(), MediaError> {
    let is_valid = match image {
        // At most 2^30 bytes.
        VideoImage::Rgba(pixels) => pixels.len() == (size.0 * size.1 * 4) as usize,
        VideoImage::Canvas(canvas) => canvas_size(canvas) == size,
        VideoImage::Frame(frame) => match frame.display_size() {
            (0, 0) => {
                return Err(MediaError::new(
                    MediaErrorKind::InvalidState,
                    "The frame is closed. Push it before it is closed.",
                ));
            }
            other => other == size,
        },
    };
    if is_valid {
        Ok(())
    } else {
        Err(MediaError::new(
            MediaErrorKind::Type,
            "The picture does not have the size of the source. Call resize before.",
        ))
    }
}

fn canvas_size(canvas: &HtmlCanvasElement) -> (u32, u32) {
    (canvas.width(), canvas.height())
}

impl fmt::Debug for VideoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VideoSource")
            .field("size", &self.size.get())
            .field("track", self.track())
            .finish()
    }
}
