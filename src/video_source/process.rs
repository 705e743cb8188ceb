//! `MediaStreamTrack::process`: a track whose pictures Rust has changed.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::ops::Deref;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::video_source::VideoSource;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{Observer, Topic, observe};
use crate::frames::{CopyOptions, PixelReader, Pixels};
use crate::regular_check::check_regularly;
use crate::sys;
use crate::track::{LocalMediaStreamTrack, MediaStreamTrack, MediaStreamTrackState};
use crate::wakers::Wakers;

/// No limit: each processed picture is delivered, also where the browser rounds the time of two to one value.
const FRAME_RATE: f64 = f64::MAX;

/// The time without a picture after which a muted source is black, in milliseconds. A picture may arrive after the event.
const BLACK_AFTER: f64 = 400.0;

/// A video track whose pictures Rust has changed, as [`MediaStreamTrack::process`] returns it.
///
/// It can be played, sent and recorded like the track of a camera. It ends with its source, by [`stop`](MediaStreamTrack::stop),
/// or with the first error. [`finished`](Self::finished) waits for it.
///
/// # Drop behavior
/// Dropping it ends the track and the reading of the source, and drops the closure. The source stays live. A
/// [duplicate](MediaStreamTrack::duplicate) has the same pictures, and ends with it as that of a [`VideoSource`] does: in
/// Chromium only. Elsewhere it keeps its last picture.
#[must_use = "dropping it ends the track"]
pub struct ProcessedTrack {
    processing: Rc<Processing>,
}

impl MediaStreamTrack {
    /// Creates a track of the pictures of this one, each changed by a closure.
    ///
    /// The closure changes RGBA pixels in place: 4 bytes a pixel (red, green, blue, alpha), rows without gaps, not
    /// [rotated](crate::frames::VideoFrame::rotation). One buffer is reused for all pictures. If the closure is slower than
    /// the source, frames are skipped. The size is that of each frame. Where the browser has a generator of tracks (Chromium,
    /// Safari in workers), the timestamp is, too.
    ///
    /// If the source is [muted](Self::muted) and delivers nothing, the picture is black within a second: a frozen one would
    /// look live. The processed track itself is not muted.
    ///
    /// The frames come from [`frames`](Self::frames) and the track from a [`VideoSource`]. Their pages describe browser
    /// differences: on a hidden page, only Chromium and Safari's workers deliver pictures.
    ///
    /// ```no_run
    /// use local_media_stream::video_source::ProcessedTrack;
    /// use local_media_stream::{MediaError, MediaStreamTrack};
    ///
    /// fn grey_scale(track: &MediaStreamTrack) -> Result<ProcessedTrack, MediaError> {
    ///     track.process(|pixels| {
    ///         for pixel in pixels.data.chunks_exact_mut(4) {
    ///             let sum: u32 = pixel[..3].iter().map(|component| u32::from(*component)).sum();
    ///             pixel[..3].fill((sum / 3) as u8);
    ///         }
    ///         Ok(())
    ///     })
    /// }
    /// ```
    ///
    /// # Errors
    /// Nothing has started then. Later errors, also those of the closure, are returned by [`ProcessedTrack::finished`].
    /// - [`Type`](MediaErrorKind::Type): the track is not a video track of the browser.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser cannot read or make tracks here.
    pub fn process<F>(&self, mut filter: F) -> Result<ProcessedTrack, MediaError>
    where
        F: FnMut(&mut Pixels) -> Result<(), MediaError> + 'static,
    {
        let settings = self.settings();
        // Each picture sets its size. A canvas has that of the source until then.
        let side = |side: Option<u32>| side.unwrap_or(1).clamp(1, 16384);
        let output = VideoSource::new(side(settings.width), side(settings.height), FRAME_RATE)?;
        let processing = Rc::new(Processing {
            source: self.clone(),
            output,
            latest: Cell::default(),
            reader: RefCell::default(),
            result: RefCell::default(),
            wakers: Wakers::default(),
        });
        let (pushing, ending) = (Rc::downgrade(&processing), Rc::downgrade(&processing));
        let on_pixels = move |pixels: &mut Pixels| match pushing.upgrade() {
            Some(processing) => processing.process(pixels, &mut filter),
            None => Ok(()),
        };
        let on_end = move |result| {
            if let Some(processing) = ending.upgrade() {
                processing.end(result);
            }
        };
        let reader = PixelReader::start(self, CopyOptions::rgba(), on_pixels, on_end)?;
        processing.reader.replace(Some(reader));
        observe(Topic::TracksChanged, &processing);
        let checked = Rc::downgrade(&processing);
        check_regularly(move || {
            checked
                .upgrade()
                .is_some_and(|processing| processing.check_mute())
        });
        Ok(ProcessedTrack { processing })
    }
}

impl ProcessedTrack {
    /// Waits for the end of the track. The future may outlive this object.
    ///
    /// # Errors
    /// The error that ended the track: that of the closure, of [`VideoFrame::copy_to`](crate::frames::VideoFrame::copy_to) or of
    /// [`VideoSource::push`], or that of the frames. [`Type`](MediaErrorKind::Type) if the closure changes the number of bytes.
    pub fn finished(&self) -> impl Future<Output = Result<(), MediaError>> + use<> {
        let processing = Rc::clone(&self.processing);
        poll_fn(move |context| processing.poll_result(context))
    }
}

/// A source, the reader of its pixels, and the track of the processed ones. No borrow is held while JavaScript is called.
struct Processing {
    source: MediaStreamTrack,
    output: VideoSource,
    /// The timestamp of the latest picture in microseconds, and the time of its delivery in milliseconds. `None` before the
    /// first one and while the picture is black.
    latest: Cell<Option<(i64, f64)>>,
    /// `None` after the end.
    reader: RefCell<Option<PixelReader>>,
    result: RefCell<Option<Result<(), MediaError>>>,
    /// Wake the futures of the result.
    wakers: Wakers,
}

impl Processing {
    fn end(&self, result: Result<(), MediaError>) {
        if self.has_ended() {
            return;
        }
        self.result.replace(Some(result));
        let reader = self.reader.take();
        drop(reader);
        self.output.end();
        self.wakers.wake();
    }

    fn has_ended(&self) -> bool {
        self.result.borrow().is_some()
    }

    /// Ends if one of the two tracks was stopped, for which browsers dispatch no event.
    fn check(&self) {
        let is_live = |track: &MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Live;
        if !(is_live(&self.source) && is_live(self.output.track())) {
            self.end(Ok(()));
        }
    }

    /// Delivers a black picture if the source is muted and delivers nothing. Returns `false` after the end.
    fn check_mute(&self) -> bool {
        self.check();
        if self.has_ended() {
            return false;
        }
        let Some((timestamp, time)) = self.latest.get().filter(|_| self.source.muted()) else {
            return true;
        };
        let elapsed = sys::now() - time;
        if elapsed < BLACK_AFTER {
            return true;
        }
        self.latest.set(None);
        let (width, height) = self.output.size();
        let black = [0, 0, 0, u8::MAX].repeat((width * height) as usize);
        // From milliseconds to microseconds.
        let pushed = self.output.push_at(&black, timestamp + (elapsed * 1000.0) as i64);
        if pushed.is_err() {
            self.end(pushed);
        }
        !self.has_ended()
    }

    fn poll_result(&self, context: &mut Context<'_>) -> Poll<Result<(), MediaError>> {
        if let Some(result) = &*self.result.borrow() {
            return Poll::Ready(result.clone());
        }
        self.wakers.add(context.waker());
        Poll::Pending
    }

    /// Changes and delivers a picture.
    fn process<F>(&self, pixels: &mut Pixels, filter: &mut F) -> Result<(), MediaError>
    where
        F: FnMut(&mut Pixels) -> Result<(), MediaError>,
    {
        self.check();
        if self.has_ended() {
            return Ok(());
        }
        let timestamp = pixels.timestamp;
        filter(pixels)?;
        // The closure may have ended the track.
        if self.has_ended() {
            return Ok(());
        }
        if pixels.data.len() != pixels.layout.byte_length() {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The closure has changed the number of bytes. Change the pixels only.",
            ));
        }
        let (width, height) = pixels.layout.size();
        self.output.resize(width, height)?;
        self.output.push_at(&pixels.data, timestamp)?;
        self.latest.set(Some((timestamp, sys::now())));
        Ok(())
    }
}

impl Observer for Processing {
    fn notify(self: Rc<Self>) {
        self.check();
    }
}

impl Drop for ProcessedTrack {
    fn drop(&mut self) {
        self.processing.end(Ok(()));
    }
}

impl Deref for ProcessedTrack {
    type Target = LocalMediaStreamTrack;

    fn deref(&self) -> &LocalMediaStreamTrack {
        self.processing.output.track()
    }
}

impl fmt::Debug for ProcessedTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessedTrack")
            .field("source", &self.processing.source)
            .field("track", self.processing.output.track())
            .finish()
    }
}
