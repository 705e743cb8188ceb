//! `use_media_devices`: the devices to choose from.

use leptos::prelude::*;
use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// The devices to choose from, and what was chosen: what [`use_media_devices`] gives.
///
/// It is a handle, and `Copy` as signals are. What it tells is reactive.
#[derive(Clone, Copy)]
pub struct MediaDeviceList {
    list: RwSignal<DeviceList>,
    watch: StoredValue<BrowserOnly<DeviceWatch>>,
}

/// The devices of the page, kept up to date for as long as the component is there.
///
/// Browsers hide most of it until the user has let the page use a device; then the names come. On a server, and until
/// the browser has answered, there are none.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = MediaDeviceList {
        list: RwSignal::new(DeviceList::new()),
        watch: StoredValue::new(None),
    };
    // Not before the component is in the page: what is hydrated must be what the server has sent.
    Effect::new(move |_| {
        let list = devices.list;
        let watch = DeviceWatch::new(move |devices| {
            list.try_update(|list| list.set_devices(devices));
        });
        devices.watch.set_value(Some(SendWrapper::new(watch)));
    });
    devices
}

impl MediaDeviceList {
    /// The devices of a kind, without entries that stand for another.
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> Vec<MediaDeviceInfo> {
        self.with(|list| list.of_kind(kind).cloned().collect())
    }

    /// The devices of a kind with a name for each: its label or, where the browser hides that, this noun and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, MediaDeviceInfo)> {
        self.with(|list| {
            let names = list.names(kind, noun).into_iter();
            names.map(|(name, device)| (name, device.clone())).collect()
        })
    }

    /// Chooses a device by its id, or leaves the choice to the browser.
    pub fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list.try_update(|list| list.select(kind, device_id));
    }

    /// The device of a kind that was chosen, if it is there. One that comes back is chosen again.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<MediaDeviceInfo> {
        self.with(|list| list.selected(kind).cloned())
    }

    /// These constraints, for the device that was chosen and no other; as they are where none was, or it is not there.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        self.with(|list| list.constrain(kind, constraints.clone()))
    }

    /// Asks for the list anew. That is not needed for what `local-media-stream` opens, but for what others do.
    pub fn refresh(&self) {
        self.watch
            .try_with_value(|watch| watch.as_ref().map(|watch| watch.refresh()));
    }

    fn with<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        self.list
            .try_with(&read)
            .unwrap_or_else(|| read(&DeviceList::new()))
    }
}
