//! `MediaDeviceList`: the devices and the selection of a component, as the hooks of a framework return them.

use super::DeviceList;
use crate::constraints::MediaTrackConstraints;
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};

/// The access of a framework to the [`DeviceList`] of a component, and to the watch that updates it.
pub trait DeviceListAccess {
    /// Reads the list. It is empty after the component is unmounted.
    fn with_list<T>(&self, read: impl Fn(&DeviceList) -> T) -> T;

    /// Selects a device, as [`DeviceList::select`] does, and renders the component.
    fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>);

    /// Lists the devices again.
    fn refresh(&self);
}

/// The devices of the page and the selection, as the hooks of the framework crates return them.
///
/// This is a handle: clones of it are the same list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaDeviceList<A> {
    access: A,
}

impl<A: DeviceListAccess> MediaDeviceList<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaDeviceList { access }
    }

    /// Returns the devices of a kind, without [duplicates](MediaDeviceInfo::is_duplicate).
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> Vec<MediaDeviceInfo> {
        self.access
            .with_list(|list| list.of_kind(kind).cloned().collect())
    }

    /// Returns the devices of a kind with display names: the label or, if the browser hides it, `noun` and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, MediaDeviceInfo)> {
        self.access.with_list(|list| {
            let names = list.names(kind, noun).into_iter();
            names.map(|(name, device)| (name, device.clone())).collect()
        })
    }

    /// Selects a device by its id. `None` leaves the choice to the browser. A changed selection renders the component.
    pub fn select(&self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.access.select(kind, device_id);
    }

    /// Returns the selected device of a kind, if it is connected. A device that reconnects is still selected.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<MediaDeviceInfo> {
        self.access.with_list(|list| list.selected(kind).cloned())
    }

    /// Adds the id of the selected device as a required constraint. Adds nothing if no selected device is connected.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        self.access
            .with_list(|list| list.constrain(kind, constraints.clone()))
    }

    /// Lists the devices again. Only necessary after code other than `local-media-stream` has captured.
    pub fn refresh(&self) {
        self.access.refresh();
    }
}
