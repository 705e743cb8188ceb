//! Helpers for the browser tests of the crate and of its integrations.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::should_implement_trait,
    clippy::unwrap_used
)]

#[cfg(feature = "components")]
pub mod app;
#[cfg(feature = "components")]
mod components;
mod console;
mod element;
#[cfg(feature = "components")]
mod frames_page;
mod memory;
#[cfg(feature = "components")]
mod photo_page;
mod pictures;
#[cfg(feature = "components")]
mod recorder;
mod recordings;
mod sound;

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use local_media_stream::{
    LocalMediaStream, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack, get_user_media,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[cfg(feature = "components")]
pub use components::*;
pub use console::*;
pub use element::*;
#[cfg(feature = "components")]
pub use frames_page::*;
pub use memory::*;
#[cfg(feature = "components")]
pub use photo_page::*;
pub use pictures::*;
#[cfg(feature = "components")]
pub use recorder::*;
pub use recordings::*;
pub use sound::*;

/// Whether tests repeat their steps until small leaks show, for minutes: set if `SOAK` is set when the tests are compiled.
pub const SOAK: bool = option_env!("SOAK").is_some();

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    /// Returns the number of live tracks, of all that capture or cloning has created.
    #[wasm_bindgen(js_name = liveTracks)]
    pub fn live_tracks() -> u32;

    /// Returns the number of tracks that were created since the page was loaded.
    #[wasm_bindgen(js_name = tracksCreated)]
    pub fn tracks_created() -> u32;

    #[wasm_bindgen(js_name = untilTracksCreated)]
    fn until_tracks_created_js(count: u32) -> Promise;

    /// Returns the number of listeners that were added and not removed.
    pub fn listeners() -> u32;

    /// Sets a text that is printed with the message of a panic.
    pub fn progress(text: &str);

    /// Returns the number of unhandled promise rejections.
    #[wasm_bindgen(js_name = unhandledRejections)]
    pub fn unhandled_rejections() -> u32;

    /// Returns the number of uncaught exceptions.
    #[wasm_bindgen(js_name = uncaughtErrors)]
    pub fn uncaught_errors() -> u32;

    #[wasm_bindgen(js_name = nextTask)]
    fn next_task() -> Promise;

    #[wasm_bindgen(js_name = nextTimer)]
    fn next_timer_js() -> Promise;

    #[wasm_bindgen(js_name = nextFrame)]
    fn next_frame_js() -> Promise;

    #[wasm_bindgen(js_name = framesOf)]
    fn frames_of_js(stream: &web_sys::MediaStream, count: u32) -> Promise;

    #[wasm_bindgen(js_name = framesUntil)]
    fn frames_until_js(stream: &web_sys::MediaStream, width: u32, height: u32) -> Promise;

    #[wasm_bindgen(js_name = playUntil)]
    pub fn play_until(stream_or_element: &JsValue, width: u32, height: u32) -> Promise;

    #[wasm_bindgen(js_name = nextEvent)]
    fn next_event_js(target: &JsValue, name: &str) -> Promise;

    #[wasm_bindgen(js_name = iframe)]
    fn iframe_js(allow: Option<&str>) -> Promise;

    #[wasm_bindgen(js_name = frameDevices)]
    fn frame_devices(frame: &JsValue) -> web_sys::MediaDevices;

    #[wasm_bindgen(js_name = frameException)]
    fn frame_exception(frame: &JsValue, message: &str, name: &str) -> JsValue;

    #[wasm_bindgen(js_name = navigateFrame)]
    fn navigate_frame(frame: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = closeFrame)]
    fn close_frame(frame: &JsValue);

    #[wasm_bindgen(js_name = replace)]
    fn replace_js(object: &JsValue, name: &str, value: &JsValue) -> Function;

    #[wasm_bindgen(js_name = navigatorOfPage)]
    pub fn navigator_of_page() -> JsValue;

    #[wasm_bindgen(js_name = mediaDevicesOfPage)]
    pub fn navigator_media_devices() -> JsValue;

    /// Creates a function that returns the value.
    pub fn returning(value: &JsValue) -> JsValue;

    /// Creates a function that throws the value.
    pub fn throwing(value: &JsValue) -> JsValue;

    /// Creates a function that records its last arguments and returns a rejected promise.
    pub fn recording() -> JsValue;

    #[wasm_bindgen(js_name = double)]
    fn double_js(object: &JsValue, members: &JsValue) -> JsValue;

    fn misbehaving() -> Array;

    /// Creates an object that throws on every access.
    pub fn hostile() -> JsValue;

    /// Returns whether an object has a property.
    pub fn supports(object: &JsValue, name: &str) -> bool;

    /// Returns whether the page has a global of this name.
    #[wasm_bindgen(js_name = hasGlobal)]
    pub fn has_global(name: &str) -> bool;

    #[wasm_bindgen(js_name = dispatch)]
    fn dispatch_js(target: &JsValue, name: &str) -> bool;

    #[wasm_bindgen(js_name = dispatchWith)]
    fn dispatch_with_js(target: &JsValue, name: &str, members: &JsValue) -> bool;

    #[wasm_bindgen(js_name = countListeners)]
    fn count_listeners_js(target: &JsValue) -> Function;

    #[wasm_bindgen(js_name = loopback)]
    fn loopback_js(stream: &web_sys::MediaStream) -> Promise;

    type Loopback;

    #[wasm_bindgen(method, js_name = add)]
    fn add_js(this: &Loopback, track: &web_sys::MediaStreamTrack) -> Promise;

    #[wasm_bindgen(method, js_name = remove)]
    fn remove_js(this: &Loopback, track: &web_sys::MediaStreamTrack) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &Loopback);

    #[wasm_bindgen(js_name = buttonFor)]
    fn button_for(f: &Closure<dyn FnMut()>) -> web_sys::HtmlElement;

    /// Creates a worker that replies to each track it receives with its kind and state.
    #[wasm_bindgen(js_name = trackReportingWorker)]
    pub fn track_reporting_worker() -> JsValue;

    #[wasm_bindgen(js_name = nextMessage)]
    pub fn next_message(worker: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = hasDriver)]
    fn has_driver() -> bool;

    #[wasm_bindgen(js_name = driverCommand)]
    fn driver_command_js(command: &str, body: &str) -> Promise;

    #[wasm_bindgen(js_name = recordSkip)]
    fn record_skip(test: &str, reason: &str);

    #[wasm_bindgen(js_name = recordLine)]
    fn record_line(text: &str);
}

/// Opens a microphone and a camera.
pub async fn open() -> LocalMediaStream {
    get_user_media(&MediaStreamConstraints::new().audio(true).video(true))
        .await
        .expect("the fake devices open")
}

/// Plays a stream for this number of frames. Returns the width and the height of the video.
pub async fn frames_of(stream: &MediaStream, count: u32) -> (u32, u32) {
    let size: Array = JsFuture::from(frames_of_js(stream.as_web_sys(), count))
        .await
        .expect("the video plays")
        .unchecked_into();
    let side = |at| size.get(at).as_f64().expect("a number") as u32;
    (side(0), side(1))
}

/// Waits for the next event of this type. It listens from the call, not from the first poll.
pub fn next_event(target: impl AsRef<JsValue>, name: &str) -> impl Future<Output = ()> {
    let event = JsFuture::from(next_event_js(target.as_ref(), name));
    async { drop(event.await.expect("an event")) }
}

/// Plays a stream until its video has this width and height.
pub async fn frames_until(stream: &MediaStream, (width, height): (u32, u32)) {
    JsFuture::from(frames_until_js(stream.as_web_sys(), width, height))
        .await
        .expect("the video plays");
}

/// Waits until this number of tracks were created.
pub async fn until_tracks_created(count: u32) {
    JsFuture::from(until_tracks_created_js(count))
        .await
        .expect("the tracks are created");
}

/// Runs all pending microtasks and tasks: the reactions to settled promises, and their consequences.
pub async fn settle() {
    for _ in 0..2 {
        JsFuture::from(next_task()).await.expect("a task");
    }
}

/// Runs pending microtasks only: the reactions to settled promises.
pub async fn run_microtasks() {
    drop(JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await);
}

/// Waits until the timers without a delay have elapsed that were set before. [`settle`] does not wait for timers.
pub async fn next_timer() {
    drop(JsFuture::from(next_timer_js()).await.expect("a timer"));
}

/// Waits for the next animation frame.
pub async fn next_frame() {
    drop(JsFuture::from(next_frame_js()).await.expect("a frame"));
}

/// Runs tasks until the condition holds.
///
/// # Panics
/// If that takes a minute.
#[track_caller]
pub fn until(condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = Location::caller();
    let deadline = js_sys::Date::now() + 60_000.0;
    async move {
        while !condition() {
            assert!(js_sys::Date::now() < deadline, "timeout at {caller}");
            settle().await;
        }
    }
}

/// Dispatches an event from a script, without its cause.
pub fn dispatch(target: impl AsRef<JsValue>, name: &str) {
    dispatch_js(target.as_ref(), name);
}

/// Dispatches an event with these members.
pub fn dispatch_with(target: impl AsRef<JsValue>, name: &str, members: &[(&str, JsValue)]) {
    dispatch_with_js(target.as_ref(), name, &object(members));
}

/// Creates a plain object.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        js_sys::Reflect::set(&object, &JsValue::from_str(name), value).expect("a plain object");
    }
    object.into()
}

/// Returns a function that counts the current listeners of an object, of those added after this call.
pub fn count_listeners(target: impl AsRef<JsValue>) -> impl Fn() -> u32 {
    let count = count_listeners_js(target.as_ref());
    move || {
        let live = count.call0(&JsValue::UNDEFINED).expect("a count");
        live.as_f64().expect("a number") as u32
    }
}

/// Two peer connections of this page that transmit a stream.
pub struct PeerConnections(Loopback);

impl PeerConnections {
    pub async fn open(stream: &MediaStream) -> Self {
        let loopback = JsFuture::from(loopback_js(stream.as_web_sys())).await;
        PeerConnections(loopback.expect("two peer connections").unchecked_into())
    }

    /// Adds a track to the sender. Returns the received stream.
    pub async fn add(&self, track: &MediaStreamTrack) -> MediaStream {
        let stream = JsFuture::from(self.0.add_js(track.as_web_sys())).await;
        stream
            .expect("the stream is received")
            .unchecked_into::<web_sys::MediaStream>()
            .into()
    }

    /// Removes a track from the sender.
    pub async fn remove(&self, track: &MediaStreamTrack) {
        JsFuture::from(self.0.remove_js(track.as_web_sys()))
            .await
            .expect("the track is removed");
    }
}

impl Drop for PeerConnections {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Returns the last arguments of a [`recording`] function, as JSON.
pub fn recorded(function: &JsValue) -> String {
    let called = js_sys::Reflect::get(function, &"called".into()).expect("a function");
    called.as_string().unwrap_or_default()
}

/// An iframe of this origin, removed on drop.
pub struct Frame(JsValue);

impl Frame {
    pub async fn open(allow: Option<&str>) -> Self {
        Frame(JsFuture::from(iframe_js(allow)).await.expect("a frame"))
    }

    pub fn devices(&self) -> MediaDevices {
        frame_devices(&self.0).into()
    }

    pub fn window(&self) -> &JsValue {
        &self.0
    }

    /// Navigates to another document.
    pub async fn navigate(&self) {
        JsFuture::from(navigate_frame(&self.0))
            .await
            .expect("the document loads");
    }

    pub fn dom_exception(&self, message: &str, name: &str) -> JsValue {
        frame_exception(&self.0, message, name)
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        close_frame(&self.0);
    }
}

/// Replaces a property until it is dropped.
pub struct Replaced(Function);

pub fn replace(object: &JsValue, name: &str, value: &JsValue) -> Replaced {
    Replaced(replace_js(object, name, value))
}

impl Drop for Replaced {
    fn drop(&mut self) {
        self.0
            .call0(&JsValue::UNDEFINED)
            .expect("the property is restored");
    }
}

/// An object of the browser or of a fake, of which a test replaces members.
pub struct Double {
    object: JsValue,
    members: JsValue,
}

impl Double {
    pub fn new(original: impl AsRef<JsValue>) -> Self {
        let members = object(&[]);
        Double {
            object: double_js(original.as_ref(), &members),
            members,
        }
    }

    pub fn devices(&self) -> MediaDevices {
        self.object
            .clone()
            .unchecked_into::<web_sys::MediaDevices>()
            .into()
    }

    pub fn set(&self, name: &str, value: &JsValue) {
        js_sys::Reflect::set(&self.members, &name.into(), value).expect("a plain object");
    }

    /// Restores the member.
    pub fn reset(&self, name: &str) {
        js_sys::Reflect::delete_property(self.members.unchecked_ref::<js_sys::Object>(), &name.into())
            .expect("a plain object");
    }
}

/// Returns functions that a page may have in place of one of the browser, with their names. Not every value is a
/// function.
pub fn misbehaving_functions() -> Vec<(String, JsValue)> {
    named(&misbehaving())
}

/// Converts an array of pairs of a name and a value.
pub fn named(pairs: &Array) -> Vec<(String, JsValue)> {
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        (pair.get(0).as_string().expect("a name"), pair.get(1))
    };
    pairs.iter().map(pair).collect()
}

/// Executes a WebDriver command.
///
/// # Errors
/// The reason why the command is not available: no driver, or no support in this engine.
pub async fn driver_command(command: &str, body: &str) -> Result<String, String> {
    if !has_driver() {
        return Err("no WebDriver: run the tests with `cargo xtask test`".to_owned());
    }
    let response: Array = JsFuture::from(driver_command_js(command, body))
        .await
        .expect("the driver responds")
        .unchecked_into();
    let text = response.get(1).as_string().expect("a text");
    match response.get(0).as_f64().map(|status| status as u32) {
        Some(200) => Ok(text),
        Some(501) => Err(format!("{command} is not possible in this engine: {text}")),
        status => panic!("driver command {command} {body} failed: {status:?} {text}"),
    }
}

/// Sets the permission for the `camera` or the `microphone` to `granted` or `denied`.
///
/// # Errors
/// As [`driver_command`].
pub async fn set_permission(name: &str, state: &str) -> Result<String, String> {
    driver_command("permission", &format!(r#"{{"name":"{name}","state":"{state}"}}"#)).await
}

/// Calls a function in the click handler of a button that the driver clicks.
///
/// # Errors
/// As [`driver_command`].
pub async fn by_click<T: 'static>(handler: impl FnOnce() -> T + 'static) -> Result<T, String> {
    let result = Rc::new(Cell::new(None));
    let clicked = Rc::clone(&result);
    let mut handler = Some(handler);
    let closure = Closure::new(move || clicked.set(handler.take().map(|handler| handler())));
    let button = Element(button_for(&closure));
    driver_command("click", r#"{"selector":"button"}"#).await?;
    drop(button);
    Ok(result.take().expect("the button was clicked"))
}

/// Prints a line to the output of the test run.
pub async fn log(text: &str) {
    web_sys::console::log_1(&text.into());
    record_line(text);
}

/// Records that a test was skipped, and the reason.
pub async fn skip(test: &str, reason: &str) {
    web_sys::console::log_1(&format!("skipped: {test}: {reason}").into());
    record_skip(test, reason);
}

/// Returns a seed for [`Random`]. It is printed with the message of a panic.
pub fn seed() -> u64 {
    let seed = js_sys::Math::random().to_bits() | 1;
    progress(&format!("seed {seed}"));
    seed
}

/// A xorshift generator: the same sequence in every engine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
