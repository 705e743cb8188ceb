//! The tracks of a capture, by the numbers that the state machine knows.

use std::cell::{Cell, RefCell};
use std::rc::Weak;

use wasm_bindgen::{JsCast, JsValue};

use super::executor::ignore;
use crate::capture::machine::{Arrived, Event, Slot};
use crate::constraints::key;
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};
use crate::events::{EventListener, Topic, listen, notify};
use crate::stream::{LocalMediaStream, MediaStream};
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The receiver of events.
pub(super) trait EventSink {
    fn send(&self, event: Event);
}

#[derive(Default)]
pub(super) struct Tracks {
    /// The number of tracks that have arrived.
    count: Cell<u32>,
    held: RefCell<Vec<Held>>,
    stream: RefCell<Option<MediaStream>>,
    /// Reports that the last track of the stream has ended. Only Chromium dispatches this event.
    inactive: Cell<Option<EventListener>>,
}

/// A track in the stream.
struct Held {
    id: u32,
    slot: Slot,
    track: MediaStreamTrack,
    listeners: [EventListener; 3],
}

/// The stream of a settled request, with its live tracks.
pub(super) struct Arrival {
    stream: MediaStream,
    tracks: Vec<(u32, MediaStreamTrack)>,
}

impl Tracks {
    /// Returns the stream, whether or not a track is live.
    pub(super) fn stream(&self) -> Option<MediaStream> {
        self.stream.borrow().clone()
    }

    pub(super) fn track(&self, id: u32) -> Option<MediaStreamTrack> {
        let held = self.held.borrow();
        held.iter()
            .find(|held| held.id == id)
            .map(|held| held.track.clone())
    }

    /// Returns the tracks in the stream.
    pub(super) fn all(&self) -> Vec<(u32, MediaStreamTrack)> {
        let held = self.held.borrow();
        held.iter().map(|held| (held.id, held.track.clone())).collect()
    }

    /// Returns the track of a kind that is in the stream.
    pub(super) fn track_of(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        let held = self.held.borrow();
        held.iter()
            .rev()
            .find(|held| held.slot.kind() == kind)
            .map(|held| held.track.clone())
    }

    /// Gives the live tracks of a stream numbers.
    pub(super) fn receive(&self, stream: LocalMediaStream) -> (Arrival, Vec<Arrived>) {
        let stream = stream.into_media_stream();
        let mut arrival = Arrival {
            tracks: Vec::new(),
            stream,
        };
        let mut arrived = Vec::new();
        for track in tracks_of(&arrival.stream) {
            let kind = kind_of(&track);
            let id = self.count.get().wrapping_add(1);
            self.count.set(id);
            if is_live(&track) && kind != MediaStreamTrackKind::Unknown {
                arrived.push(Arrived {
                    track: id,
                    kind,
                    muted: flag(&track, "muted") == Some(true),
                    device: device_of(&track, kind),
                });
            }
            arrival.tracks.push((id, track));
        }
        (arrival, arrived)
    }

    /// Adds an arrived track to the stream. The first stream that arrives becomes the stream of the capture. Returns
    /// whether the browser accepted everything.
    pub(super) fn adopt<S: EventSink + 'static>(
        &self,
        arrival: Option<&mut Arrival>,
        id: u32,
        slot: Slot,
        enabled: bool,
        sink: &Weak<S>,
    ) -> bool {
        let Some(arrival) = arrival else {
            return false;
        };
        let Some((_, track)) = arrival.tracks.extract_if(.., |(other, _)| *other == id).next() else {
            return false;
        };
        let mut accepted = true;
        if !enabled {
            accepted = set_enabled(&track, false);
        }
        let stream = self.stream();
        match stream {
            Some(stream) => {
                let added = sys::call_method(stream.as_ref(), "addTrack", &[track.as_ref()]);
                accepted = added.is_ok() && accepted;
            }
            None => {
                self.inactive.set(Some(listen(
                    arrival.stream.as_ref(),
                    "inactive",
                    Box::new(move |_| notify(Topic::TracksChanged)),
                )));
                self.stream.replace(Some(arrival.stream.clone()));
            }
        }
        let report = |name: &'static str, event: fn(u32) -> Event| {
            let sink = sink.clone();
            listen(
                track.as_ref(),
                name,
                Box::new(move |_| {
                    if let Some(sink) = sink.upgrade() {
                        sink.send(event(id));
                    }
                }),
            )
        };
        let listeners = [
            report("ended", Event::Ended),
            report("mute", |id| Event::Muted(id, true)),
            report("unmute", |id| Event::Muted(id, false)),
        ];
        self.held.borrow_mut().push(Held {
            id,
            slot,
            track,
            listeners,
        });
        accepted
    }

    /// Stops what was not adopted.
    pub(super) fn stop_rest(&self, arrival: Arrival) {
        let arrived: &JsValue = arrival.stream.as_ref();
        let is_own = self.stream.borrow().as_ref().map(AsRef::as_ref) == Some(arrived);
        for (_, track) in arrival.tracks {
            stop(&track);
            if is_own {
                remove_from(&arrival.stream, &track);
            }
        }
    }

    /// Stops a track and removes it from the stream.
    pub(super) fn remove(&self, id: u32) {
        let held = {
            let mut all = self.held.borrow_mut();
            all.extract_if(.., |held| held.id == id).next()
        };
        let Some(Held { track, listeners, .. }) = held else {
            return;
        };
        stop(&track);
        drop(listeners);
        if let Some(stream) = self.stream() {
            remove_from(&stream, &track);
        }
    }

    pub(super) fn close_stream(&self) {
        drop(self.inactive.take());
        let stream = self.stream.take();
        drop(stream);
    }
}

/// Returns the tracks of a stream. Other objects are skipped.
fn tracks_of(stream: &MediaStream) -> impl Iterator<Item = MediaStreamTrack> {
    let tracks = sys::tracks_of(stream.as_ref()).into_iter();
    let tracks = tracks.filter(sys::is_media_stream_track);
    tracks.map(|track| track.unchecked_into::<web_sys::MediaStreamTrack>().into())
}

pub(super) fn is_live(track: &MediaStreamTrack) -> bool {
    sys::is_live_track(track.as_ref())
}

fn kind_of(track: &MediaStreamTrack) -> MediaStreamTrackKind {
    match sys::string_property(track.as_ref(), "kind") {
        Some(kind) => MediaStreamTrackKind::from(kind.as_str()),
        None => MediaStreamTrackKind::Unknown,
    }
}

/// Reads a boolean. `None` for a value of another type.
fn flag(track: &MediaStreamTrack, name: &str) -> Option<bool> {
    let value = sys::property(track.as_ref(), name)?;
    [false, true]
        .into_iter()
        .find(|flag| value == JsValue::from_bool(*flag))
}

/// Reads the device of a live track: Firefox forgets it when the track ends.
fn device_of(track: &MediaStreamTrack, kind: MediaStreamTrackKind) -> MediaDeviceInfo {
    let kind = match kind {
        MediaStreamTrackKind::Audio => MediaDeviceKind::AudioInput,
        _ => MediaDeviceKind::VideoInput,
    };
    let texts = [
        track.setting(key::DEVICE_ID),
        track.setting(key::GROUP_ID),
        sys::string_property(track.as_ref(), "label"),
    ];
    describe_device(kind, texts)
}

/// Returns the description of a device with its id, group and label. Empty ones are unknown.
pub(super) fn describe_device(kind: MediaDeviceKind, texts: [Option<String>; 3]) -> MediaDeviceInfo {
    let [device_id, group_id, label] = texts.map(|text| text.filter(|text| !text.is_empty()));
    MediaDeviceInfo {
        kind,
        device_id,
        group_id,
        label,
    }
}

/// Returns the values that the page may have set on a track.
pub(super) fn observe(id: u32, track: &MediaStreamTrack) -> Option<Event> {
    Some(Event::Observed {
        track: id,
        enabled: flag(track, "enabled")?,
        hint: sys::string_property(track.as_ref(), "contentHint"),
    })
}

/// Stops the tracks of a stream, which may be an object of the page.
pub(super) fn stop_all(stream: LocalMediaStream) {
    for track in tracks_of(&stream.into_media_stream()) {
        stop(&track);
    }
    notify_observers();
}

pub(super) fn stop(track: &MediaStreamTrack) {
    sys::stop_track(track.as_ref());
}

fn remove_from(stream: &MediaStream, track: &MediaStreamTrack) {
    let _ = sys::call_method(stream.as_ref(), "removeTrack", &[track.as_ref()]);
}

pub(super) fn set_enabled(track: &MediaStreamTrack, enabled: bool) -> bool {
    sys::set_property(track.as_ref(), "enabled", &JsValue::from_bool(enabled))
}

/// Applies constraints of an earlier track. The new device may not support them, which leaves its settings unchanged.
pub(super) fn apply(track: &MediaStreamTrack, constraints: &JsValue) {
    ignore(sys::call_method(
        track.as_ref(),
        "applyConstraints",
        &[constraints],
    ));
}

/// Sets a hint where the browser has hints. Elsewhere the property would have no effect.
pub(super) fn set_hint(track: &MediaStreamTrack, hint: &JsValue) {
    if sys::has_property(track.as_ref(), "contentHint") {
        sys::set_property(track.as_ref(), "contentHint", hint);
    }
}

/// Notifies the observers of this crate that the tracks have changed.
pub(super) fn notify_observers() {
    notify(Topic::TracksChanged);
}
