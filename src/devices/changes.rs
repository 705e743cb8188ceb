//! Which devices came, and which went.

use std::fmt;
use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::media_devices::{MediaDevices, decode_devices};
use crate::devices::MediaDeviceInfo;
use crate::events::{EventListener, EventQueue};

/// A change of what devices there are.
///
/// A device is told from another by its kind and id. One whose id the browser hid before permission, and shows now,
/// is not a new one. Both lists of differences are empty where only names changed, or which device the system
/// prefers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct DeviceChange {
    /// The devices that are there and were not before.
    pub added: Vec<MediaDeviceInfo>,
    /// The devices that were there before and are no more.
    pub removed: Vec<MediaDeviceInfo>,
    /// All the devices that are there now.
    pub devices: Vec<MediaDeviceInfo>,
}

impl DeviceChange {
    /// What has changed from one list to a later one, for whoever has lists of its own, as from a
    /// [`DeviceWatch`](crate::headless::DeviceWatch).
    pub fn between(old: &[MediaDeviceInfo], new: &[MediaDeviceInfo]) -> Self {
        let mut removed = old.to_vec();
        let mut added = new.to_vec();
        take_pairs(&mut removed, &mut added, |one, other| {
            one.device_id == other.device_id
        });
        take_pairs(&mut removed, &mut added, |one, other| {
            one.device_id.is_none() || other.device_id.is_none()
        });
        DeviceChange {
            added,
            removed,
            devices: new.to_vec(),
        }
    }
}

/// Takes out of both lists what is the same device.
fn take_pairs(
    removed: &mut Vec<MediaDeviceInfo>,
    added: &mut Vec<MediaDeviceInfo>,
    same: fn(&MediaDeviceInfo, &MediaDeviceInfo) -> bool,
) {
    added.retain(|new| {
        let mut old = removed.extract_if(.., |old| old.kind == new.kind && same(old, new));
        old.next().is_none()
    });
}

/// The changes of what devices there are, as a [`Stream`]: what [`MediaDevices::device_changes`] gives.
///
/// It never ends by itself.
///
/// # Drop behavior
/// Dropping it stops listening.
#[must_use = "it listens only for as long as it is kept"]
pub struct DeviceChanges {
    media_devices: MediaDevices,
    events: EventQueue<()>,
    /// The list that is on its way.
    asked: Option<JsFuture>,
    /// The last list; `None` before the first.
    known: Option<Vec<MediaDeviceInfo>>,
    _listener: EventListener,
}

/// Changes.
impl MediaDevices {
    /// The changes of what devices there are, from now on: which came, which went.
    ///
    /// What comes in a burst is one change. One comes for every burst of the browser's events, also if the lists
    /// before and after are the same. A list that could not be had is passed over.
    pub fn device_changes(&self) -> DeviceChanges {
        DeviceChanges::new(self.clone())
    }
}

impl DeviceChanges {
    pub(crate) fn new(media_devices: MediaDevices) -> Self {
        let events = EventQueue::new();
        let told = events.clone();
        DeviceChanges {
            _listener: media_devices.on_device_change(move || told.push(())),
            asked: media_devices.ask_devices().ok(),
            media_devices,
            events,
            known: None,
        }
    }

    /// The next change. Never `None`; it is the signature that every stream has.
    pub async fn next(&mut self) -> Option<DeviceChange> {
        Some(poll_fn(|context| self.poll(context)).await)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<DeviceChange> {
        loop {
            if let Some(asked) = &mut self.asked {
                let answer = ready!(Pin::new(asked).poll(context));
                self.asked = None;
                if let Some(change) = self.compare(answer) {
                    return Poll::Ready(change);
                }
            } else {
                ready!(self.events.poll(context));
                self.ask();
            }
        }
    }

    /// Asks for the list, on account of all the events that have come by now.
    fn ask(&mut self) {
        self.events.clear();
        self.asked = self.media_devices.ask_devices().ok();
    }

    fn compare(&mut self, answer: Result<JsValue, JsValue>) -> Option<DeviceChange> {
        // A list that could not be had says nothing; the next is compared with the last that could.
        let devices = decode_devices(&answer.ok()?);
        let Some(known) = &mut self.known else {
            self.known = Some(devices);
            return None;
        };
        if self.events.clear() {
            // What comes in a burst, as the parts of one piece of hardware do, is one change.
            self.ask();
            return None;
        }
        let known = mem::replace(known, devices.clone());
        Some(DeviceChange::between(&known, &devices))
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
        f.debug_tuple("DeviceChanges").field(&self.known).finish()
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
    fn differences() {
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
    fn an_id_that_was_hidden_makes_no_difference() {
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
    fn a_name_makes_no_difference() {
        let mut named = camera("a");
        named.label = Some("Camera".to_owned());
        let change = DeviceChange::between(&[camera("a")], &[named.clone()]);
        assert!(change.added.is_empty() && change.removed.is_empty());
        assert_eq!(change.devices, [named]);
    }

    proptest! {
        #[test]
        fn what_was_with_what_came_and_without_what_went_is_what_is(
            old in prop::collection::vec("[a-d]", 0..8),
            new in prop::collection::vec("[a-d]", 0..8),
        ) {
            let devices = |ids: &[String]| ids.iter().map(|id| camera(id)).collect::<Vec<_>>();
            let change = DeviceChange::between(&devices(&old), &devices(&new));
            let mut now = devices(&old);
            for device in &change.removed {
                let at = now.iter().position(|old| old == device);
                prop_assert!(at.is_some());
                now.remove(at.unwrap_or_default());
            }
            now.extend(change.added.clone());
            let (mut now, mut expected) = (ids(&now), ids(&change.devices));
            now.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(now, expected);
            prop_assert!(change.added.iter().all(|device| !change.removed.contains(device)));
        }
    }
}
