//! The benchmarks in raw web-sys.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ConstrainDoubleRange, EventTarget, MediaStream, MediaStreamConstraints, MediaStreamTrack,
    MediaStreamTrackState, MediaTrackConstraints, MediaTrackSettings,
};

#[wasm_bindgen(js_name = webSysOpen)]
pub async fn open() -> Result<MediaStream, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&true.into());
    constraints.set_video(&true.into());
    let promise = window
        .navigator()
        .media_devices()?
        .get_user_media_with_constraints(&constraints)?;
    JsFuture::from(promise).await?.dyn_into()
}

#[wasm_bindgen(js_name = webSysStop)]
pub fn stop(streams: Vec<MediaStream>) {
    for stream in streams {
        for track in stream.get_tracks().iter() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
    }
}

#[wasm_bindgen(js_name = webSysTracks)]
pub fn tracks(stream: &MediaStream, times: u32) -> usize {
    let mut count = 0;
    for _ in 0..times {
        let tracks: Vec<MediaStreamTrack> = stream
            .get_tracks()
            .iter()
            .filter_map(|track| track.dyn_into().ok())
            .collect();
        count += tracks.len();
    }
    count
}

#[wasm_bindgen(js_name = webSysStates)]
pub fn states(track: &MediaStreamTrack, times: u32) -> u32 {
    let mut live = 0;
    for _ in 0..times {
        if track.ready_state() == MediaStreamTrackState::Live && track.enabled() && !track.muted() {
            live += 1;
        }
    }
    live
}

/// Reads a member without a getter in web-sys.
fn read(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn number(object: &JsValue, name: &str) -> Option<f64> {
    read(object, name).as_f64()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    read(object, name).as_string()
}

fn flag(object: &JsValue, name: &str) -> Option<bool> {
    read(object, name).as_bool()
}

/// The twenty oldest keys of Media Capture and Streams and of Screen Capture.
#[derive(Default)]
#[allow(dead_code)]
struct Settings {
    width: Option<i32>,
    height: Option<i32>,
    aspect_ratio: Option<f64>,
    frame_rate: Option<f64>,
    facing_mode: Option<String>,
    resize_mode: Option<String>,
    sample_rate: Option<f64>,
    sample_size: Option<f64>,
    echo_cancellation: Option<bool>,
    auto_gain_control: Option<bool>,
    noise_suppression: Option<bool>,
    latency: Option<f64>,
    channel_count: Option<i32>,
    device_id: Option<String>,
    group_id: Option<String>,
    background_blur: Option<bool>,
    display_surface: Option<String>,
    logical_surface: Option<bool>,
    cursor: Option<String>,
    suppress_local_audio_playback: Option<bool>,
}

/// Reads the twenty settings and returns the width.
fn read_settings(js: &MediaTrackSettings) -> f64 {
    let settings = Settings {
        width: js.get_width(),
        height: js.get_height(),
        aspect_ratio: number(js, "aspectRatio"),
        frame_rate: js.get_frame_rate(),
        facing_mode: js.get_facing_mode(),
        resize_mode: text(js, "resizeMode"),
        sample_rate: number(js, "sampleRate"),
        sample_size: number(js, "sampleSize"),
        echo_cancellation: js.get_echo_cancellation(),
        auto_gain_control: js.get_auto_gain_control(),
        noise_suppression: js.get_noise_suppression(),
        latency: number(js, "latency"),
        channel_count: js.get_channel_count(),
        device_id: js.get_device_id(),
        group_id: text(js, "groupId"),
        background_blur: flag(js, "backgroundBlur"),
        display_surface: text(js, "displaySurface"),
        logical_surface: flag(js, "logicalSurface"),
        cursor: text(js, "cursor"),
        suppress_local_audio_playback: flag(js, "suppressLocalAudioPlayback"),
    };
    // Prevents the optimizer from removing unused reads.
    std::hint::black_box(&settings);
    settings.width.map_or(0.0, f64::from)
}

// The other keys of the crate, from Image Capture and the extensions.
const NUMBERS: [&str; 12] = [
    "exposureCompensation",
    "exposureTime",
    "colorTemperature",
    "iso",
    "brightness",
    "contrast",
    "saturation",
    "sharpness",
    "focusDistance",
    "pan",
    "tilt",
    "zoom",
];
const TEXTS: [&str; 4] = [
    "humanFaceDetectionMode",
    "whiteBalanceMode",
    "exposureMode",
    "focusMode",
];
const FLAGS: [&str; 9] = [
    "gestureReactions",
    "faceFraming",
    "eyeGazeCorrection",
    "voiceIsolation",
    "backgroundSegmentationMask",
    "restrictOwnAudio",
    "torch",
    "powerEfficient",
    "powerEfficientPixelFormat",
];
const POINTS: &str = "pointsOfInterest";

#[wasm_bindgen(js_name = webSysSettings)]
pub fn settings(track: &MediaStreamTrack, times: u32) -> f64 {
    let mut sum = 0.0;
    for _ in 0..times {
        let js = track.get_settings();
        sum += read_settings(&js);
        std::hint::black_box((
            NUMBERS.map(|name| number(&js, name)),
            number(&js, "screenPixelRatio"),
            TEXTS.map(|name| text(&js, name)),
            FLAGS.map(|name| flag(&js, name)),
            read(&js, POINTS),
        ));
    }
    sum
}

#[wasm_bindgen(js_name = webSysTwentySettings)]
pub fn twenty_settings(track: &MediaStreamTrack, times: u32) -> f64 {
    (0..times).map(|_| read_settings(&track.get_settings())).sum()
}

#[wasm_bindgen]
extern "C" {
    type HasCapabilities;

    #[wasm_bindgen(method, js_name = getCapabilities)]
    fn get_capabilities(this: &HasCapabilities) -> JsValue;
}

#[derive(Default)]
#[allow(dead_code)]
struct Range {
    min: Option<f64>,
    max: Option<f64>,
}

/// A range of Image Capture.
#[derive(Default)]
#[allow(dead_code)]
struct WithStep {
    range: Range,
    step: Option<f64>,
}

fn range(object: &JsValue) -> Option<Range> {
    object.is_object().then(|| Range {
        min: number(object, "min"),
        max: number(object, "max"),
    })
}

fn with_step(object: &JsValue) -> Option<WithStep> {
    Some(WithStep {
        range: range(object)?,
        step: number(object, "step"),
    })
}

fn texts(object: &JsValue) -> Option<Vec<String>> {
    let array = object.dyn_ref::<js_sys::Array>()?;
    Some(array.iter().filter_map(|text| text.as_string()).collect())
}

fn flags(object: &JsValue) -> Option<Vec<bool>> {
    let array = object.dyn_ref::<js_sys::Array>()?;
    Some(array.iter().filter_map(|flag| flag.as_bool()).collect())
}

#[derive(Default)]
#[allow(dead_code)]
struct Capabilities {
    width: Option<Range>,
    height: Option<Range>,
    aspect_ratio: Option<Range>,
    frame_rate: Option<Range>,
    facing_mode: Option<Vec<String>>,
    resize_mode: Option<Vec<String>>,
    sample_rate: Option<Range>,
    sample_size: Option<Range>,
    echo_cancellation: Option<Vec<bool>>,
    auto_gain_control: Option<Vec<bool>>,
    noise_suppression: Option<Vec<bool>>,
    latency: Option<Range>,
    channel_count: Option<Range>,
    device_id: Option<String>,
    group_id: Option<String>,
    background_blur: Option<Vec<bool>>,
    display_surface: Option<String>,
    logical_surface: Option<bool>,
    cursor: Option<Vec<String>>,
    suppress_local_audio_playback: Option<Vec<bool>>,
}

/// Reads the twenty capabilities and returns the maximum width.
fn read_capabilities(js: &JsValue) -> f64 {
    let capabilities = Capabilities {
        width: range(&read(js, "width")),
        height: range(&read(js, "height")),
        aspect_ratio: range(&read(js, "aspectRatio")),
        frame_rate: range(&read(js, "frameRate")),
        facing_mode: texts(&read(js, "facingMode")),
        resize_mode: texts(&read(js, "resizeMode")),
        sample_rate: range(&read(js, "sampleRate")),
        sample_size: range(&read(js, "sampleSize")),
        echo_cancellation: flags(&read(js, "echoCancellation")),
        auto_gain_control: flags(&read(js, "autoGainControl")),
        noise_suppression: flags(&read(js, "noiseSuppression")),
        latency: range(&read(js, "latency")),
        channel_count: range(&read(js, "channelCount")),
        device_id: text(js, "deviceId"),
        group_id: text(js, "groupId"),
        background_blur: flags(&read(js, "backgroundBlur")),
        display_surface: text(js, "displaySurface"),
        logical_surface: flag(js, "logicalSurface"),
        cursor: texts(&read(js, "cursor")),
        suppress_local_audio_playback: flags(&read(js, "suppressLocalAudioPlayback")),
    };
    std::hint::black_box(&capabilities);
    let width = capabilities.width.as_ref();
    width.and_then(|range| range.max).unwrap_or_default()
}

/// Calls `getCapabilities`, which web-sys provides only with `web_sys_unstable_apis`.
fn capabilities_object(track: &MediaStreamTrack) -> JsValue {
    track.unchecked_ref::<HasCapabilities>().get_capabilities()
}

#[wasm_bindgen(js_name = webSysCapabilities)]
pub fn capabilities(track: &MediaStreamTrack, times: u32) -> f64 {
    let mut sum = 0.0;
    for _ in 0..times {
        let js = capabilities_object(track);
        sum += read_capabilities(&js);
        std::hint::black_box((
            NUMBERS.map(|name| with_step(&read(&js, name))),
            TEXTS.map(|name| texts(&read(&js, name))),
            FLAGS.map(|name| flags(&read(&js, name))),
            read(&js, POINTS),
        ));
    }
    sum
}

#[wasm_bindgen(js_name = webSysTwentyCapabilities)]
pub fn twenty_capabilities(track: &MediaStreamTrack, times: u32) -> f64 {
    (0..times)
        .map(|_| read_capabilities(&capabilities_object(track)))
        .sum()
}

#[wasm_bindgen(js_name = webSysConstraints)]
pub fn constraints(times: u32) -> JsValue {
    let mut last = JsValue::UNDEFINED;
    for time in 0..times {
        let video = MediaTrackConstraints::new();
        video.set_width(&(1280 + time % 2).into());
        video.set_height(&720.into());
        let rate = ConstrainDoubleRange::new();
        rate.set_min(15.0);
        rate.set_ideal(30.0);
        rate.set_max(60.0);
        video.set_frame_rate(&rate);
        video.set_facing_mode(&"user".into());
        video.set_device_id(&"0123456789abcdef".into());
        video.set_echo_cancellation(&true.into());
        video.set_auto_gain_control(&false.into());
        video.set_noise_suppression(&true.into());
        video.set_channel_count(&2.into());
        // web-sys has no setter for `aspectRatio`.
        let _ = Reflect::set(&video, &"aspectRatio".into(), &1.5.into());
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&video);
        last = constraints.into();
    }
    last
}

#[wasm_bindgen]
extern "C" {
    type Members;

    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Members;

    #[wasm_bindgen(method, setter)]
    fn set_video(this: &Members, value: &Members);
    #[wasm_bindgen(method, setter)]
    fn set_width(this: &Members, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_height(this: &Members, value: f64);
    #[wasm_bindgen(method, setter, js_name = frameRate)]
    fn set_frame_rate(this: &Members, value: &Members);
    #[wasm_bindgen(method, setter)]
    fn set_min(this: &Members, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_ideal(this: &Members, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_max(this: &Members, value: f64);
    #[wasm_bindgen(method, setter, js_name = facingMode)]
    fn set_facing_mode(this: &Members, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = deviceId)]
    fn set_device_id(this: &Members, value: &str);
    #[wasm_bindgen(method, setter, js_name = echoCancellation)]
    fn set_echo_cancellation(this: &Members, value: bool);
    #[wasm_bindgen(method, setter, js_name = autoGainControl)]
    fn set_auto_gain_control(this: &Members, value: bool);
    #[wasm_bindgen(method, setter, js_name = noiseSuppression)]
    fn set_noise_suppression(this: &Members, value: bool);
    #[wasm_bindgen(method, setter, js_name = channelCount)]
    fn set_channel_count(this: &Members, value: f64);
    #[wasm_bindgen(method, setter, js_name = aspectRatio)]
    fn set_aspect_ratio(this: &Members, value: f64);
}

/// The minimum: one setter call for each member, without conversions, and with an existing string.
#[wasm_bindgen(js_name = leastConstraints)]
pub fn least_constraints(times: u32) -> JsValue {
    let user = JsValue::from_str("user");
    let mut last = JsValue::UNDEFINED;
    for time in 0..times {
        let rate = Members::new();
        rate.set_min(15.0);
        rate.set_ideal(30.0);
        rate.set_max(60.0);
        let video = Members::new();
        video.set_width(f64::from(1280 + time % 2));
        video.set_height(720.0);
        video.set_frame_rate(&rate);
        video.set_facing_mode(&user);
        video.set_device_id("0123456789abcdef");
        video.set_echo_cancellation(true);
        video.set_auto_gain_control(false);
        video.set_noise_suppression(true);
        video.set_channel_count(2.0);
        video.set_aspect_ratio(1.5);
        let constraints = Members::new();
        constraints.set_video(&video);
        last = constraints.into();
    }
    last
}

/// Counts the events of a target in a listener.
#[wasm_bindgen(js_name = WebSysListener)]
pub struct Listener {
    target: EventTarget,
    closure: Closure<dyn FnMut(web_sys::Event)>,
    count: Rc<Cell<u32>>,
}

#[wasm_bindgen(js_class = WebSysListener)]
impl Listener {
    #[wasm_bindgen(constructor)]
    pub fn new(target: EventTarget, name: &str) -> Result<Self, JsValue> {
        let count = Rc::new(Cell::new(0));
        let closure = Closure::new({
            let count = count.clone();
            move |_: web_sys::Event| count.set(count.get() + 1)
        });
        target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())?;
        Ok(Listener {
            target,
            closure,
            count,
        })
    }

    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub fn off(self, name: &str) -> Result<(), JsValue> {
        self.target
            .remove_event_listener_with_callback(name, self.closure.as_ref().unchecked_ref())
    }
}

/// Counts the events of a target in a task that awaits each.
///
/// This is the minimal waker, which keeps only the last event.
#[wasm_bindgen(js_name = WebSysTask)]
pub struct Task {
    target: EventTarget,
    closure: Closure<dyn FnMut(web_sys::Event)>,
    count: Rc<Cell<u32>>,
}

#[wasm_bindgen(js_class = WebSysTask)]
impl Task {
    #[wasm_bindgen(constructor)]
    pub fn new(target: EventTarget, name: &str) -> Result<Self, JsValue> {
        let count = Rc::new(Cell::new(0));
        let waiting: Rc<(Cell<bool>, RefCell<Option<Waker>>)> = Rc::default();
        let closure = Closure::new({
            let waiting = waiting.clone();
            move |_: web_sys::Event| {
                waiting.0.set(true);
                if let Some(waker) = &*waiting.1.borrow() {
                    waker.wake_by_ref();
                }
            }
        });
        target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())?;
        let weak = Rc::downgrade(&count);
        spawn_local(async move {
            loop {
                poll_fn(|context| {
                    if waiting.0.take() {
                        return Poll::Ready(());
                    }
                    let mut waker = waiting.1.borrow_mut();
                    if waker.is_none() {
                        *waker = Some(context.waker().clone());
                    }
                    Poll::Pending
                })
                .await;
                match weak.upgrade() {
                    Some(count) => count.set(count.get() + 1),
                    None => return,
                }
            }
        });
        Ok(Task {
            target,
            closure,
            count,
        })
    }

    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub fn off(self, name: &str) -> Result<(), JsValue> {
        self.target
            .remove_event_listener_with_callback(name, self.closure.as_ref().unchecked_ref())
    }
}
