//! `DevicePicker`: selects a device.

use dioxus::prelude::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::DeviceList;

use crate::media_device_list::MediaDeviceList;

/// A `<select>` with the devices of a kind, inside its `<label>`.
///
/// The native elements provide keyboard and screen reader support. Until the browser exposes the device names, the
/// options are the label with a number and are disabled. Other attributes, such as `class`, are set on the `<label>`. The
/// component sets no style.
#[component]
pub fn DevicePicker(
    /// The devices and the selection, from [`use_media_devices`](crate::use_media_devices).
    devices: MediaDeviceList,
    /// The kind of device. Cameras by default.
    #[props(default = MediaDeviceKind::VideoInput)]
    kind: MediaDeviceKind,
    /// The text of the `<label>`. By default “Camera”, “Microphone” or “Speaker”, depending on the kind.
    #[props(into, default = DeviceList::noun(&kind).to_owned())]
    label: String,
    /// The text of the option that leaves the choice to the browser. “Automatic” by default.
    #[props(into, default = "Automatic".to_owned())]
    automatic_label: String,
    /// Other attributes of the `<label>`.
    #[props(extends = GlobalAttributes)]
    attributes: Vec<Attribute>,
) -> Element {
    let selected = devices.selected(&kind).and_then(|device| device.device_id);
    let names = devices.names(&kind, &label).into_iter().enumerate();
    rsx! {
        label { ..attributes,
            span { {label} }
            select {
                onchange: move |event| devices.select(kind.clone(), Some(&event.value())),
                option { value: "", selected: selected.is_none(), {automatic_label} }
                for (at, (name, device)) in names {
                    option {
                        key: "{at} {name}",
                        value: device.device_id.clone().unwrap_or_default(),
                        disabled: device.device_id.is_none(),
                        selected: device.device_id.is_some() && device.device_id == selected,
                        {name}
                    }
                }
            }
        }
    }
}
