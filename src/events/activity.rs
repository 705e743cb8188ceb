//! The `active` and `inactive` events of a stream in every browser. Only Chromium dispatches them; in Firefox and
//! Safari they are derived from changes of the tracks.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::callback::{Callback, CallbackCell};
use super::listener::{EventListener, Subscription};
use super::native::listen;
use super::observers::{Observer, Topic, observe};
use crate::sys;

/// Calls back whenever the stream becomes active (`true`) or inactive (`false`).
pub(crate) fn on_activity(stream: &sys::MediaStream, active: bool, callback: Callback) -> EventListener {
    if sys::has_property(stream, "oninactive") {
        return listen(stream, if active { "active" } else { "inactive" }, callback);
    }
    let monitor = Rc::new(Monitor {
        stream: stream.clone(),
        reported: active,
        active: Cell::new(stream.active()),
        tracks: Cell::default(),
        stream_listeners: Cell::default(),
        callback: CallbackCell::new(callback),
    });
    let listen_to = |name| {
        let monitor = Rc::downgrade(&monitor);
        listen(stream, name, Box::new(move |_| update(&monitor)))
    };
    monitor
        .stream_listeners
        .set(vec![listen_to("addtrack"), listen_to("removetrack")]);
    monitor.update();
    observe(Topic::TracksChanged, &monitor);
    EventListener::synthetic(monitor)
}

fn update(monitor: &Weak<Monitor>) {
    if let Some(monitor) = monitor.upgrade() {
        monitor.update();
    }
}

/// One callback on one stream.
struct Monitor {
    stream: sys::MediaStream,
    /// The change that is reported.
    reported: bool,
    /// The state at the last update.
    active: Cell<bool>,
    /// The live tracks with their `ended` listeners.
    tracks: Cell<Vec<(sys::MediaStreamTrack, EventListener)>>,
    stream_listeners: Cell<Vec<EventListener>>,
    callback: CallbackCell,
}

impl Observer for Monitor {
    fn notify(self: Rc<Self>) {
        Monitor::update(&self);
    }
}

impl Monitor {
    /// Compares the stream with its last known state.
    fn update(self: &Rc<Self>) {
        self.follow_tracks();
        let active = self.stream.active();
        if self.active.replace(active) == active || active != self.reported {
            return;
        }
        // In a task, as a native event would be: the code that stops a stream finishes before any callback runs.
        let monitor = Rc::downgrade(self);
        spawn_local(async move {
            if let Some(monitor) = monitor.upgrade() {
                monitor.callback.call();
            }
        });
    }

    /// Listens to the current tracks of the stream.
    fn follow_tracks(self: &Rc<Self>) {
        let mut known = self.tracks.take();
        let mut followed = Vec::new();
        for track in self.stream.tracks().iter() {
            if !track.is_live() {
                continue;
            }
            let old = known.extract_if(.., |(known, _)| same(known, &track)).next();
            followed.push(old.unwrap_or_else(|| {
                let monitor = Rc::downgrade(self);
                let listener = listen(&track, "ended", Box::new(move |_| update(&monitor)));
                (track, listener)
            }));
        }
        self.tracks.set(followed);
    }
}

fn same(one: &JsValue, other: &JsValue) -> bool {
    one == other
}

impl Subscription for Monitor {
    fn cancel(&self) {
        drop(self.stream_listeners.take());
        drop(self.tracks.take());
        self.callback.cancel();
    }
}
