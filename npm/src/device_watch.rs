//! The wasm part of js/device_watch.js.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use local_media_stream::headless::DeviceWatch;
use local_media_stream::{DeviceChange, MediaDeviceInfo, MediaDevices, MediaError};
use wasm_bindgen::prelude::*;

use crate::object::{object, string_or_null};
use crate::promise;

/// A device watch with its latest list.
#[wasm_bindgen(skip_typescript)]
pub struct DeviceSession {
    watch: DeviceWatch,
    latest: Rc<RefCell<Vec<MediaDeviceInfo>>>,
}

#[wasm_bindgen]
impl DeviceSession {
    #[wasm_bindgen(getter)]
    pub fn devices(&self) -> Array {
        let latest = self.latest.borrow();
        encode_list(&latest, &latest)
    }

    pub fn refresh(&self) {
        self.watch.refresh();
    }
}

/// Lists these devices, by default those of `navigator.mediaDevices`.
#[wasm_bindgen(js_name = enumerateDevices, skip_typescript)]
pub fn enumerate_devices(devices: Option<web_sys::MediaDevices>) -> Promise {
    promise::from_future(async {
        let devices = or_navigator(devices)?.enumerate_devices().await?;
        Ok(encode_list(&devices, &devices).into())
    })
}

/// Lists the devices, then calls back with the list, the added devices and the removed devices after each change.
#[wasm_bindgen(js_name = watchDevices, skip_typescript)]
pub fn watch_devices(devices: Option<web_sys::MediaDevices>, on_change: Function) -> Promise {
    promise::from_future(async {
        let devices = or_navigator(devices)?;
        let latest = Rc::new(RefCell::new(devices.enumerate_devices().await?));
        let previous = Rc::clone(&latest);
        let watch = DeviceWatch::with_devices(devices, move |after| {
            let before = previous.replace(after.clone());
            // The first list of the watch usually equals the one above.
            if before != after {
                let DeviceChange { added, removed, .. } = DeviceChange::between(&before, &after);
                let added = encode_list(&added, &after);
                let removed = encode_list(&removed, &before);
                // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
                let _ = on_change.call3(
                    &JsValue::UNDEFINED,
                    &encode_list(&after, &after),
                    &added,
                    &removed,
                );
            }
        });
        Ok(DeviceSession { watch, latest }.into())
    })
}

fn or_navigator(devices: Option<web_sys::MediaDevices>) -> Result<MediaDevices, MediaError> {
    devices.map_or_else(MediaDevices::from_navigator, |devices| Ok(devices.into()))
}

/// Encodes devices of a complete list.
fn encode_list(devices: &[MediaDeviceInfo], complete: &[MediaDeviceInfo]) -> Array {
    devices.iter().map(|device| encode(device, complete)).collect()
}

fn encode(device: &MediaDeviceInfo, complete: &[MediaDeviceInfo]) -> JsValue {
    let original = device.device_in(complete).filter(|_| device.is_duplicate());
    let original_id = original.and_then(|original| original.device_id.as_deref());
    object(&[
        ("kind", device.kind.as_str().into()),
        ("deviceId", string_or_null(device.device_id.as_deref())),
        ("groupId", string_or_null(device.group_id.as_deref())),
        ("label", string_or_null(device.label.as_deref())),
        ("isDefault", device.is_default().into()),
        ("isCommunications", device.is_communications().into()),
        ("isDuplicate", device.is_duplicate().into()),
        ("duplicateOf", string_or_null(original_id)),
    ])
}
