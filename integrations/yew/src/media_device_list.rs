//! `use_media_devices`: the devices of the page and the selection.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{self, DeviceList, DeviceListAccess, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind};
use yew::prelude::*;

/// The devices of the page and the selection, returned by [`use_media_devices`].
///
/// The getters return the values of the render that created this handle. Clones share the list and may be passed to
/// children and callbacks.
pub type MediaDeviceList = headless::MediaDeviceList<RenderedDevices>;

/// The list of a [`MediaDeviceList`] at the time of a render.
#[derive(Clone)]
pub struct RenderedDevices {
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
    let devices = RenderedDevices { list, watch };
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
    headless::MediaDeviceList::new(devices)
}

impl DeviceListAccess for RenderedDevices {
    fn with_list<T>(&self, read: impl Fn(&DeviceList) -> T) -> T {
        read(&self.list.0)
    }

    fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list
            .dispatch(Change::Select(kind, device_id.map(str::to_owned)));
    }

    fn refresh(&self) {
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
impl PartialEq for RenderedDevices {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl fmt::Debug for RenderedDevices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RenderedDevices").field(&self.list.0).finish()
    }
}
