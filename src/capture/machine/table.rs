//! The plain data that a state refers to by number: requests and devices.
//!
//! The numbers are cheap to copy and to compare, and a state of numbers can be explored exhaustively.

use super::device::{
    constraint, device_id, for_any_device, for_browser, for_device, is_required, several_ids, split,
};
use crate::constraints::{TrackRequest, key};
use crate::devices::MediaDeviceInfo;
use crate::json::JsonValue;

/// The number of entries above which unused ones are replaced.
const CAPACITY: usize = 32;

static OFF: TrackRequest = TrackRequest::Off;

/// The number of a request. Equal requests have the same number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::capture) struct RequestKey(u16);

impl RequestKey {
    pub(super) const OFF: RequestKey = RequestKey(0);

    pub(super) fn is_off(self) -> bool {
        self == RequestKey::OFF
    }
}

/// The number of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) struct DeviceKey(u16);

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    requests: Entries<TrackRequest>,
    devices: Entries<MediaDeviceInfo>,
    /// The devices that the browser listed last.
    pub(super) listed: Vec<MediaDeviceInfo>,
}

impl Table {
    /// Returns the number of a request. `is_used` returns whether the state refers to a number.
    pub(super) fn add_request(
        &mut self,
        request: TrackRequest,
        is_used: impl Fn(RequestKey) -> bool,
    ) -> RequestKey {
        if request == OFF {
            return RequestKey::OFF;
        }
        let index = self.requests.add(request, |index| is_used(RequestKey(index + 1)));
        RequestKey(index + 1)
    }

    pub(super) fn request(&self, key: RequestKey) -> &TrackRequest {
        usize::from(key.0)
            .checked_sub(1)
            .and_then(|index| self.requests.values.get(index))
            .unwrap_or(&OFF)
    }

    pub(super) fn add_device(
        &mut self,
        device: MediaDeviceInfo,
        is_used: impl Fn(DeviceKey) -> bool,
    ) -> DeviceKey {
        DeviceKey(self.devices.add(device, |index| is_used(DeviceKey(index))))
    }

    pub(super) fn device(&self, key: DeviceKey) -> Option<&MediaDeviceInfo> {
        self.devices.values.get(usize::from(key.0))
    }

    /// Returns the device that has the role of this one, if it is a role and the list contains it.
    pub(super) fn resolved(&self, key: DeviceKey) -> Option<&MediaDeviceInfo> {
        let device = self.device(key)?;
        device.device_in(&self.listed).or(Some(device))
    }

    pub(super) fn is_role(&self, key: DeviceKey) -> bool {
        self.device(key).is_some_and(MediaDeviceInfo::is_duplicate)
    }

    /// Returns whether a device of this kind is in the list. A list that hides the ids contains every device of its
    /// kinds.
    pub(super) fn is_present(&self, key: DeviceKey) -> bool {
        let Some(device) = self.device(key) else {
            return true;
        };
        if device.is_duplicate() {
            return device.device_in(&self.listed).is_some();
        }
        self.listed.iter().any(|other| {
            let is_same = device.device_id.is_none() || other.device_id.is_none();
            other.kind == device.kind
                && !other.is_duplicate()
                && (is_same || other.device_id == device.device_id)
        })
    }

    /// Returns the own id of a device.
    fn id(&self, device: DeviceKey) -> Option<&str> {
        self.resolved(device)?.device_id.as_deref()
    }

    /// Returns whether a device has the role of an entry of the list.
    pub(super) fn has_role(&self, device: DeviceKey, role: DeviceKey) -> bool {
        device == role || !self.is_role(device) && self.id(device) == self.id(role)
    }

    /// Returns whether a request selects a device by its role.
    pub(super) fn selects_role(&self, request: RequestKey, role: DeviceKey) -> bool {
        let request = self.request(request);
        self.device(role).is_some_and(|role| match device_id(request) {
            Some(id) => role.device_id.as_deref() == Some(id),
            None => {
                role.is_default()
                    && several_ids(request).is_none()
                    && constraint(request, key::GROUP_ID.name()).is_none()
            }
        })
    }

    /// Returns whether a live track is what a request would open. `current` is the request of the track, and `role` its
    /// role.
    pub(super) fn satisfies(
        &self,
        current: RequestKey,
        device: DeviceKey,
        role: Option<DeviceKey>,
        wanted: RequestKey,
    ) -> bool {
        let has_moved = role.is_some_and(|role| !self.has_role(device, role));
        let selects_role = role.is_some_and(|role| self.selects_role(wanted, role));
        if has_moved && (selects_role || self.is_role(device)) {
            // The device of a track of the role is unknown.
            return false;
        }
        // Also if the track reports another device, or none: the same request would open the same track again.
        if current == wanted {
            return true;
        }
        let (wanted_id, wanted_rest) = split(self.request(wanted));
        let (current_id, current_rest) = split(self.request(current));
        if wanted_rest != current_rest {
            return false;
        }
        let id = self.id(device);
        if let Some(ids) = several_ids(self.request(wanted)) {
            return ids
                .iter()
                .any(|other| matches!(other, JsonValue::String(other) if id == Some(other)));
        }
        match wanted_id {
            _ if selects_role => true,
            Some(wanted_id) if id == Some(wanted_id) => true,
            // The required device is not the live one: the request is to open it.
            Some(_) if is_required(self.request(wanted)) => false,
            id => id == current_id && several_ids(self.request(current)).is_none(),
        }
    }

    /// Returns the request with this device as a required constraint.
    pub(super) fn for_device(&self, key: RequestKey, device: DeviceKey) -> TrackRequest {
        for_device(self.request(key), self.id(device))
    }

    pub(super) fn for_any_device(&self, key: RequestKey) -> TrackRequest {
        for_any_device(self.request(key)).into()
    }

    pub(super) fn for_browser(&self, key: RequestKey) -> TrackRequest {
        for_browser(self.request(key))
    }
}

/// Values by their index.
#[derive(Clone, Debug)]
struct Entries<T> {
    values: Vec<T>,
    /// The index where the search for an unused entry begins. An entry is not replaced right after it was added.
    cursor: usize,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries {
            values: Vec::new(),
            cursor: 0,
        }
    }
}

impl<T: PartialEq> Entries<T> {
    /// Returns the index of a value, which is added or replaces an unused one.
    fn add(&mut self, value: T, is_used: impl Fn(u16) -> bool) -> u16 {
        if let Some(index) = self.values.iter().position(|known| *known == value) {
            return index as u16;
        }
        if self.values.len() >= CAPACITY {
            for _ in 0..CAPACITY {
                self.cursor = (self.cursor + 1) % CAPACITY;
                if !is_used(self.cursor as u16)
                    && let Some(unused) = self.values.get_mut(self.cursor)
                {
                    *unused = value;
                    return self.cursor as u16;
                }
            }
        }
        self.values.push(value);
        (self.values.len() - 1) as u16
    }
}
