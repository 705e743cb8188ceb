//! `LevelStream`: the level of a track.

use std::cell::RefCell;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_channel::mpsc::UnboundedSender;
use futures_core::Stream;

use super::audio_context::AudioContext;
use super::delivery::{Delivery, Lifecycle, lifecycle};
use super::level::{Level, Silence, SilenceDetector, dbfs};
use super::level_options::LevelOptions;
use super::sample_block::duration_of;
use super::tap::{Processor, Tap, check_track};
use crate::error::MediaError;
use crate::events::{EventListener, EventStream, push};
use crate::sys;
use crate::track::MediaStreamTrack;

/// The most channels that browsers process.
const MAX_CHANNELS: u32 = 32;

/// The frames that browsers process at a time.
const QUANTUM: u64 = 128;

/// The absolute value of a sample at full scale: the largest one of a 16-bit sample.
const FULL_SCALE: f64 = 32_767.0 / 32_768.0;

/// The levels that wait in the audio thread while the page is busy. Later ones are lost.
const QUEUE: usize = 4;

/// The level of an audio track, as a [`Stream`]. It keeps the newest level until it is polled.
///
/// It ends when the track ends. Its errors are those of a [`SampleStream`](super::SampleStream).
///
/// # Drop behavior
/// Dropping it frees the processor, and the context if nothing else uses it. The track stays live.
#[must_use = "it measures until it is dropped"]
pub struct LevelStream {
    delivery: Rc<Delivery<Level>>,
    meter: Rc<Meter>,
    /// `None` if the track had ended before.
    _tap: Option<Tap>,
}

/// The state that outlives a level. No borrow is held while JavaScript is called.
struct Meter {
    latest: RefCell<Option<Level>>,
    detector: RefCell<SilenceDetector>,
    silences: RefCell<Vec<UnboundedSender<Silence>>>,
}

impl MediaStreamTrack {
    /// Starts to measure the level of this track, in an AudioWorklet.
    ///
    /// ```no_run
    /// use local_media_stream::audio::LevelOptions;
    /// use local_media_stream::{MediaError, MediaErrorKind, MediaStreamTrack};
    ///
    /// # async fn example(track: &MediaStreamTrack) -> Result<(), MediaError> {
    /// let mut levels = track.level(&LevelOptions::new())?;
    /// while let Some(level) = levels.next().await {
    ///     match level {
    ///         Ok(level) => {
    ///             // A meter from −60 to 0 dBFS.
    ///             let width = (1.0 + level.rms_dbfs() / 60.0).clamp(0.0, 1.0);
    ///             // …
    /// #           let _ = width;
    ///         }
    ///         // The user has not clicked on the page yet.
    ///         Err(error) if error.kind() == MediaErrorKind::Timeout => {}
    ///         Err(error) => return Err(error),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`samples`](Self::samples). Nothing has started then.
    pub fn level(&self, options: &LevelOptions) -> Result<LevelStream, MediaError> {
        options.validate()?;
        let is_live = check_track(self)?;
        let context = AudioContext::shared()?;
        let timeout = options
            .timeout
            .map(|timeout| timeout.saturating_add(options.interval));
        let delivery = Rc::new(Delivery::new(self, &context, 1, timeout));
        let meter = Rc::new(Meter {
            latest: RefCell::default(),
            detector: RefCell::new(SilenceDetector::new(options.silence_after)),
            silences: RefCell::default(),
        });
        let tap = if is_live {
            Some(start(&delivery, &meter, options)?)
        } else {
            delivery.end();
            None
        };
        Ok(LevelStream {
            delivery,
            meter,
            _tap: tap,
        })
    }
}

fn start(
    delivery: &Rc<Delivery<Level>>,
    meter: &Rc<Meter>,
    options: &LevelOptions,
) -> Result<Tap, MediaError> {
    let context = delivery.context();
    let rate = context.sample_rate() as u32;
    let frames = (options.interval.as_secs_f64() * f64::from(rate)) as u64;
    let interval = frames.next_multiple_of(QUANTUM);
    let values = sys::Object::new();
    values.set("interval", &(interval as f64).into());
    values.set("clip", &FULL_SCALE.into());
    values.set("channels", &MAX_CHANNELS.into());
    let processor = Processor {
        name: "local-media-stream-level",
        options: values,
        channels: None,
        length: 1 + 3 * MAX_CHANNELS as usize,
        queue: QUEUE,
    };

    let (levels, meter, silence) = (Rc::downgrade(delivery), Rc::downgrade(meter), options.silence);
    let on_block = move |values: &js_sys::Float32Array, number: u64| {
        let (Some(delivery), Some(meter)) = (levels.upgrade(), meter.upgrade()) else {
            return;
        };
        let time = |number: u64| duration_of(number * interval, rate);
        let level = Level::read(&values.to_vec(), time(number));
        let track = delivery.track();
        let is_silent = dbfs(level.peak()) <= silence && track.enabled() && !track.muted();
        meter.update(&level, is_silent, time(number + 1));
        delivery.push(level);
    };
    Tap::start(
        context,
        delivery.track(),
        processor,
        lifecycle(delivery),
        Box::new(on_block),
    )
}

impl Meter {
    fn update(&self, level: &Level, is_silent: bool, end: Duration) {
        self.latest.replace(Some(level.clone()));
        let change = self.detector.borrow_mut().add(is_silent, level.timestamp, end);
        if let Some(silence) = change {
            let mut silences = self.silences.take();
            silences.retain(|sender| !sender.is_closed());
            silences.iter().for_each(|sender| push(sender, silence));
            self.silences.borrow_mut().append(&mut silences);
        }
    }
}

impl LevelStream {
    /// Waits for the next level. `None` if the track has ended.
    ///
    /// # Errors
    /// As described at [`SampleStream`](super::SampleStream).
    pub async fn next(&mut self) -> Option<Result<Level, MediaError>> {
        poll_fn(|context| self.delivery.poll(context)).await
    }

    /// Returns the newest level, also if it was polled. `None` before the first one.
    pub fn latest(&self) -> Option<Level> {
        self.meter.latest.borrow().clone()
    }

    /// Returns the begins and ends of lasting silence while the track is live, unmuted and enabled, as a stream: signs of
    /// a microphone that is switched off or broken.
    pub fn silences(&self) -> EventStream<Silence> {
        EventStream::new(|sender| {
            self.meter.silences.borrow_mut().push(sender);
            EventListener::noop()
        })
    }

    /// Returns whether a lasting silence was [reported](Self::silences) and has not ended.
    pub fn is_silent(&self) -> bool {
        self.meter.detector.borrow().is_reported()
    }

    /// Returns the context that processes the sound.
    pub fn context(&self) -> &AudioContext {
        self.delivery.context()
    }
}

impl Stream for LevelStream {
    type Item = Result<Level, MediaError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.delivery.poll(context)
    }
}

impl fmt::Debug for LevelStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LevelStream")
            .field("latest", &self.latest())
            .finish()
    }
}
