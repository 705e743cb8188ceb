//! `use_media_devices`: the devices of the page and the selection.

use leptos::prelude::*;
use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the list is
/// empty.
#[derive(Clone, Copy)]
pub struct MediaDeviceList {
    list: RwSignal<DeviceList>,
    watch: StoredValue<BrowserOnly<DeviceWatch>>,
}

/// Lists the devices of the page and updates the list until the component is unmounted.
///
/// Browsers hide names and most devices until the user has granted access to one; then the list is updated. The list is
/// empty on a server, until the browser has returned the devices, and where the browser fails to list them.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = MediaDeviceList {
        list: RwSignal::new(DeviceList::new()),
        watch: StoredValue::new(None),
    };
    // In an effect, because the first render must equal the server's HTML for hydration.
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
    /// Returns the devices of a kind, without [duplicates](MediaDeviceInfo::is_duplicate).
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> Vec<MediaDeviceInfo> {
        self.with(|list| list.of_kind(kind).cloned().collect())
    }

    /// Returns the devices of a kind with display names: the label or, if the browser hides it, `noun` and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, MediaDeviceInfo)> {
        self.with(|list| {
            let names = list.names(kind, noun).into_iter();
            names.map(|(name, device)| (name, device.clone())).collect()
        })
    }

    /// Selects a device by its id. `None` leaves the choice to the browser.
    pub fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list.try_update(|list| list.select(kind, device_id));
    }

    /// Returns the selected device of a kind, if it is connected. A device that reconnects is still selected.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<MediaDeviceInfo> {
        self.with(|list| list.selected(kind).cloned())
    }

    /// Adds the id of the selected device as a required constraint. Adds nothing if no selected device is connected.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        self.with(|list| list.constrain(kind, constraints.clone()))
    }

    /// Lists the devices again. Only necessary after code other than `local-media-stream` has captured.
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
