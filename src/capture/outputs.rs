//! The elements and senders that follow a capture.

use std::cell::RefCell;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlMediaElement;

use super::live::LiveTracks;
use crate::stream::{MediaStream, show};
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

#[derive(Default)]
pub(super) struct Outputs {
    elements: RefCell<Vec<HtmlMediaElement>>,
    senders: RefCell<Vec<(MediaStreamTrackKind, sys::RtcRtpSender)>>,
}

impl Outputs {
    pub(super) fn attach_element(&self, element: HtmlMediaElement, stream: Option<&MediaStream>) {
        if let Some(stream) = stream {
            show(&element, stream);
        }
        self.elements.borrow_mut().push(element);
    }

    pub(super) fn attach_sender(
        &self,
        kind: MediaStreamTrackKind,
        sender: sys::RtcRtpSender,
        track: Option<&MediaStreamTrack>,
    ) {
        if let Some(track) = track {
            replace_track(&sender, track);
        }
        self.senders.borrow_mut().push((kind, sender));
    }

    /// Replaces the tracks of all senders and elements.
    pub(super) fn update(&self, live: &LiveTracks) {
        for (kind, sender) in &*self.senders.borrow() {
            if let Some(track) = live.track(*kind) {
                replace_track(sender, track);
            }
        }
        for element in &*self.elements.borrow() {
            show(element, &live.stream);
        }
    }
}

/// Replaces the track of a sender. A failure is ignored: it means that the connection is closed.
fn replace_track(sender: &sys::RtcRtpSender, track: &MediaStreamTrack) {
    if let Ok(promise) = sender.replace_track(track.as_web_sys()) {
        let replaced = JsFuture::from(js_sys::Promise::resolve(&promise));
        spawn_local(async move { drop(replaced.await) });
    }
}
