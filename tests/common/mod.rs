//! What every browser test needs. Each test file takes from it what it wants.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::should_implement_trait,
    clippy::unwrap_used
)]

#[cfg(feature = "components")]
mod components;
mod console;
mod element;

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

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    /// How many of all the tracks that were ever made are live now.
    #[wasm_bindgen(js_name = liveTracks)]
    pub fn live_tracks() -> u32;

    /// How many tracks were ever made.
    #[wasm_bindgen(js_name = tracksSeen)]
    pub fn tracks_seen() -> u32;

    #[wasm_bindgen(js_name = tracksToCome)]
    fn tracks_to_come_js(count: u32) -> Promise;

    /// How many listeners were added and not taken off.
    pub fn listeners() -> u32;

    /// What is being done; it is printed with the message of a panic.
    pub fn progress(what: &str);

    /// How many promises were rejected with nobody to hear it.
    #[wasm_bindgen(js_name = unhandledRejections)]
    pub fn unhandled_rejections() -> u32;

    /// How many exceptions nobody caught.
    #[wasm_bindgen(js_name = uncaughtErrors)]
    pub fn uncaught_errors() -> u32;

    #[wasm_bindgen(js_name = nextTask)]
    fn next_task() -> Promise;

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

    /// A function that returns this.
    pub fn answering(value: &JsValue) -> JsValue;

    /// A function that throws this.
    pub fn throwing(value: &JsValue) -> JsValue;

    /// A function that keeps what it was called with last, and refuses.
    pub fn recording() -> JsValue;

    /// Whether an object has a property.
    pub fn supports(object: &JsValue, name: &str) -> bool;

    /// Whether the page has a global of this name.
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

    /// A worker that answers each message with what kind of track it was and in what state.
    #[wasm_bindgen(js_name = listeningWorker)]
    pub fn listening_worker() -> JsValue;

    #[wasm_bindgen(js_name = nextMessage)]
    pub fn next_message(worker: &JsValue) -> Promise;

    fn controlled() -> bool;

    fn control(verb: &str, body: &str) -> Promise;
}

/// Audio and video, whatever there is.
pub async fn open() -> LocalMediaStream {
    get_user_media(&MediaStreamConstraints::new().audio(true).video(true))
        .await
        .expect("the fake devices open")
}

/// Plays a stream until that many frames have come; the width and the height of the picture.
pub async fn frames_of(stream: &MediaStream, count: u32) -> (u32, u32) {
    let size: Array = JsFuture::from(frames_of_js(stream.as_web_sys(), count))
        .await
        .expect("it plays")
        .unchecked_into();
    let side = |at| size.get(at).as_f64().expect("a number") as u32;
    (side(0), side(1))
}

/// The next event of this type. It is listened for from now on, not from when this is awaited.
pub fn next_event(target: impl AsRef<JsValue>, name: &str) -> impl Future<Output = ()> {
    let event = JsFuture::from(next_event_js(target.as_ref(), name));
    async { drop(event.await.expect("an event")) }
}

/// Plays a stream until its picture has this width and height.
pub async fn frames_until(stream: &MediaStream, (width, height): (u32, u32)) {
    JsFuture::from(frames_until_js(stream.as_web_sys(), width, height))
        .await
        .expect("it plays");
}

/// Waits until that many tracks have ever been made.
pub async fn tracks_to_come(count: u32) {
    JsFuture::from(tracks_to_come_js(count)).await.expect("they come");
}

/// Lets everything run that is due by now: the reactions to settled promises, and what they lead to.
pub async fn settle() {
    for _ in 0..2 {
        JsFuture::from(next_task()).await.expect("a task");
    }
}

/// Lets the reactions to settled promises run, and nothing else.
pub async fn soon() {
    drop(JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await);
}

/// Waits until the page is painted next.
pub async fn next_frame() {
    drop(JsFuture::from(next_frame_js()).await.expect("a frame"));
}

/// Lets tasks run until it is so. Fails if that takes a minute.
#[track_caller]
pub fn until(so: impl Fn() -> bool) -> impl Future<Output = ()> {
    let waits = Location::caller();
    let deadline = js_sys::Date::now() + 60_000.0;
    async move {
        while !so() {
            assert!(js_sys::Date::now() < deadline, "waited in vain at {waits}");
            settle().await;
        }
    }
}

/// Sends an event as only a page can: nothing has happened.
pub fn dispatch(target: impl AsRef<JsValue>, name: &str) {
    dispatch_js(target.as_ref(), name);
}

/// Sends an event with these members.
pub fn dispatch_with(target: impl AsRef<JsValue>, name: &str, members: &[(&str, JsValue)]) {
    dispatch_with_js(target.as_ref(), name, &object(members));
}

/// A plain object.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        js_sys::Reflect::set(&object, &JsValue::from_str(name), value).expect("a plain object");
    }
    object.into()
}

/// Counts the listeners that come to an object from now on and are still on it.
pub fn count_listeners(target: impl AsRef<JsValue>) -> impl Fn() -> u32 {
    let count = count_listeners_js(target.as_ref());
    move || {
        let live = count.call0(&JsValue::UNDEFINED).expect("a count");
        live.as_f64().expect("a number") as u32
    }
}

/// Two peer connections of this page, and a stream that goes from one to the other.
pub struct PeerConnections(Loopback);

impl PeerConnections {
    pub async fn open(stream: &MediaStream) -> Self {
        let loopback = JsFuture::from(loopback_js(stream.as_web_sys())).await;
        PeerConnections(loopback.expect("two peer connections").unchecked_into())
    }

    /// Adds a track at the near end; the stream at the far end, once it is there.
    pub async fn add(&self, track: &MediaStreamTrack) -> MediaStream {
        let stream = JsFuture::from(self.0.add_js(track.as_web_sys())).await;
        stream
            .expect("it arrives")
            .unchecked_into::<web_sys::MediaStream>()
            .into()
    }

    /// Removes it again.
    pub async fn remove(&self, track: &MediaStreamTrack) {
        JsFuture::from(self.0.remove_js(track.as_web_sys()))
            .await
            .expect("it is removed");
    }
}

impl Drop for PeerConnections {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// What a [`recording`] function was called with last, as JSON.
pub fn recorded(function: &JsValue) -> String {
    let called = js_sys::Reflect::get(function, &"called".into()).expect("a function");
    called.as_string().unwrap_or_default()
}

/// An iframe of this origin, taken away on drop.
pub struct Frame(JsValue);

impl Frame {
    pub async fn open(allow: Option<&str>) -> Self {
        Frame(JsFuture::from(iframe_js(allow)).await.expect("a frame"))
    }

    pub fn devices(&self) -> MediaDevices {
        frame_devices(&self.0).into()
    }

    /// Another document takes the place of the one that it has.
    pub async fn navigate(&self) {
        JsFuture::from(navigate_frame(&self.0)).await.expect("it loads");
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

/// Another value in a property's place, until it is dropped.
pub struct Replaced(Function);

pub fn replace(object: &JsValue, name: &str, value: &JsValue) -> Replaced {
    Replaced(replace_js(object, name, value))
}

impl Drop for Replaced {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).expect("it is put back");
    }
}

/// Asks the control channel for what only WebDriver can do. The reason where it cannot be done here.
pub async fn ask(verb: &str, body: &str) -> Result<String, String> {
    if !controlled() {
        return Err("no control channel: run by `cargo xtask test`".to_owned());
    }
    let answer: Array = JsFuture::from(control(verb, body))
        .await
        .expect("the control channel answers")
        .unchecked_into();
    let text = answer.get(1).as_string().expect("text");
    match answer.get(0).as_f64().map(|status| status as u32) {
        Some(200) => Ok(text),
        Some(501) => Err(format!("{verb} is not possible in this engine: {text}")),
        status => panic!("control channel: {verb} {body}: {status:?} {text}"),
    }
}

/// Has the user grant (`granted`) or refuse (`denied`) the `camera` or the `microphone`.
pub async fn permit(name: &str, state: &str) -> Result<String, String> {
    ask("permission", &format!(r#"{{"name":"{name}","state":"{state}"}}"#)).await
}

/// Does something as the user's click on a button would do it. The reason where nobody can click.
pub async fn by_click<T: 'static>(act: impl FnOnce() -> T + 'static) -> Result<T, String> {
    let result = Rc::new(Cell::new(None));
    let clicked = Rc::clone(&result);
    let mut act = Some(act);
    let closure = Closure::new(move || clicked.set(act.take().map(|act| act())));
    let button = Element(button_for(&closure));
    ask("click", r#"{"selector":"button"}"#).await?;
    drop(button);
    Ok(result.take().expect("it was clicked"))
}

/// Puts a line into the output of the run.
pub async fn log(text: &str) {
    web_sys::console::log_1(&text.into());
    if controlled() {
        let body = format!(
            r#"{{"text":{}}}"#,
            js_sys::JSON::stringify(&text.into()).expect("a string")
        );
        ask("log", &body).await.expect("it is printed");
    }
}

/// Says that a test cannot run here, and why.
pub async fn skip(test: &str, reason: &str) {
    web_sys::console::log_1(&format!("skipped: {test}: {reason}").into());
    if controlled() {
        let quoted = |text: &str| {
            js_sys::JSON::stringify(&text.into())
                .map(String::from)
                .expect("a string")
        };
        let body = format!(r#"{{"test":{},"reason":{}}}"#, quoted(test), quoted(reason));
        ask("skip", &body).await.expect("it is written down");
    }
}

/// A seed for [`Random`], which is printed with the message of a panic.
pub fn seed() -> u64 {
    let seed = js_sys::Math::random().to_bits() | 1;
    progress(&format!("seed {seed}"));
    seed
}

/// A generator of the xorshift family: small, and the same everywhere.
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
