//! `use_media_devices`: the devices of the page and the selection.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};
use yew::prelude::*;

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// The getters return the values of the render that created this handle. Clones share the list and may be passed to
/// children and callbacks.
#[derive(Clone)]
pub struct MediaDeviceList {
    list: UseReducerHandle<List>,
    watch: Rc<RefCell<Option<DeviceWatch>>>,
}

/// Lists the devices of the page and updates the list until the component is unmounted.
///
/// Browsers hide names and most devices until the user has granted access to one; then the list is updated. The list is
/// empty on a server, until the browser has returned the devices, and where the browser fails to list them.
#[hook]
pub fn use_media_devices() -> MediaDeviceList {
    let list = use_reducer_eq(List::default);
    let watch = use_mut_ref(|| None);
    let dispatcher = list.dispatcher();
    let devices = MediaDeviceList { list, watch };
    {
        let watch = devices.watch.clone();
        // In an effect, because the first render must equal the server's HTML for hydration.
        use_effect_with((), move |()| {
            watch.replace(Some(DeviceWatch::new(move |devices| {
                dispatcher.dispatch(Change::Devices(devices));
            })));
            move || drop(watch.take())
        });
    }
    devices
}

impl MediaDeviceList {
    /// Returns the devices of a kind, without [duplicates](MediaDeviceInfo::is_duplicate).
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> Vec<MediaDeviceInfo> {
        self.list.0.of_kind(kind).cloned().collect()
    }

    /// Returns the devices of a kind with display names: the label or, if the browser hides it, `noun` and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, MediaDeviceInfo)> {
        let names = self.list.0.names(kind, noun).into_iter();
        names.map(|(name, device)| (name, device.clone())).collect()
    }

    /// Selects a device by its id. `None` leaves the choice to the browser. A changed selection renders the component.
    pub fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list
            .dispatch(Change::Select(kind, device_id.map(str::to_owned)));
    }

    /// Returns the selected device of a kind, if it is connected. A device that reconnects is still selected.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<MediaDeviceInfo> {
        self.list.0.selected(kind).cloned()
    }

    /// Adds the id of the selected device as a required constraint. Adds nothing if no selected device is connected.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        self.list.0.constrain(kind, constraints)
    }

    /// Lists the devices again. Only necessary after code other than `local-media-stream` has captured.
    pub fn refresh(&self) {
        if let Some(watch) = &*self.watch.borrow() {
            watch.refresh();
        }
    }
}

/// The state of a Yew reducer.
#[derive(Default, PartialEq)]
struct List(DeviceList);

enum Change {
    Devices(Vec<MediaDeviceInfo>),
    Select(MediaDeviceKind, Option<String>),
}

impl Reducible for List {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut list = self.0.clone();
        match change {
            Change::Devices(devices) => list.set_devices(devices),
            Change::Select(kind, device_id) => list.select(kind, device_id.as_deref()),
        }
        Rc::new(List(list))
    }
}

/// Compares the devices and the selection.
impl PartialEq for MediaDeviceList {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl fmt::Debug for MediaDeviceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MediaDeviceList").field(&self.list.0).finish()
    }
}
