//! The devices for JavaScript, and their changes: what js/device_watch.js is made on.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use local_media_stream::headless::DeviceWatch;
use local_media_stream::{DeviceChange, JsonObject, JsonValue, MediaDeviceInfo, MediaDevices, MediaError};
use wasm_bindgen::prelude::*;

use crate::promise;

/// A watch, and the list that it has told last.
#[wasm_bindgen(skip_typescript)]
pub struct DeviceSession {
    watch: DeviceWatch,
    known: Rc<RefCell<Vec<MediaDeviceInfo>>>,
}

#[wasm_bindgen]
impl DeviceSession {
    #[wasm_bindgen(getter)]
    pub fn devices(&self) -> Array {
        let known = self.known.borrow();
        list(&known, &known)
    }

    pub fn refresh(&self) {
        self.watch.refresh();
    }
}

/// The list of these devices, or of those of the page.
#[wasm_bindgen(js_name = enumerateDevices, skip_typescript)]
pub fn enumerate_devices(devices: Option<web_sys::MediaDevices>) -> Promise {
    promise::of(async {
        let devices = of(devices)?.enumerate_devices().await?;
        Ok(list(&devices, &devices).into())
    })
}

/// A watch, once there is a list, that calls back with all devices, those that came and those that went.
#[wasm_bindgen(js_name = watchDevices, skip_typescript)]
pub fn watch_devices(devices: Option<web_sys::MediaDevices>, changed: Function) -> Promise {
    promise::of(async {
        let devices = of(devices)?;
        let known = Rc::new(RefCell::new(devices.enumerate_devices().await?));
        let last = Rc::clone(&known);
        let watch = DeviceWatch::with_devices(devices, move |now| {
            let before = last.replace(now.clone());
            // Its first list is as a rule the one that is known.
            if before != now {
                let DeviceChange { added, removed, .. } = DeviceChange::between(&before, &now);
                let (now, added, removed) = (list(&now, &now), list(&added, &now), list(&removed, &before));
                // What it throws is JavaScript's affair, and reported there.
                let _ = changed.call3(&JsValue::UNDEFINED, &now, &added, &removed);
            }
        });
        Ok(DeviceSession { watch, known }.into())
    })
}

fn of(devices: Option<web_sys::MediaDevices>) -> Result<MediaDevices, MediaError> {
    devices.map_or_else(MediaDevices::from_navigator, |devices| Ok(devices.into()))
}

/// Some devices out of a list of all.
fn list(devices: &[MediaDeviceInfo], all: &[MediaDeviceInfo]) -> Array {
    devices
        .iter()
        .map(|device| JsValue::from(&info(device, all)))
        .collect()
}

fn info(device: &MediaDeviceInfo, all: &[MediaDeviceInfo]) -> JsonValue {
    let text = |text: &Option<String>| match text {
        Some(text) => JsonValue::String(text.clone().into()),
        None => JsonValue::Null,
    };
    let stands_for = device.device_in(all).filter(|_| device.is_duplicate());
    let mut record = JsonObject::new();
    for (name, value) in [
        ("kind", JsonValue::String(device.kind.as_str().to_owned().into())),
        ("deviceId", text(&device.device_id)),
        ("groupId", text(&device.group_id)),
        ("label", text(&device.label)),
        ("isDefault", JsonValue::Bool(device.is_default())),
        ("isCommunications", JsonValue::Bool(device.is_communications())),
        ("isDuplicate", JsonValue::Bool(device.is_duplicate())),
        (
            "duplicateOf",
            stands_for.map_or(JsonValue::Null, |device| text(&device.device_id)),
        ),
    ] {
        record.set(name, value);
    }
    JsonValue::Object(record)
}
