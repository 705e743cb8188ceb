//! `SampleStream`: the samples of a track.

use std::cell::Cell;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::audio_context::AudioContext;
use super::delivery::{Delivery, Lifecycle, lifecycle};
use super::reblock::{Reblocker, write_layout};
use super::sample_block::{LossCounter, Pool, SampleBlock, SampleFormat, duration_of};
use super::sample_options::{SampleLayout, SampleOptions};
use super::tap::{Processor, Tap, check_track};
use crate::error::{MediaError, MediaErrorKind};
use crate::sys;
use crate::track::MediaStreamTrack;

/// The samples of an audio track, as a [`Stream`] of blocks.
///
/// It ends when the track ends. A muted or disabled track delivers silence. An incomplete last block is discarded.
///
/// If no samples arrive for the [timeout](SampleOptions::timeout), the next item is a
/// [`Timeout`](crate::MediaErrorKind::Timeout) error, for example because the user has not clicked on the page yet:
/// see [`AudioContext::resume`]. The stream continues when samples arrive. Each other error is the last item:
/// - [`Security`](crate::MediaErrorKind::Security): the worklet was not loaded, see
///   [`set_worklet_url`](super::set_worklet_url).
/// - [`InvalidState`](crate::MediaErrorKind::InvalidState): code of the page has closed the context.
///
/// # Drop behavior
/// Dropping it frees the processor, and the context if nothing else uses it. The track stays live.
#[must_use = "it reads samples until it is dropped"]
pub struct SampleStream {
    delivery: Rc<Delivery<SampleBlock>>,
    format: SampleFormat,
    losses: LossCounter,
    /// `None` if the track had ended before.
    _tap: Option<Tap>,
}

impl MediaStreamTrack {
    /// Starts to read the samples of this track, in an AudioWorklet.
    ///
    /// ```no_run
    /// use local_media_stream::audio::SampleOptions;
    /// use local_media_stream::{MediaError, MediaErrorKind, MediaStreamTrack};
    ///
    /// # async fn example(track: &MediaStreamTrack) -> Result<(), MediaError> {
    /// let mut samples = track.samples(&SampleOptions::new())?;
    /// while let Some(block) = samples.next().await {
    ///     let block = match block {
    ///         // The user has not clicked on the page yet.
    ///         Err(error) if error.kind() == MediaErrorKind::Timeout => continue,
    ///         block => block?,
    ///     };
    ///     let peak = block.samples().iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    ///     // …
    /// #   let _ = peak;
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Nothing has started then.
    /// - [`Type`](crate::MediaErrorKind::Type): the track has no sound, or an option is out of its range.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): there is no AudioWorklet here, as in workers and on insecure
    ///   pages.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#AudioWorklet) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/AudioWorklet)
    pub fn samples(&self, options: &SampleOptions) -> Result<SampleStream, MediaError> {
        options.validate()?;
        let is_live = check_track(self)?;
        match open(self, options, AudioContext::with_rate(options.rate)?, is_live) {
            // Firefox before 153 rejects a track in a context of another rate: https://bugzil.la/1674892
            Err(error) if error.kind() == MediaErrorKind::Unsupported && options.rate.is_some() => {
                open(self, options, AudioContext::shared()?, is_live)
            }
            opened => opened,
        }
    }
}

fn open(
    track: &MediaStreamTrack,
    options: &SampleOptions,
    context: AudioContext,
    is_live: bool,
) -> Result<SampleStream, MediaError> {
    let format = SampleFormat {
        rate: options.rate.unwrap_or(context.sample_rate() as u32),
        channels: options.channels,
        block: options.block,
        layout: options.layout,
    };
    let block = duration_of(u64::from(format.block), format.rate);
    let timeout = options.timeout.map(|timeout| timeout.saturating_add(block));
    let delivery = Rc::new(Delivery::new(track, &context, options.queue, timeout));
    let tap = if is_live {
        Some(start(track, &delivery, format, options.queue.max(1))?)
    } else {
        delivery.end();
        None
    };
    Ok(SampleStream {
        delivery,
        format,
        losses: LossCounter::default(),
        _tap: tap,
    })
}

fn start(
    track: &MediaStreamTrack,
    delivery: &Rc<Delivery<SampleBlock>>,
    format: SampleFormat,
    queue: usize,
) -> Result<Tap, MediaError> {
    let rate = delivery.context().sample_rate() as u32;
    let mut converter = None;
    if rate != format.rate {
        let created = Reblocker::new(rate, format);
        let unsupported = || MediaError::unsupported("The rate is too far from that of the audio output.");
        converter = Some(created.ok_or_else(unsupported)?);
    }
    let block = converter.as_ref().map_or(format.block, Reblocker::input_block);
    let planar = converter.is_none() && format.layout == SampleLayout::Planar;
    let options = sys::Object::new();
    options.set("block", &block.into());
    options.set("channels", &format.channels.into());
    options.set_bool("planar", planar);
    let length = block as usize * format.channels as usize;
    let processor = Processor {
        name: "local-media-stream-samples",
        options,
        channels: Some(format.channels),
        length,
        queue,
    };
    let (blocks, pool) = (Rc::downgrade(delivery), Rc::new(Pool::new(queue)));
    // Taken while it works, because it calls JavaScript.
    let converter = Cell::new(converter);
    let on_block = move |values: &js_sys::Float32Array, number| {
        let Some(delivery) = blocks.upgrade() else { return };
        if values.length() as usize != length {
            return;
        }
        let mut samples = pool.take(length);
        values.copy_to(&mut samples);
        let samples = SampleBlock::new(samples, format, number, &pool);
        let Some(mut reblocker) = converter.take() else {
            delivery.push(samples);
            return;
        };
        reblocker.push(number, samples.samples(), |number, interleaved| {
            let mut block = pool.take(interleaved.len());
            write_layout(interleaved, &format, &mut block);
            delivery.push(SampleBlock::new(block, format, number, &pool));
        });
        converter.set(Some(reblocker));
    };
    Tap::start(
        delivery.context(),
        track,
        processor,
        lifecycle(delivery),
        Box::new(on_block),
    )
}

impl SampleStream {
    /// Waits for the next block. `None` if the track has ended.
    ///
    /// # Errors
    /// As described at [`SampleStream`].
    pub async fn next(&mut self) -> Option<Result<SampleBlock, MediaError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Returns the sample rate in hertz.
    pub fn rate(&self) -> u32 {
        self.format.rate
    }

    /// Returns the number of blocks that were lost before the last one that was polled: because the queue was full, or
    /// because the page was busy for longer than the queue holds.
    pub fn lost(&self) -> u64 {
        self.losses.lost()
    }

    /// Returns the context that processes the sound.
    pub fn context(&self) -> &AudioContext {
        self.delivery.context()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SampleBlock, MediaError>>> {
        let item = ready!(self.delivery.poll(context));
        if let Some(Ok(block)) = &item {
            self.losses.received(block.number());
        }
        Poll::Ready(item)
    }
}

impl Stream for SampleStream {
    type Item = Result<SampleBlock, MediaError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for SampleStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SampleStream")
            .field("format", &self.format)
            .field("lost", &self.lost())
            .finish()
    }
}
