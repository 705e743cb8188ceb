//! `DevicePicker`: a choice of devices.

use dioxus::prelude::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::DeviceList;

use crate::media_device_list::MediaDeviceList;

/// Lets the user choose among the devices of a kind: a `<select>` in its `<label>`, which brings keyboard and screen
/// reader with it.
///
/// Before the browser tells their names, devices are called by the label and a number, and cannot be chosen yet. Further
/// attributes go to the `<label>`: `class`, `id` and so on. It brings no style.
#[component]
pub fn DevicePicker(
    /// The devices, and what is chosen: of [`use_media_devices`](crate::use_media_devices).
    devices: MediaDeviceList,
    /// Cameras, microphones or loudspeakers.
    #[props(default = MediaDeviceKind::VideoInput)]
    kind: MediaDeviceKind,
    /// What is chosen, in the singular: “Camera”, “Microphone” or “Speaker”, unless said otherwise.
    #[props(into, default = DeviceList::noun(&kind).to_owned())]
    label: String,
    /// The choice that leaves it to the browser.
    #[props(into, default = "Automatic".to_owned())]
    automatic: String,
    /// Further attributes.
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
                option { value: "", selected: selected.is_none(), {automatic} }
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
