//! `FrameOptions` and `FrameMeans`: how the frames of a track are read.

use std::time::Duration;

use crate::error::MediaError;
use crate::sys;

/// The interface of the browser that delivers frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FrameMeans {
    /// `MediaStreamTrackProcessor`: every frame of the track, also on a hidden page. Chromium; Safari in workers.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-transform/#track-processor) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackProcessor)
    Processor,
    /// A `<video>` element outside the document, and its `requestVideoFrameCallback`: the frames that the browser
    /// presents. None on a hidden page.
    ///
    /// [Spec](https://wicg.github.io/video-rvfc/) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLVideoElement/requestVideoFrameCallback)
    VideoElement,
    /// A `<video>` element outside the document that is drawn to canvases: by `requestVideoFrameCallback`, or by a timer at the
    /// frame rate of the track where the browser does not report frames (Firefox before 132, Safari before 15.4). None on a
    /// hidden page, except by a timer. A timer may repeat or skip a picture, and does not detect a lack of frames. Firefox
    /// before 132, Safari before 16.4.
    ///
    /// [Spec](https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-drawimage) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CanvasRenderingContext2D/drawImage)
    Canvas,
}

impl FrameMeans {
    /// Returns whether the browser has this interface here: in this window or worker.
    pub fn is_supported(self) -> bool {
        match self {
            FrameMeans::Processor => sys::has_global("MediaStreamTrackProcessor"),
            FrameMeans::VideoElement => sys::has_global("VideoFrame") && sys::has_video_frame_callback(),
            FrameMeans::Canvas => sys::has_global("HTMLVideoElement"),
        }
    }

    /// Returns the best supported interface.
    pub(super) fn best() -> Result<Self, MediaError> {
        let all = [
            FrameMeans::Processor,
            FrameMeans::VideoElement,
            FrameMeans::Canvas,
        ];
        all.into_iter().find(|means| means.is_supported()).ok_or_else(|| {
            MediaError::unsupported(
                "The browser delivers no frames here. Detect it with FrameMeans::is_supported.",
            )
        })
    }
}

/// The options of [`MediaStreamTrack::frames`](crate::MediaStreamTrack::frames).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameOptions {
    /// How many frames wait to be polled, at least 1. A new frame replaces the oldest one. 1 by default: only the
    /// newest frame is kept.
    ///
    /// Browsers stop the delivery of frames while some ten frames of a camera are open, including those of the queue.
    pub queue: usize,
    /// The time without a frame after which the stream returns [`Timeout`](crate::MediaErrorKind::Timeout). 5 seconds
    /// by default. `None`: the stream waits. The time of a muted track does not count.
    pub timeout: Option<Duration>,
    /// The interface to use. `None`: the best supported one.
    pub means: Option<FrameMeans>,
}

impl FrameOptions {
    /// Creates the default options.
    pub fn new() -> Self {
        FrameOptions::default()
    }

    /// Sets how many frames wait to be polled.
    #[must_use]
    pub fn queue(mut self, frames: usize) -> Self {
        self.queue = frames;
        self
    }

    /// Sets the time without a frame after which the stream returns an error, or `None`.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// Sets the interface to use.
    #[must_use]
    pub fn means(mut self, means: FrameMeans) -> Self {
        self.means = Some(means);
        self
    }
}

impl Default for FrameOptions {
    fn default() -> Self {
        FrameOptions {
            queue: 1,
            timeout: Some(Duration::from_secs(5)),
            means: None,
        }
    }
}
