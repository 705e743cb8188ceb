//! The options of displays, by the numbers that the state machine knows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::devices::MediaDevices;
use crate::display::DisplayMediaStreamOptions;
use crate::stream::PendingMediaStream;

/// Opens a display. A trait object, so that a program without displays does not link the code that encodes options.
trait OpenDisplay {
    fn open(&self, devices: &MediaDevices) -> PendingMediaStream;
    fn options(&self) -> &DisplayMediaStreamOptions;
}

impl OpenDisplay for DisplayMediaStreamOptions {
    fn open(&self, devices: &MediaDevices) -> PendingMediaStream {
        devices.get_display_media(self)
    }

    fn options(&self) -> &DisplayMediaStreamOptions {
        self
    }
}

#[derive(Default)]
pub(super) struct Displays {
    displays: RefCell<Vec<(u32, Rc<dyn OpenDisplay>)>>,
    count: Cell<u32>,
}

impl Displays {
    /// Returns the number of these options. Options that are not used are dropped.
    pub(super) fn key(&self, options: &DisplayMediaStreamOptions, is_used: impl Fn(u32) -> bool) -> u32 {
        let mut displays = self.displays.borrow_mut();
        displays.retain(|(key, _)| is_used(*key));
        if let Some((key, _)) = displays.iter().find(|(_, display)| display.options() == options) {
            return *key;
        }
        let key = self.count.get().wrapping_add(1);
        self.count.set(key);
        displays.push((key, Rc::new(options.clone())));
        key
    }

    pub(super) fn options(&self, key: u32) -> Option<DisplayMediaStreamOptions> {
        self.get(key).map(|display| display.options().clone())
    }

    pub(super) fn open(&self, key: u32, devices: &MediaDevices) -> Option<PendingMediaStream> {
        self.get(key).map(|display| display.open(devices))
    }

    fn get(&self, key: u32) -> Option<Rc<dyn OpenDisplay>> {
        let displays = self.displays.borrow();
        let (_, display) = displays.iter().find(|(other, _)| *other == key)?;
        Some(display.clone())
    }
}
