//! The wasm part of js/audio.js.

use std::any::Any;
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use js_sys::{Array, Function};
use local_media_stream::audio::{
    self, ChannelLevel, Level, LevelOptions, LevelStream, Silence, VoiceActivityStream, VoiceEvent,
    VoiceOptions,
};
use local_media_stream::{EventStream, MediaError, MediaStreamTrack};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AudioContext;

use crate::object::object;

/// The sound of a track, reported as events until this is dropped.
#[wasm_bindgen(skip_typescript)]
pub struct SoundSession {
    context: AudioContext,
    _events: Rc<dyn Any>,
}

#[wasm_bindgen]
impl SoundSession {
    #[wasm_bindgen(getter)]
    pub fn context(&self) -> AudioContext {
        self.context.clone()
    }
}

/// Sets the URL of the worklet's file.
#[wasm_bindgen(js_name = setWorkletUrl, skip_typescript)]
pub fn set_worklet_url(url: String) {
    audio::set_worklet_url(url);
}

/// Measures the level of a track. The crate selects the options that are absent. Calls back with the name and the members
/// of each event.
#[wasm_bindgen(js_name = watchLevel, skip_typescript)]
pub fn watch_level(
    track: web_sys::MediaStreamTrack,
    interval_ms: Option<u32>,
    silence_dbfs: Option<f32>,
    silence_after_ms: Option<u32>,
    timeout_ms: Option<u32>,
    on_event: Function,
) -> Result<SoundSession, JsValue> {
    let mut options = LevelOptions::new();
    set_milliseconds(&mut options.interval, interval_ms);
    options.silence = silence_dbfs.unwrap_or(options.silence);
    set_milliseconds(&mut options.silence_after, silence_after_ms);
    options.timeout = timeout_ms.map(milliseconds).or(options.timeout);
    let levels = MediaStreamTrack::from(track).level(&options)?;
    let context = levels.context().as_web_sys().clone();
    let silences = levels.silences();
    Ok(report(context, LevelEvents { levels, silences }, on_event))
}

/// Detects speech in a track. The crate selects the options that are absent. Calls back with the name and the members of
/// each event.
#[wasm_bindgen(js_name = watchVoice, skip_typescript)]
pub fn watch_voice(
    track: web_sys::MediaStreamTrack,
    start_threshold: Option<f32>,
    end_threshold: Option<f32>,
    min_speech_ms: Option<u32>,
    hang_over_ms: Option<u32>,
    timeout_ms: Option<u32>,
    on_event: Function,
) -> Result<SoundSession, JsValue> {
    let mut options = VoiceOptions::new();
    options.start_threshold = start_threshold.unwrap_or(options.start_threshold);
    options.end_threshold = end_threshold.unwrap_or(options.end_threshold);
    set_milliseconds(&mut options.min_speech, min_speech_ms);
    set_milliseconds(&mut options.hang_over, hang_over_ms);
    options.timeout = timeout_ms.map(milliseconds).or(options.timeout);
    let voice = MediaStreamTrack::from(track).voice_activity(&options)?;
    let context = voice.samples().context().as_web_sys().clone();
    Ok(report(context, VoiceEvents(voice), on_event))
}

fn milliseconds(number: u32) -> Duration {
    Duration::from_millis(number.into())
}

fn set_milliseconds(option: &mut Duration, number: Option<u32>) {
    if let Some(number) = number {
        *option = milliseconds(number);
    }
}

/// An event of a watch.
enum SoundEvent {
    Level(Level),
    Silence(Silence),
    Voice(VoiceEvent),
    Error(MediaError),
}

/// The levels of a track, each after the silence that it has ended or begun.
struct LevelEvents {
    levels: LevelStream,
    silences: EventStream<Silence>,
}

impl Stream for LevelEvents {
    type Item = SoundEvent;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<SoundEvent>> {
        if let Poll::Ready(Some(silence)) = Pin::new(&mut self.silences).poll_next(context) {
            return Poll::Ready(Some(SoundEvent::Silence(silence)));
        }
        let level = ready!(Pin::new(&mut self.levels).poll_next(context));
        Poll::Ready(level.map(|level| level.map_or_else(SoundEvent::Error, SoundEvent::Level)))
    }
}

struct VoiceEvents(VoiceActivityStream);

impl Stream for VoiceEvents {
    type Item = SoundEvent;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<SoundEvent>> {
        let event = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(event.map(|event| event.map_or_else(SoundEvent::Error, SoundEvent::Voice)))
    }
}

/// Reports the events of a stream, and its end, until the session is dropped.
fn report(
    context: AudioContext,
    events: impl Stream<Item = SoundEvent> + Unpin + 'static,
    on_event: Function,
) -> SoundSession {
    let events = Rc::new(RefCell::new(events));
    let weak = Rc::downgrade(&events);
    spawn_local(async move {
        // The session frees the stream, which wakes this task: it ends then.
        let next = || {
            poll_fn(|context| match weak.upgrade() {
                Some(events) => Pin::new(&mut *events.borrow_mut()).poll_next(context),
                None => Poll::Ready(None),
            })
        };
        // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
        let dispatch = |name: &str, members: &JsValue| {
            let _ = on_event.call2(&JsValue::UNDEFINED, &name.into(), members);
        };
        while let Some(event) = next().await {
            let (name, members) = encode(event);
            dispatch(name, &members);
        }
        if weak.strong_count() > 0 {
            dispatch("ended", &JsValue::UNDEFINED);
        }
    });
    SoundSession {
        context,
        _events: events,
    }
}

/// Returns the name and the members of an event.
fn encode(event: SoundEvent) -> (&'static str, JsValue) {
    match event {
        SoundEvent::Level(level) => ("level", object(&[("level", encode_level(&level))])),
        SoundEvent::Silence(Silence::Began) => ("silencestart", JsValue::UNDEFINED),
        SoundEvent::Silence(Silence::Ended) => ("silenceend", JsValue::UNDEFINED),
        SoundEvent::Voice(event) => {
            let name = match event {
                VoiceEvent::SpeechStart { .. } => "speechstart",
                VoiceEvent::SpeechEnd { .. } => "speechend",
            };
            (name, object(&[("at", event.at().as_secs_f64().into())]))
        }
        SoundEvent::Error(error) => ("error", object(&[("error", error.into())])),
    }
}

fn encode_level(level: &Level) -> JsValue {
    let channels: Array = level.channels.iter().map(encode_channel).collect();
    object(&[
        ("channels", channels.into()),
        ("peak", level.peak().into()),
        ("rms", level.rms().into()),
        ("peakDbfs", level.peak_dbfs().into()),
        ("rmsDbfs", level.rms_dbfs().into()),
        ("isClipping", level.is_clipping().into()),
        ("timestamp", level.timestamp.as_secs_f64().into()),
    ])
}

fn encode_channel(channel: &ChannelLevel) -> JsValue {
    object(&[
        ("peak", channel.peak.into()),
        ("rms", channel.rms.into()),
        ("peakDbfs", channel.peak_dbfs().into()),
        ("rmsDbfs", channel.rms_dbfs().into()),
        ("clipped", channel.clipped.into()),
    ])
}
