//! `DeviceChange` and `DeviceChanges`: the devices that were connected and disconnected.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::info::MediaDeviceInfo;
use super::lister::DeviceLister;
use super::media_devices::MediaDevices;

/// A change of the list of devices.
///
/// A device is identified by kind and id. A device whose id the browser hid before permission, and exposes now, is not
/// a new one. `added` and `removed` are empty if only labels or the default device have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct DeviceChange {
    /// The devices that only the new list contains.
    pub added: Vec<MediaDeviceInfo>,
    /// The devices that only the old list contained.
    pub removed: Vec<MediaDeviceInfo>,
    /// The new list.
    pub devices: Vec<MediaDeviceInfo>,
}

impl DeviceChange {
    /// Compares two lists, such as those of a [`DeviceWatch`](crate::headless::DeviceWatch).
    pub fn between(old: &[MediaDeviceInfo], new: &[MediaDeviceInfo]) -> Self {
        let mut removed = old.to_vec();
        let mut added = new.to_vec();
        remove_pairs(&mut removed, &mut added, |old, new| {
            old.device_id == new.device_id
        });
        remove_pairs(&mut removed, &mut added, |old, new| {
            old.device_id.is_none() || new.device_id.is_none()
        });
        DeviceChange {
            added,
            removed,
            devices: new.to_vec(),
        }
    }
}

/// Removes a device from both lists if it is in both.
fn remove_pairs(
    removed: &mut Vec<MediaDeviceInfo>,
    added: &mut Vec<MediaDeviceInfo>,
    is_same: fn(&MediaDeviceInfo, &MediaDeviceInfo) -> bool,
) {
    added.retain(|new| {
        let mut old = removed.extract_if(.., |old| old.kind == new.kind && is_same(old, new));
        old.next().is_none()
    });
}

/// The changes of the list of devices as a [`Stream`], as [`MediaDevices::device_changes`] returns it.
///
/// It never ends.
///
/// # Drop behavior
/// Dropping it removes its listener.
#[must_use = "it stops listening when it is dropped"]
pub struct DeviceChanges {
    lister: DeviceLister,
}

/// Changes of the list of devices.
impl MediaDevices {
    /// Returns the changes of the list of devices, from now on.
    ///
    /// A burst of `devicechange` events results in one change, also if the list is the same afterwards. When this crate
    /// has opened a stream, another change follows if the list differs: browsers then expose labels. A failed list is
    /// skipped.
    pub fn device_changes(&self) -> DeviceChanges {
        DeviceChanges {
            lister: DeviceLister::new(self.clone()),
        }
    }
}

impl DeviceChanges {
    /// Waits for the next change. Never `None`: the signature is that of every stream.
    pub async fn next(&mut self) -> Option<DeviceChange> {
        Some(poll_fn(|context| self.poll(context)).await)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<DeviceChange> {
        loop {
            let listing = ready!(self.lister.poll(context));
            if let Some(previous) = listing.previous
                && (listing.device_change || previous != listing.devices)
            {
                return Poll::Ready(DeviceChange::between(&previous, &listing.devices));
            }
        }
    }
}

impl Stream for DeviceChanges {
    type Item = DeviceChange;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<DeviceChange>> {
        self.poll(context).map(Some)
    }
}

impl fmt::Debug for DeviceChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DeviceChanges")
            .field(&self.lister.known())
            .finish()
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::devices::MediaDeviceKind;

    fn camera(id: &str) -> MediaDeviceInfo {
        let mut camera = MediaDeviceInfo::new(MediaDeviceKind::VideoInput);
        camera.device_id = (!id.is_empty()).then(|| id.to_owned());
        camera
    }

    fn ids(devices: &[MediaDeviceInfo]) -> Vec<&str> {
        devices
            .iter()
            .map(|device| device.device_id.as_deref().unwrap_or_default())
            .collect()
    }

    #[test]
    fn added_and_removed_devices_are_listed() {
        let change = DeviceChange::between(
            &[camera("a"), camera("b"), camera("c")],
            &[camera("d"), camera("b")],
        );
        assert_eq!(
            (ids(&change.added), ids(&change.removed)),
            (vec!["d"], vec!["a", "c"])
        );
        assert_eq!(ids(&change.devices), ["d", "b"]);
    }

    #[test]
    fn exposing_a_hidden_id_adds_no_device() {
        let change = DeviceChange::between(&[camera("")], &[camera("a"), camera("b")]);
        assert_eq!((ids(&change.added), ids(&change.removed)), (vec!["b"], vec![]));
        let change = DeviceChange::between(&[camera("a")], &[camera("")]);
        assert_eq!((ids(&change.added), ids(&change.removed)), (vec![], vec![]));
        let mut microphone = camera("");
        microphone.kind = MediaDeviceKind::AudioInput;
        let change = DeviceChange::between(&[microphone], &[camera("")]);
        assert_eq!((change.added.len(), change.removed.len()), (1, 1));
    }

    #[test]
    fn a_changed_label_adds_no_device() {
        let mut named = camera("a");
        named.label = Some("Camera".to_owned());
        let change = DeviceChange::between(&[camera("a")], &[named.clone()]);
        assert!(change.added.is_empty() && change.removed.is_empty());
        assert_eq!(change.devices, [named]);
    }

    proptest! {
        #[test]
        fn old_list_minus_removed_plus_added_is_new_list(
            old in prop::collection::vec("[a-d]", 0..8),
            new in prop::collection::vec("[a-d]", 0..8),
        ) {
            let devices = |ids: &[String]| ids.iter().map(|id| camera(id)).collect::<Vec<_>>();
            let change = DeviceChange::between(&devices(&old), &devices(&new));
            let mut result = devices(&old);
            for device in &change.removed {
                let index = result.iter().position(|old| old == device);
                prop_assert!(index.is_some());
                result.remove(index.unwrap_or_default());
            }
            result.extend(change.added.clone());
            let (mut result, mut expected) = (ids(&result), ids(&change.devices));
            result.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(result, expected);
            prop_assert!(change.added.iter().all(|device| !change.removed.contains(device)));
        }
    }
}
