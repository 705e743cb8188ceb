//! `FrameStream`: the frames of a track.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::delivery::Delivery;
use super::options::{FrameMeans, FrameOptions};
use super::processor::Processor;
use super::video_element::VideoElement;
use super::video_frame::VideoFrame;
use crate::error::{MediaError, MediaErrorKind};
use crate::regular_check::check_regularly;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState};

/// The frames of a video track, as a [`Stream`].
///
/// It reads from its creation, one frame at a time, and keeps the newest one until it is polled. It ends when the track
/// ends. It waits while the track is muted. A frame may have another size than the one before.
///
/// If no frame arrives for the [timeout](FrameOptions::timeout), the next item is a
/// [`Timeout`](MediaErrorKind::Timeout) error. The stream continues when frames arrive again. Hidden pages have no frames
/// in Firefox and Safari, and a canvas or screen that does not change may have none in any browser. Each other error is
/// the last item.
///
/// # Drop behavior
/// Dropping it closes the queued frames, and frees the reader or the element. The track stays live.
#[must_use = "it reads frames until it is dropped"]
pub struct FrameStream {
    delivery: Rc<Delivery>,
    means: FrameMeans,
    /// `None` if the track had ended before.
    _source: Option<FrameSource>,
}

#[allow(dead_code, reason = "for their drops")]
enum FrameSource {
    Processor(Processor),
    VideoElement(VideoElement),
}

impl MediaStreamTrack {
    /// Starts to read the frames of this track, by the best interface of the browser.
    ///
    /// Tracks of one source have separate frames, and so do several streams of one track. In a worker, call it with a
    /// [transferred](Self::transfer_to) track.
    ///
    /// ```no_run
    /// use local_media_stream::frames::{CopyOptions, FrameOptions};
    /// use local_media_stream::{MediaError, MediaErrorKind, MediaStreamTrack};
    ///
    /// # async fn example(track: &MediaStreamTrack) -> Result<(), MediaError> {
    /// let mut frames = track.frames(&FrameOptions::new())?;
    /// let mut buffer = Vec::new();
    /// while let Some(frame) = frames.next().await {
    ///     let frame = match frame {
    ///         // A hidden page, or a picture that does not change.
    ///         Err(error) if error.kind() == MediaErrorKind::Timeout => continue,
    ///         frame => frame?,
    ///     };
    ///     let pixels = frame.copy_to(buffer, &CopyOptions::rgba()).await?;
    ///     // pixels.data: red, green, blue, alpha, …
    ///     buffer = pixels.data;
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Nothing has started then.
    /// - [`Type`](MediaErrorKind::Type): the track is not a video track of the browser.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser has none of the interfaces, or not the selected one.
    pub fn frames(&self, options: &FrameOptions) -> Result<FrameStream, MediaError> {
        if self.kind() != MediaStreamTrackKind::Video {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The track has no video. Pass a video track.",
            ));
        }
        let means = match options.means {
            Some(means) if means.is_supported() => means,
            Some(_) => {
                return Err(MediaError::unsupported(
                    "The browser does not have the selected means here. Let the stream select one.",
                ));
            }
            None => FrameMeans::best()?,
        };
        let delivery = Rc::new(Delivery::new(self, options));
        let source = if self.ready_state() == MediaStreamTrackState::Live {
            let source = match means {
                FrameMeans::Processor => FrameSource::Processor(Processor::start(self, &delivery)?),
                FrameMeans::VideoElement => {
                    let to_frame =
                        |video: &sys::HtmlVideoElement, timestamp| VideoFrame::new(video, timestamp);
                    FrameSource::VideoElement(VideoElement::start(self, &delivery, to_frame)?)
                }
                FrameMeans::Canvas => {
                    FrameSource::VideoElement(VideoElement::start(self, &delivery, VideoFrame::draw)?)
                }
            };
            let checked = Rc::downgrade(&delivery);
            check_regularly(move || checked.upgrade().is_some_and(|delivery| delivery.check()));
            Some(source)
        } else {
            delivery.end();
            None
        };
        Ok(FrameStream {
            delivery,
            means,
            _source: source,
        })
    }
}

impl FrameStream {
    /// Waits for the next frame. `None` if the track has ended.
    ///
    /// # Errors
    /// As described at [`FrameStream`].
    pub async fn next(&mut self) -> Option<Result<VideoFrame, MediaError>> {
        poll_fn(|context| self.delivery.poll(context)).await
    }

    /// Returns the interface that delivers the frames.
    pub fn means(&self) -> FrameMeans {
        self.means
    }

    /// Returns the number of frames that newer ones replaced before they were polled.
    pub fn dropped(&self) -> u64 {
        self.delivery.dropped()
    }

    /// Returns the number of frames that were discarded because the browser delivered the frame before again: those with
    /// its timestamp, or with its `mediaTime` and `presentedFrames`.
    pub fn repeated(&self) -> u64 {
        self.delivery.repeated()
    }
}

impl Stream for FrameStream {
    type Item = Result<VideoFrame, MediaError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.delivery.poll(context)
    }
}

impl fmt::Debug for FrameStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameStream")
            .field("means", &self.means)
            .field("dropped", &self.dropped())
            .finish()
    }
}
