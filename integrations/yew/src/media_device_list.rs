//! `use_media_devices`: the devices to choose from.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{DeviceList, DeviceWatch};
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind, MediaTrackConstraints};
use yew::prelude::*;

/// The devices to choose from, and what was chosen, as it was when the component was rendered: what
/// [`use_media_devices`] gives.
///
/// It is a handle: `Clone` is the same list.
#[derive(Clone)]
pub struct MediaDeviceList {
    list: UseReducerHandle<List>,
    watch: Rc<RefCell<Option<DeviceWatch>>>,
}

/// The devices of the page, kept up to date for as long as the component is there.
///
/// Browsers hide most of it until the user has let the page use a device; then the names come. On a server, and until
/// the browser has answered, there are none.
#[hook]
pub fn use_media_devices() -> MediaDeviceList {
    let list = use_reducer_eq(List::default);
    let watch = use_mut_ref(|| None);
    let dispatcher = list.dispatcher();
    let devices = MediaDeviceList { list, watch };
    {
        let watch = devices.watch.clone();
        // Not before the component is in the page: what is hydrated must be what the server has sent.
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
    /// The devices of a kind, without entries that stand for another.
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> Vec<MediaDeviceInfo> {
        self.list.0.of_kind(kind).cloned().collect()
    }

    /// The devices of a kind with a name for each: its label or, where the browser hides that, this noun and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, MediaDeviceInfo)> {
        let names = self.list.0.names(kind, noun).into_iter();
        names.map(|(name, device)| (name, device.clone())).collect()
    }

    /// Chooses a device by its id, or leaves the choice to the browser. The component is rendered anew.
    pub fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.list
            .dispatch(Change::Select(kind, device_id.map(str::to_owned)));
    }

    /// The device of a kind that was chosen, if it is there. One that comes back is chosen again.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<MediaDeviceInfo> {
        self.list.0.selected(kind).cloned()
    }

    /// These constraints, for the device that was chosen and no other; as they are where none was, or it is not there.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        self.list.0.constrain(kind, constraints)
    }

    /// Asks for the list anew. That is not needed for what `local-media-stream` opens, but for what others do.
    pub fn refresh(&self) {
        if let Some(watch) = &*self.watch.borrow() {
            watch.refresh();
        }
    }
}

/// The list in the form in which Yew keeps state.
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

/// The same devices, and the same ones chosen.
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
