//! `use_media_devices`: the devices of the page and the selection.

use std::fmt;

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::{self, DeviceList, DeviceListAccess, DeviceWatch};

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the list is
/// empty.
pub type MediaDeviceList = headless::MediaDeviceList<DeviceSignals>;

/// The signals of a [`MediaDeviceList`].
#[derive(Clone, Copy, PartialEq)]
pub struct DeviceSignals {
    list: Signal<DeviceList>,
    watch: CopyValue<Option<DeviceWatch>>,
}

/// Lists the devices of the page and updates the list until the component is unmounted.
///
/// Browsers hide names and most devices until the user has granted access to one; then the list is updated. The list is
/// empty on a server, until the browser has returned the devices, and where the browser fails to list them.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = DeviceSignals {
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
    headless::MediaDeviceList::new(devices)
}

impl DeviceSignals {
    fn update(&self, change: impl FnOnce(&mut DeviceList)) {
        let mut list = self.list;
        if let Ok(mut list) = list.try_write() {
            change(&mut list);
        }
    }
}

impl DeviceListAccess for DeviceSignals {
    fn with_list<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        match self.list.try_read() {
            Ok(list) => read(&list),
            // The component is unmounted.
            Err(_) => read(&DeviceList::new()),
        }
    }

    fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.update(|list| list.select(kind, device_id));
    }

    fn refresh(&self) {
        if let Ok(watch) = self.watch.try_peek()
            && let Some(watch) = &*watch
        {
            watch.refresh();
        }
    }
}

impl fmt::Debug for DeviceSignals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = self.list.try_peek();
        f.debug_tuple("DeviceSignals")
            .field(&list.ok().as_deref())
            .finish()
    }
}
