//! `active` and `inactive` of a stream, evened out: Chromium has these events; Firefox and Safari have not, and there
//! they are made from what happens to the tracks.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::changes::{self, Watching};
use super::delivery::{Callback, Delivery};
use super::event_listener::{EventListener, Listening};
use super::subscription::listen;
use crate::bindings;
use crate::media_stream::MediaStream;
use crate::media_stream_track::{MediaStreamTrack, MediaStreamTrackState};

/// Calls back whenever the stream becomes active (`true`) or inactive (`false`).
pub(crate) fn on_activity(stream: &MediaStream, becomes: bool, callback: Callback) -> EventListener {
    let js: &JsValue = stream.as_ref();
    if bindings::has_property(js, "oninactive") {
        return listen(js, if becomes { "active" } else { "inactive" }, callback);
    }
    let watch = Rc::new(Watch {
        stream: stream.clone(),
        becomes,
        active: Cell::new(stream.active()),
        tracks: Cell::default(),
        changes: Cell::default(),
        delivery: Delivery::new(callback),
    });
    let look = |name| {
        let watch = Rc::downgrade(&watch);
        listen(js, name, Box::new(move |_| look(&watch)))
    };
    watch.changes.set(vec![look("addtrack"), look("removetrack")]);
    watch.look();
    changes::watch(&watch);
    EventListener::to_made(watch)
}

fn look(watch: &Weak<Watch>) {
    if let Some(watch) = watch.upgrade() {
        watch.look();
    }
}

/// One callback on one stream.
struct Watch {
    stream: MediaStream,
    /// The change that is to be told.
    becomes: bool,
    /// What it was when it was looked at last.
    active: Cell<bool>,
    /// The tracks that can still end, and what listens for that.
    tracks: Cell<Vec<(MediaStreamTrack, EventListener)>>,
    changes: Cell<Vec<EventListener>>,
    delivery: Delivery,
}

impl Watching for Watch {
    fn look_again(self: Rc<Self>) {
        Watch::look(&self);
    }
}

impl Watch {
    /// Looks whether anything has changed.
    fn look(self: &Rc<Self>) {
        self.follow_tracks();
        let active = self.stream.active();
        if self.active.replace(active) == active || active != self.becomes {
            return;
        }
        // Later, as the browser's own event would be: whoever stops a stream is done with it before anybody hears.
        let watch = Rc::downgrade(self);
        spawn_local(async move {
            if let Some(watch) = watch.upgrade() {
                watch.delivery.deliver();
            }
        });
    }

    /// Listens to the tracks that the stream has now.
    fn follow_tracks(self: &Rc<Self>) {
        let mut known = self.tracks.take();
        let mut followed = Vec::new();
        for track in self.stream.tracks() {
            if track.ready_state() != MediaStreamTrackState::Live {
                continue;
            }
            let old = known.extract_if(.., |(known, _)| *known == track).next();
            followed.push(old.unwrap_or_else(|| {
                let watch = Rc::downgrade(self);
                let listener = track.on_ended(move || look(&watch));
                (track, listener)
            }));
        }
        self.tracks.set(followed);
    }
}

impl Listening for Watch {
    fn end(&self) {
        drop(self.changes.take());
        drop(self.tracks.take());
        self.delivery.end();
    }
}
