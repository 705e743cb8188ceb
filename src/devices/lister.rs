//! `DeviceLister`: the list of devices, read again whenever it may have changed.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_core::Stream;
use wasm_bindgen_futures::JsFuture;

use super::info::MediaDeviceInfo;
use super::media_devices::{MediaDevices, decode_devices};
use crate::events::{EventListener, Observer, Topic, observe, push};

/// A source of lists of devices: one on creation, one after every `devicechange`, and one when this crate has opened a
/// stream. From then on browsers expose labels, and dispatch no event for that.
///
/// A burst of events, such as that of a headset with several devices, results in one list. A failed list is skipped.
/// Nothing is listed between polls.
pub(super) struct DeviceLister {
    media_devices: MediaDevices,
    triggers: Rc<Triggers>,
    refreshes: UnboundedReceiver<()>,
    /// The list that was requested and has not arrived.
    request: Option<JsFuture>,
    /// The last list that was not outdated on arrival. The first list counts in any case.
    known: Option<Vec<MediaDeviceInfo>>,
    _listener: EventListener,
}

/// The reasons to list the devices again.
pub(super) struct Triggers {
    refreshes: UnboundedSender<()>,
    /// Whether the browser has dispatched `devicechange` since the last list.
    device_change: Cell<bool>,
}

/// A list of devices.
pub(super) struct DeviceListing {
    /// The previous list. `None` for the first one.
    pub(super) previous: Option<Vec<MediaDeviceInfo>>,
    pub(super) devices: Vec<MediaDeviceInfo>,
    /// Whether a `devicechange` preceded this list. `false` for the first one.
    pub(super) device_change: bool,
}

impl Triggers {
    /// Requests another list.
    pub(super) fn refresh(&self) {
        push(&self.refreshes, ());
    }
}

impl Observer for Triggers {
    fn notify(self: Rc<Self>) {
        self.refresh();
    }
}

impl DeviceLister {
    pub(super) fn new(media_devices: MediaDevices) -> Self {
        let (sender, refreshes) = unbounded();
        let triggers = Rc::new(Triggers {
            refreshes: sender,
            device_change: Cell::new(false),
        });
        observe(Topic::StreamOpened, &triggers);
        let listener = media_devices.on_device_change({
            let triggers = Rc::clone(&triggers);
            move || {
                triggers.device_change.set(true);
                triggers.refresh();
            }
        });
        DeviceLister {
            request: media_devices.request_list().ok(),
            media_devices,
            triggers,
            refreshes,
            known: None,
            _listener: listener,
        }
    }

    pub(super) fn triggers(&self) -> Rc<Triggers> {
        Rc::clone(&self.triggers)
    }

    /// Returns the last list. `None` before the first one.
    pub(super) fn known(&self) -> Option<&[MediaDeviceInfo]> {
        self.known.as_deref()
    }

    /// Waits for the next list.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<DeviceListing> {
        loop {
            if let Some(request) = &mut self.request {
                let list = ready!(Pin::new(request).poll(context));
                self.request = None;
                if let Some(listing) = list.ok().and_then(|list| self.accept(decode_devices(&list))) {
                    return Poll::Ready(listing);
                }
            } else {
                ready!(Pin::new(&mut self.refreshes).poll_next(context));
                self.request();
            }
        }
    }

    /// Requests a list that covers all triggers until now.
    fn request(&mut self) {
        while self.refreshes.try_recv().is_ok() {}
        self.request = self.media_devices.request_list().ok();
    }

    fn accept(&mut self, devices: Vec<MediaDeviceInfo>) -> Option<DeviceListing> {
        // The first list is the baseline for later ones, so it is accepted even if it is outdated by now.
        if self.known.is_some() && self.refreshes.try_recv().is_ok() {
            self.request();
            return None;
        }
        let previous = self.known.replace(devices.clone());
        let device_change = previous.is_some() && self.triggers.device_change.take();
        Some(DeviceListing {
            previous,
            devices,
            device_change,
        })
    }
}
