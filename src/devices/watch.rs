//! `DeviceWatch`: a callback for changes of the list of devices.

use std::cell::RefCell;
use std::fmt;
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, ready};

use wasm_bindgen_futures::spawn_local;

use super::info::MediaDeviceInfo;
use super::lister::{DeviceLister, Triggers};
use super::media_devices::MediaDevices;

/// A callback with the list of devices. It is called once initially, and whenever the list has changed. After the first
/// permission, the list contains labels.
///
/// A failed list is skipped.
///
/// # Drop behavior
/// Dropping it ends the calls.
#[must_use = "it stops watching when it is dropped"]
pub struct DeviceWatch {
    /// `None` outside a browser.
    watch: Option<Watch>,
}

struct Watch {
    shared: Rc<Shared>,
    triggers: Rc<Triggers>,
}

struct Shared {
    lister: RefCell<DeviceLister>,
    on_change: Box<dyn Fn(Vec<MediaDeviceInfo>)>,
}

impl DeviceWatch {
    /// Watches the devices of [this page](MediaDevices::from_navigator). Without them, the callback is never called.
    pub fn new(on_change: impl Fn(Vec<MediaDeviceInfo>) + 'static) -> Self {
        let watch = MediaDevices::from_navigator()
            .ok()
            .map(|devices| Watch::start(devices, Box::new(on_change)));
        DeviceWatch { watch }
    }

    /// Watches these devices: those of another page, or fake ones.
    pub fn with_devices(devices: MediaDevices, on_change: impl Fn(Vec<MediaDeviceInfo>) + 'static) -> Self {
        let watch = Watch::start(devices, Box::new(on_change));
        DeviceWatch { watch: Some(watch) }
    }

    /// Lists the devices again. Required when other code has opened a stream. Streams that this crate opens refresh
    /// the list themselves.
    pub fn refresh(&self) {
        if let Some(watch) = &self.watch {
            watch.triggers.refresh();
        }
    }
}

impl Watch {
    fn start(devices: MediaDevices, on_change: Box<dyn Fn(Vec<MediaDeviceInfo>)>) -> Self {
        let lister = DeviceLister::new(devices);
        let triggers = lister.triggers();
        let shared = Rc::new(Shared {
            lister: RefCell::new(lister),
            on_change,
        });
        spawn_local(run(Rc::downgrade(&shared)));
        Watch { shared, triggers }
    }
}

/// Calls back until the watch is dropped. The task owns the watch during a callback only.
async fn run(watch: Weak<Shared>) {
    while let Some(devices) = poll_fn(|context| poll_change(&watch, context)).await {
        if let Some(watch) = watch.upgrade() {
            (watch.on_change)(devices);
        }
    }
}

/// Waits for the next list that differs from the previous one. `None` after the watch was dropped.
fn poll_change(watch: &Weak<Shared>, context: &mut Context<'_>) -> Poll<Option<Vec<MediaDeviceInfo>>> {
    let Some(watch) = watch.upgrade() else {
        return Poll::Ready(None);
    };
    let mut lister = watch.lister.borrow_mut();
    loop {
        let listing = ready!(lister.poll(context));
        if listing.previous.as_ref() != Some(&listing.devices) {
            return Poll::Ready(Some(listing.devices));
        }
    }
}

impl fmt::Debug for DeviceWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lister = self
            .watch
            .as_ref()
            .and_then(|watch| watch.shared.lister.try_borrow().ok());
        let known = lister.as_ref().and_then(|lister| lister.known());
        f.debug_tuple("DeviceWatch").field(&known).finish()
    }
}
