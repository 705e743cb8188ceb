//! `<DevicePicker>`: a choice of devices.

use leptos::prelude::*;
use local_media_stream::headless::DeviceList;
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind};

use crate::media_device_list::MediaDeviceList;

/// Lets the user choose among the devices of a kind: a `<select>` in its `<label>`, which brings keyboard and screen
/// reader with it.
///
/// Before the browser tells their names, devices are called by the label and a number, and cannot be chosen yet.
/// Attributes go to the `<label>`, as `attr:class="…"`. It brings no style.
#[component]
pub fn DevicePicker(
    /// The devices, and what is chosen: of [`use_media_devices`](crate::use_media_devices).
    devices: MediaDeviceList,
    /// Cameras, microphones or loudspeakers.
    #[prop(default = MediaDeviceKind::VideoInput)]
    kind: MediaDeviceKind,
    /// What is chosen, in the singular: “Camera”, “Microphone” or “Speaker”, unless said otherwise.
    #[prop(into, optional)]
    label: MaybeProp<String>,
    /// The choice that leaves it to the browser.
    #[prop(into, default = "Automatic".into())]
    automatic: Signal<String>,
) -> impl IntoView {
    let kind = StoredValue::new(kind);
    let label = move || {
        let noun = || kind.with_value(|kind| DeviceList::noun(kind).to_owned());
        label.get().unwrap_or_else(noun)
    };
    let selected = Memo::new(move |_| {
        let device = kind.with_value(|kind| devices.selected(kind));
        device.and_then(|device| device.device_id)
    });
    // Not a `<For>`: that keeps its parents until the next tick when they are gone, and with them the camera.
    let options = move || {
        let names = kind.with_value(|kind| devices.names(kind, &label()));
        let option = |(name, device): (String, MediaDeviceInfo)| {
            let id = device.device_id;
            let is_known = id.is_some();
            view! {
                <option
                    value=id.clone().unwrap_or_default()
                    disabled=!is_known
                    prop:selected=move || is_known && selected.get() == id
                >
                    {name}
                </option>
            }
        };
        names.into_iter().map(option).collect_view()
    };
    let choose = move |id: String| devices.select(kind.get_value(), Some(&id));
    view! {
        <label>
            <span>{label}</span>
            <select on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=move || selected.get().is_none()>
                    {move || automatic.get()}
                </option>
                {options}
            </select>
        </label>
    }
}
