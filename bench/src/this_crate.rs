//! The benchmarks with this crate.

use std::cell::Cell;
use std::rc::Rc;

use local_media_stream::{
    Constrain, EventListener, FacingMode, LocalMediaStream, MediaDevices, MediaError, MediaStream,
    MediaStreamConstraints, MediaStreamTrack, MediaStreamTrackState, MediaTrackConstraints, get_user_media,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(js_name = crateOpen)]
pub async fn open() -> Result<JsValue, JsValue> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    Ok(MediaStream::into(stream.into_media_stream()))
}

#[wasm_bindgen(js_name = crateStop)]
pub fn stop(streams: Vec<web_sys::MediaStream>) {
    for stream in streams {
        LocalMediaStream::adopt(stream).stop();
    }
}

#[wasm_bindgen(js_name = crateTracks)]
pub fn tracks(stream: web_sys::MediaStream, times: u32) -> usize {
    let stream = MediaStream::from(stream);
    (0..times).map(|_| stream.tracks().len()).sum()
}

#[wasm_bindgen(js_name = crateStates)]
pub fn states(track: web_sys::MediaStreamTrack, times: u32) -> u32 {
    let track = MediaStreamTrack::from(track);
    let mut live = 0;
    for _ in 0..times {
        if track.ready_state() == MediaStreamTrackState::Live && track.enabled() && !track.muted() {
            live += 1;
        }
    }
    live
}

#[wasm_bindgen(js_name = crateSettings)]
pub fn settings(track: web_sys::MediaStreamTrack, times: u32) -> f64 {
    let track = MediaStreamTrack::from(track);
    let mut sum = 0.0;
    for _ in 0..times {
        let settings = track.settings();
        sum += settings.width.map_or(0.0, f64::from);
        std::hint::black_box(&settings);
    }
    sum
}

#[wasm_bindgen(js_name = crateCapabilities)]
pub fn capabilities(track: web_sys::MediaStreamTrack, times: u32) -> f64 {
    let track = MediaStreamTrack::from(track);
    let mut sum = 0.0;
    for _ in 0..times {
        let capabilities = track.capabilities();
        let width = capabilities.width.as_ref().and_then(|range| range.max);
        sum += width.map_or(0.0, f64::from);
        std::hint::black_box(&capabilities);
    }
    sum
}

#[wasm_bindgen(js_name = crateConstraints)]
pub fn constraints(times: u32) -> JsValue {
    let mut last = JsValue::UNDEFINED;
    for time in 0..times {
        let video = MediaTrackConstraints::new()
            .width(1280 + time % 2)
            .height(720)
            .frame_rate(Constrain::min(15.0).and_ideal(30.0).and_max(60.0))
            .facing_mode(FacingMode::User)
            .device_id("0123456789abcdef")
            .echo_cancellation(true)
            .auto_gain_control(false)
            .noise_suppression(true)
            .channel_count(2)
            .aspect_ratio(1.5);
        last = JsValue::from(&MediaStreamConstraints::new().video(video));
    }
    last
}

/// Counts `devicechange` events in a listener.
#[wasm_bindgen(js_name = CrateListener)]
pub struct Listener {
    count: Rc<Cell<u32>>,
    _listener: EventListener,
}

#[wasm_bindgen(js_class = CrateListener)]
impl Listener {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, MediaError> {
        let count = Rc::new(Cell::new(0));
        let listener = MediaDevices::from_navigator()?.on_device_change({
            let count = count.clone();
            move || count.set(count.get() + 1)
        });
        Ok(Listener {
            count,
            _listener: listener,
        })
    }

    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub fn off(self) {}
}

/// Counts `devicechange` events in a task that awaits each.
#[wasm_bindgen(js_name = CrateStream)]
pub struct Stream {
    count: Rc<Cell<u32>>,
}

#[wasm_bindgen(js_class = CrateStream)]
impl Stream {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, MediaError> {
        let count = Rc::new(Cell::new(0));
        let mut changes = MediaDevices::from_navigator()?.device_change_events();
        let weak = Rc::downgrade(&count);
        spawn_local(async move {
            while changes.next().await.is_some() {
                match weak.upgrade() {
                    Some(count) => count.set(count.get() + 1),
                    None => return,
                }
            }
        });
        Ok(Stream { count })
    }

    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub fn off(self) {}
}

/// Adds and removes `times` listeners.
#[wasm_bindgen(js_name = crateListeners)]
pub fn listeners(times: u32) -> Result<(), MediaError> {
    let devices = MediaDevices::from_navigator()?;
    let held: Vec<_> = (0..times).map(|_| devices.on_device_change(|| {})).collect();
    drop(held);
    Ok(())
}
