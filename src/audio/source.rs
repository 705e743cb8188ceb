//! `AudioSource`: a track whose samples come from Rust.

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::Poll;

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::audio_context::AudioContext;
use super::gesture::resume_if_stopped;
use super::source_options::AudioSourceOptions;
use super::state::AudioContextState;
use super::worklet;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::regular_check::check_regularly;
use crate::stream::MediaStream;
use crate::sys;
use crate::track::{LocalMediaStreamTrack, MediaStreamTrackState};
use crate::wakers::Wakers;

/// An audio track whose samples the program delivers.
///
/// ```no_run
/// use local_media_stream::MediaStream;
/// use local_media_stream::audio::{AudioSource, AudioSourceOptions};
///
/// # async fn example(samples: Vec<f32>) -> Result<(), local_media_stream::MediaError> {
/// let source = AudioSource::new(&AudioSourceOptions::new().rate(24_000))?;
/// let stream = MediaStream::from_tracks([(**source.track()).clone()])?;
/// source.write(&samples).await?;
/// # Ok(()) }
/// ```
///
/// The audio thread plays the samples one after the other, across the borders of what was pushed. While none waits, the
/// track is silent: see [`missing`](Self::missing). Nothing is played before the browser allows sound: see
/// [`AudioContext::resume`].
///
/// # Drop behavior
/// Dropping it ends the track at once, without the samples that wait, and frees the context if nothing else uses it.
///
/// [Spec](https://www.w3.org/TR/webaudio/#MediaStreamAudioDestinationNode) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamAudioDestinationNode)
#[must_use = "the track ends when the source is dropped"]
pub struct AudioSource {
    track: LocalMediaStreamTrack,
    output: Rc<Output>,
    _listener: EventListener,
}

struct Output {
    context: AudioContext,
    channels: usize,
    /// In frames.
    capacity: usize,
    destination: sys::AudioNode,
    node: OnceCell<(sys::AudioWorkletNode, sys::MessagePort)>,
    /// The arrays that wait for the worklet to be loaded.
    early: RefCell<Vec<Float32Array>>,
    /// The arrays that were played, for further samples.
    unused: RefCell<Vec<Float32Array>>,
    /// The frames that are not played yet.
    queued: Cell<usize>,
    missing: Cell<u64>,
    /// Why there is no processor.
    error: RefCell<Option<MediaError>>,
    /// The tasks that wait for room.
    wakers: Wakers,
    on_message: Closure<dyn FnMut(sys::BlockEvent)>,
    #[cfg(feature = "leak-check")]
    _counted: crate::leak_check::Counted,
}

impl AudioSource {
    /// Creates a track.
    ///
    /// # Errors
    /// - [`Type`](MediaErrorKind::Type): an option is out of its range.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): there is no AudioWorklet here, as in workers and on insecure pages, or
    ///   the browser makes no tracks with so many channels.
    pub fn new(options: &AudioSourceOptions) -> Result<Self, MediaError> {
        options.validate()?;
        let context = AudioContext::with_rate(options.rate)?;
        let destination = context.binding().create_media_stream_destination()?;
        // Two by default. Browsers limit it, Chromium to 8.
        let channels = JsValue::from(options.channels);
        sys::set_property(&destination, "channelCount", &channels);
        if sys::property(&destination, "channelCount") != Some(channels) {
            return Err(MediaError::unsupported(
                "This browser makes no tracks with so many channels.",
            ));
        }
        let stream = sys::property(&destination, "stream").unwrap_or_default();
        let track = MediaStream::try_from(stream)?.audio_tracks().pop();
        let track =
            track.ok_or_else(|| MediaError::unsupported("The browser made no track for the samples."))?;
        let loaded = context.load_worklet()?;
        let output = Rc::new_cyclic(|output: &Weak<Output>| {
            let output = output.clone();
            Output {
                channels: options.channels as usize,
                capacity: options.buffer_frames(context.sample_rate()),
                context: context.clone(),
                destination,
                node: OnceCell::new(),
                early: RefCell::default(),
                unused: RefCell::default(),
                queued: Cell::default(),
                missing: Cell::default(),
                error: RefCell::default(),
                wakers: Wakers::default(),
                on_message: Closure::new(move |event| {
                    if let Some(output) = output.upgrade() {
                        output.receive(&event);
                    }
                }),
                #[cfg(feature = "leak-check")]
                _counted: crate::leak_check::Counted::audio_worklet(),
            }
        });

        let started = Rc::downgrade(&output);
        spawn_local(async move {
            let loaded = loaded.await.map_err(MediaError::from);
            let Some(output) = started.upgrade() else { return };
            let started = match loaded {
                Ok(_) => output.start(),
                Err(error) => Err(worklet::load_error(&error)),
            };
            if let Err(error) = started {
                output.error.replace(Some(error));
                output.wakers.wake();
            }
        });
        resume_if_stopped(context.as_ref());
        let changed = Rc::downgrade(&output);
        let listener = context.on_state_change(move || {
            if let Some(output) = changed.upgrade() {
                output.wakers.wake();
            }
        });
        let track = LocalMediaStreamTrack::adopt(track);
        let (waiting, checked) = (Rc::downgrade(&output), (*track).clone());
        check_regularly(move || {
            let is_live = checked.ready_state() == MediaStreamTrackState::Live;
            let Some(output) = waiting.upgrade() else {
                return false;
            };
            // A suspended context never makes room, but a write fails after the end of the track.
            if !is_live {
                output.wakers.wake();
            }
            is_live
        });
        Ok(AudioSource {
            track,
            output,
            _listener: listener,
        })
    }

    /// Returns the track, which the source owns. It delivers the pushed samples.
    pub fn track(&self) -> &LocalMediaStreamTrack {
        &self.track
    }

    /// Returns the sample rate in hertz.
    pub fn rate(&self) -> u32 {
        self.output.context.sample_rate() as u32
    }

    /// Returns the context that plays the samples.
    pub fn context(&self) -> &AudioContext {
        &self.output.context
    }

    /// Returns the number of frames that wait to be played.
    pub fn queued(&self) -> usize {
        self.output.queued.get()
    }

    /// Returns the number of silent frames that were played because no sample waited, between the first pushed sample and
    /// the last one that was played.
    pub fn missing(&self) -> u64 {
        self.output.missing.get()
    }

    /// Adds interleaved samples from −1 to 1, as far as the [buffer](AudioSourceOptions::buffer) has room. Returns the
    /// number of frames that were added: samples of each channel.
    ///
    /// # Errors
    /// - [`Type`](MediaErrorKind::Type): the samples are no whole number of frames.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): the track has ended, or code of the page has closed the context.
    /// - [`Security`](MediaErrorKind::Security): the worklet was not loaded, see
    ///   [`set_worklet_url`](super::set_worklet_url).
    pub fn push(&self, samples: &[f32]) -> Result<usize, MediaError> {
        if !samples.len().is_multiple_of(self.output.channels) {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The last frame is incomplete. Pass a sample for each channel.",
            ));
        }
        if self.track.ready_state() != MediaStreamTrackState::Live
            || self.output.context.state() == AudioContextState::Closed
        {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The track of the source has ended. Create another source.",
            ));
        }
        if let Some(error) = self.output.error.borrow().clone() {
            return Err(error);
        }
        self.output.push(samples)
    }

    /// Adds interleaved samples from −1 to 1, and waits for room in the buffer. Dropping the future
    /// cancels the rest only.
    ///
    /// # Errors
    /// Those of [`push`](Self::push).
    pub async fn write(&self, samples: &[f32]) -> Result<(), MediaError> {
        let mut rest = samples;
        poll_fn(|context| {
            loop {
                match self.push(rest) {
                    Ok(0) if !rest.is_empty() => {
                        self.output.wakers.add(context.waker());
                        return Poll::Pending;
                    }
                    Ok(frames) => rest = &rest[frames * self.output.channels..],
                    Err(error) => return Poll::Ready(Err(error)),
                }
                if rest.is_empty() {
                    return Poll::Ready(Ok(()));
                }
            }
        })
        .await
    }
}

impl Output {
    fn start(&self) -> Result<(), MediaError> {
        let own = sys::Object::new();
        own.set("channels", &(self.channels as f64).into());
        let options = sys::Object::new();
        options.set("numberOfInputs", &0.into());
        let channels = JsValue::from(self.channels as f64);
        options.set("outputChannelCount", &sys::array(&[&channels]));
        options.set("processorOptions", own.as_ref());
        let node = sys::AudioWorkletNode::new(self.context.binding(), "local-media-stream-source", &options)?;
        let port = node.port()?;
        port.set_onmessage(self.on_message.as_ref())?;
        // Before it may fail, so that the drop closes the port.
        let (node, _) = self.node.get_or_init(|| (node, port));
        node.connect(&self.destination)?;
        for array in self.early.take() {
            self.post(array)?;
        }
        Ok(())
    }

    fn push(&self, samples: &[f32]) -> Result<usize, MediaError> {
        let room = self.capacity.saturating_sub(self.queued.get());
        let frames = room.min(samples.len() / self.channels);
        if frames == 0 {
            return Ok(0);
        }
        let samples = &samples[..frames * self.channels];
        let array = self.unused.borrow_mut().pop();
        let array = match array {
            Some(array) if array.length() as usize == samples.len() => array,
            _ => Float32Array::new_with_length(samples.len() as u32),
        };
        array.copy_from(samples);
        self.queued.set(self.queued.get() + frames);
        self.post(array)?;
        Ok(frames)
    }

    fn post(&self, array: Float32Array) -> Result<(), MediaError> {
        match self.node.get() {
            Some((_, port)) => {
                let transferred = Array::of1(&array.buffer());
                Ok(port.transfer(&array, &transferred)?)
            }
            None => {
                self.early.borrow_mut().push(array);
                Ok(())
            }
        }
    }

    /// Receives an array that was played.
    fn receive(&self, event: &sys::BlockEvent) {
        let message = event.data();
        let array = message.values();
        let frames = array.length() as usize / self.channels;
        self.queued.set(self.queued.get().saturating_sub(frames));
        self.missing.set(message.number() as u64);
        self.unused.borrow_mut().push(array);
        self.wakers.wake();
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Nodes of a closed context may throw. They are garbage then.
        if let Some((node, port)) = self.node.get() {
            let _ = node.disconnect();
            let _ = port.set_onmessage(&JsValue::NULL);
            let _ = port.post_message(&JsValue::NULL);
        }
    }
}

impl fmt::Debug for AudioSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AudioSource")
            .field("track", &self.track)
            .field("rate", &self.rate())
            .field("channels", &self.output.channels)
            .field("queued", &self.queued())
            .finish()
    }
}
