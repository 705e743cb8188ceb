//! `PhotoFuture`: an operation that ends with its track or after a time.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventStream;
use crate::milliseconds::milliseconds;
use crate::stream::MediaStream;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

type Operation<T> = Pin<Box<dyn Future<Output = Result<T, MediaError>>>>;

/// A camera needs about a second to start, and a few for a photo with flash.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The time between two checks of the track, in milliseconds.
const CHECK_INTERVAL: u32 = 500;

/// The future of a photo or a frame. It starts at the first poll.
///
/// # Drop behavior
/// Dropping it cancels the operation: the elements and pictures that it created are freed. A camera that has begun to take a
/// photo completes it, and the photo is discarded. The constraints of the track are applied again then, too.
#[must_use = "nothing is captured until this is awaited"]
pub struct PhotoFuture<T> {
    /// `None` after the result.
    operation: Option<Operation<T>>,
    /// `None` if the operation only reports an error.
    limits: Option<Limits>,
}

impl<T: 'static> PhotoFuture<T> {
    /// Creates the future of an operation on a track. Without `Ok`, and for a track that has no picture, it reports the error
    /// and starts nothing.
    pub(super) fn new(
        track: &MediaStreamTrack,
        checked: Result<(), MediaError>,
        operation: impl Future<Output = Result<T, MediaError>> + 'static,
    ) -> Self {
        match checked.and_then(|()| Limits::new(track)) {
            Ok(limits) => PhotoFuture {
                operation: Some(Box::pin(operation)),
                limits: Some(limits),
            },
            Err(error) => PhotoFuture::failed(error),
        }
    }

    /// Creates a future that reports an error.
    pub(super) fn failed(error: MediaError) -> Self {
        PhotoFuture {
            operation: Some(Box::pin(async { Err(error) })),
            limits: None,
        }
    }

    /// Sets the time after which the operation fails with [`Timeout`](MediaErrorKind::Timeout). 10 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        if let Some(limits) = &mut self.limits {
            limits.timeout = timeout;
        }
        self
    }
}

impl<T> Future for PhotoFuture<T> {
    type Output = Result<T, MediaError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let PhotoFuture { operation, limits } = &mut *self;
        let Some(running) = operation else {
            return Poll::Ready(Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The future has already returned its result. Await it only once.",
            )));
        };
        let result = match (running.as_mut().poll(context), limits) {
            (Poll::Ready(Err(_)), Some(limits)) if limits.is_ended() => Err(ended()),
            (Poll::Ready(result), _) => result,
            (Poll::Pending, Some(limits)) => Err(ready!(limits.poll(context))),
            (Poll::Pending, None) => return Poll::Pending,
        };
        *operation = None;
        Poll::Ready(result)
    }
}

/// The end of the track, and the timeout.
struct Limits {
    track: MediaStreamTrack,
    /// Events of the end of the track.
    ends: EventStream<()>,
    /// The end of the time until the next check: outside Chromium, no event reports that code of the page has stopped the
    /// track.
    check: Option<JsFuture>,
    timeout: Duration,
    elapsed: Option<JsFuture>,
}

impl Limits {
    /// # Errors
    /// For a track without pictures, and outside a page.
    fn new(track: &MediaStreamTrack) -> Result<Self, MediaError> {
        let stream = MediaStream::from_tracks([track.clone()])?;
        if track.kind() != MediaStreamTrackKind::Video {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The track has no picture. Pass a video track.",
            ));
        }
        if !track.binding().is_live() {
            return Err(ended());
        }
        if !track.enabled() {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The track is disabled, so its picture is black. Enable it first.",
            ));
        }
        Ok(Limits {
            track: track.clone(),
            ends: stream.inactive_events(),
            check: None,
            timeout: TIMEOUT,
            elapsed: None,
        })
    }

    fn is_ended(&self) -> bool {
        !self.track.binding().is_live()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<MediaError> {
        while Pin::new(&mut self.ends).poll_next(context).is_ready() {}
        while timer(&mut self.check, CHECK_INTERVAL).poll(context).is_ready() {
            self.check = None;
        }
        let elapsed = timer(&mut self.elapsed, milliseconds(self.timeout)).poll(context);
        if self.is_ended() {
            return Poll::Ready(ended());
        }
        elapsed.map(|_| {
            MediaError::new(
                MediaErrorKind::Timeout,
                "The track has delivered no picture within the timeout.",
            )
        })
    }
}

/// Returns a timer, which is started if there is none.
fn timer(timer: &mut Option<JsFuture>, milliseconds: u32) -> Pin<&mut JsFuture> {
    Pin::new(timer.get_or_insert_with(|| JsFuture::from(sys::timeout(milliseconds))))
}

fn ended() -> MediaError {
    MediaError::new(
        MediaErrorKind::InvalidState,
        "The track has ended. Open a new one to take a photo.",
    )
}

impl<T> fmt::Debug for PhotoFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhotoFuture")
    }
}
