//! `use_media_devices`: the devices of the page and the selection.

use leptos::prelude::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::{self, DeviceList, DeviceListAccess, DeviceWatch};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the list is
/// empty.
pub type MediaDeviceList = headless::MediaDeviceList<DeviceSignals>;

/// The signals of a [`MediaDeviceList`].
#[derive(Clone, Copy, Debug)]
pub struct DeviceSignals {
    list: RwSignal<DeviceList>,
    watch: StoredValue<BrowserOnly<DeviceWatch>>,
}

/// Lists the devices of the page and updates the list until the component is unmounted.
///
/// Browsers hide names and most devices until the user has granted access to one; then the list is updated. The list is
/// empty on a server, until the browser has returned the devices, and where the browser fails to list them.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = DeviceSignals {
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
    headless::MediaDeviceList::new(devices)
}

impl DeviceListAccess for DeviceSignals {
    fn with_list<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        self.list
            .try_with(&read)
            .unwrap_or_else(|| read(&DeviceList::new()))
    }

    fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list.try_update(|list| list.select(kind, device_id));
    }

    fn refresh(&self) {
        self.watch
            .try_with_value(|watch| watch.as_ref().map(|watch| watch.refresh()));
    }
}
