//! `DeviceWatch`: the list of devices, whenever it has changed.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use crate::devices::MediaDeviceInfo;
use crate::devices::MediaDevices;
use crate::events::{EventListener, Observer, STREAM_OPENED, observe};

/// Calls back with the devices that there are: once when the browser has told them, and whenever something of that has
/// changed. After the first permission that is their names.
///
/// A list that could not be had is passed over.
///
/// # Drop behavior
/// Dropping it ends the watch.
#[must_use = "it watches only for as long as it is kept"]
pub struct DeviceWatch {
    watch: Option<Rc<Watch>>,
}

struct Watch {
    this: Weak<Watch>,
    devices: MediaDevices,
    /// Whether a list is on its way.
    asked: Cell<bool>,
    /// Whether something has changed since it was asked for.
    outdated: Cell<bool>,
    known: RefCell<Option<Vec<MediaDeviceInfo>>>,
    tell: Box<dyn Fn(Vec<MediaDeviceInfo>)>,
    over: Cell<bool>,
    _listener: EventListener,
}

impl DeviceWatch {
    /// Watches the devices of the page. Where there is no page, nobody is ever called.
    pub fn new(on_change: impl Fn(Vec<MediaDeviceInfo>) + 'static) -> Self {
        let watch = MediaDevices::from_navigator()
            .ok()
            .map(|devices| Watch::begin(devices, Box::new(on_change)));
        DeviceWatch { watch }
    }

    /// Watches these devices: those of another page, or fake ones.
    pub fn with_devices(devices: MediaDevices, on_change: impl Fn(Vec<MediaDeviceInfo>) + 'static) -> Self {
        let watch = Watch::begin(devices, Box::new(on_change));
        DeviceWatch { watch: Some(watch) }
    }

    /// Asks for the list anew. That is not needed for what this crate opens, but for what others do.
    pub fn refresh(&self) {
        if let Some(watch) = &self.watch {
            watch.refresh();
        }
    }
}

impl Observer for Watch {
    fn notify(self: Rc<Self>) {
        self.refresh();
    }
}

impl Watch {
    fn begin(devices: MediaDevices, tell: Box<dyn Fn(Vec<MediaDeviceInfo>)>) -> Rc<Self> {
        let watch = Rc::new_cyclic(|this: &Weak<Watch>| {
            let listener = {
                let this = this.clone();
                devices.on_device_change(move || {
                    if let Some(watch) = this.upgrade() {
                        watch.refresh();
                    }
                })
            };
            Watch {
                this: this.clone(),
                devices,
                asked: Cell::new(false),
                outdated: Cell::new(false),
                known: RefCell::default(),
                tell,
                over: Cell::new(false),
                _listener: listener,
            }
        });
        observe(&STREAM_OPENED, &watch);
        watch.refresh();
        watch
    }

    fn refresh(&self) {
        self.outdated.set(true);
        if !self.asked.replace(true) {
            spawn_local(ask(self.this.clone()));
        }
    }

    fn answered(&self, devices: Vec<MediaDeviceInfo>) {
        if self.known.borrow().as_ref() != Some(&devices) {
            self.known.replace(Some(devices.clone()));
            (self.tell)(devices);
        }
    }
}

/// Asks until the list is of now. It keeps nobody watching.
async fn ask(watch: Weak<Watch>) {
    while let Some(asking) = watch.upgrade().filter(|watch| !watch.over.get()) {
        if !asking.outdated.replace(false) {
            asking.asked.set(false);
            return;
        }
        let list = asking.devices.enumerate_devices();
        drop(asking);
        let answer = list.await;
        let Some(watch) = watch.upgrade().filter(|watch| !watch.over.get()) else {
            return;
        };
        if let Ok(devices) = answer {
            // What comes in a burst, as the parts of one piece of hardware do, is told once.
            if !watch.outdated.get() {
                watch.answered(devices);
            }
        }
    }
}

impl Drop for DeviceWatch {
    fn drop(&mut self) {
        if let Some(watch) = &self.watch {
            // It may be what is calling back just now.
            watch.over.set(true);
        }
    }
}

impl fmt::Debug for DeviceWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.watch.as_ref().map(|watch| watch.known.borrow());
        f.debug_tuple("DeviceWatch").field(&known).finish()
    }
}
