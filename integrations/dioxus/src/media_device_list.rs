//! `use_media_devices`: the devices to choose from.

use std::fmt;

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};

/// The devices to choose from, and what was chosen: what [`use_media_devices`] gives.
///
/// It is a handle, and `Copy` as signals are. What it tells is reactive.
#[derive(Clone, Copy, PartialEq)]
pub struct MediaDeviceList {
    list: Signal<DeviceList>,
    watch: CopyValue<Option<DeviceWatch>>,
}

/// The devices of the page, kept up to date for as long as the component is there.
///
/// Browsers hide most of it until the user has let the page use a device; then the names come. On a server, and until
/// the browser has answered, there are none.
pub fn use_media_devices() -> MediaDeviceList {
    let devices = MediaDeviceList {
        list: use_signal(DeviceList::new),
        watch: use_hook(|| CopyValue::new(None)),
    };
    // Not before the component is in the page: what is hydrated must be what the server has sent.
    use_effect(move || {
        // What happens outside of Dioxus is told inside.
        let watch = DeviceWatch::new(Runtime::wrap_closure(move |found| {
            devices.update(|list| list.set_devices(found));
        }));
        let mut place = devices.watch;
        place.set(Some(watch));
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
        self.update(|list| list.select(kind, device_id));
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
        if let Ok(watch) = self.watch.try_peek()
            && let Some(watch) = &*watch
        {
            watch.refresh();
        }
    }

    fn with<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        match self.list.try_read() {
            Ok(list) => read(&list),
            // The component is gone.
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
