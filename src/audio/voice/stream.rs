//! `VoiceActivityStream`: the start and the end of speech in a track.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::detector::{Detector, FRAME, RATE};
use super::event::VoiceEvent;
use super::hysteresis::Hysteresis;
use super::options::VoiceOptions;
use crate::audio::{SampleBlock, SampleOptions, SampleStream};
use crate::error::MediaError;
use crate::track::MediaStreamTrack;

/// The start and the end of speech in an audio track, as a [`Stream`].
///
/// It ends when the track ends. Speech ends with it. Its errors are those of [`SampleStream`], and it continues after a
/// [`Timeout`](crate::MediaErrorKind::Timeout).
///
/// # Drop behavior
/// Dropping it frees the processor, and the context if nothing else uses it. The track stays live: stop it to release the
/// microphone.
#[must_use = "it reads samples until it is dropped"]
pub struct VoiceActivityStream {
    samples: SampleStream,
    detector: Detector,
    hysteresis: Hysteresis,
}

impl MediaStreamTrack {
    /// Starts to detect speech in this track, by a neural network in Rust. No sound leaves the page.
    ///
    /// ```no_run
    /// use local_media_stream::audio::{VoiceEvent, VoiceOptions};
    /// use local_media_stream::{MediaError, MediaErrorKind, MediaStreamTrack};
    ///
    /// # async fn example(track: &MediaStreamTrack) -> Result<(), MediaError> {
    /// let mut voice = track.voice_activity(&VoiceOptions::new())?;
    /// while let Some(event) = voice.next().await {
    ///     match event {
    ///         Ok(VoiceEvent::SpeechStart { at }) => { /* … */ }
    ///         Ok(VoiceEvent::SpeechEnd { at }) => { /* … */ }
    ///         // The user has not clicked on the page yet.
    ///         Err(error) if error.kind() == MediaErrorKind::Timeout => {}
    ///         Err(error) => return Err(error),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Those of [`samples`](Self::samples), and [`Type`](crate::MediaErrorKind::Type) for an option out of its range.
    pub fn voice_activity(&self, options: &VoiceOptions) -> Result<VoiceActivityStream, MediaError> {
        options.validate()?;
        let samples = SampleOptions::new()
            .rate(RATE)
            .block(FRAME as u32)
            .timeout(options.timeout);
        let frame = Duration::from_micros(1_000_000 * FRAME as u64 / u64::from(RATE));
        Ok(VoiceActivityStream {
            samples: self.samples(&samples)?,
            detector: Detector::new(),
            hysteresis: Hysteresis::new(options, frame),
        })
    }
}

impl VoiceActivityStream {
    /// Waits for the start or the end of speech. `None` if the track has ended.
    ///
    /// # Errors
    /// As described at [`VoiceActivityStream`].
    pub async fn next(&mut self) -> Option<Result<VoiceEvent, MediaError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns whether the last event was a start of speech.
    pub fn is_speech(&self) -> bool {
        self.hysteresis.is_speech()
    }

    /// Returns the stream of samples, for its context and the number of lost blocks of 16 ms.
    pub fn samples(&self) -> &SampleStream {
        &self.samples
    }

    fn add(&mut self, block: &SampleBlock) -> Option<VoiceEvent> {
        let score = self.detector.score(block.samples());
        self.hysteresis.add(block.position() / FRAME as u64, score)
    }
}

impl Stream for VoiceActivityStream {
    type Item = Result<VoiceEvent, MediaError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let event = match ready!(Pin::new(&mut self.samples).poll_next(context)) {
                Some(Ok(block)) => self.add(&block),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(self.hysteresis.end().map(Ok)),
            };
            if let Some(event) = event {
                return Poll::Ready(Some(Ok(event)));
            }
        }
    }
}

impl fmt::Debug for VoiceActivityStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceActivityStream")
            .field("samples", &self.samples)
            .field("is_speech", &self.is_speech())
            .finish()
    }
}
