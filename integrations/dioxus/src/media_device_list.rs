//! `use_media_devices`: the devices of the page and the selection.

use std::fmt;

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the list is
/// empty.
#[derive(Clone, Copy, PartialEq)]
pub struct MediaDeviceList {
    list: Signal<DeviceList>,
    watch: CopyValue<Option<DeviceWatch>>,
}

/// Lists the devices of the page and updates the list until the component is unmounted.
///
/// Browsers hide names and most devices until the user has granted access to one; then the list is updated. The list is
/// empty on a server, until the browser has returned the devices, and where the browser fails to list them.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = MediaDeviceList {
        list: use_signal(DeviceList::new),
        watch: use_hook(|| CopyValue::new(None)),
    };
    // In an effect, because the first render must equal the server's HTML for hydration.
    use_effect(move || {
        // Signals can only be written inside the runtime.
        let watch = DeviceWatch::new(Runtime::wrap_closure(move |new| {
            devices.update(|list| list.set_devices(new));
        }));
        let mut stored = devices.watch;
        stored.set(Some(watch));
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
        self.update(|list| list.select(kind, device_id));
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
        if let Ok(watch) = self.watch.try_peek()
            && let Some(watch) = &*watch
        {
            watch.refresh();
        }
    }

    fn with<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        match self.list.try_read() {
            Ok(list) => read(&list),
            // The component is unmounted.
            Err(_) => read(&DeviceList::new()),
        }
    }

    fn update(&self, change: impl FnOnce(&mut DeviceList)) {
        let mut list = self.list;
        if let Ok(mut list) = list.try_write() {
            change(&mut list);
        }
    }
}

impl fmt::Debug for MediaDeviceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = self.list.try_peek();
        f.debug_tuple("MediaDeviceList")
            .field(&list.ok().as_deref())
            .finish()
    }
}
