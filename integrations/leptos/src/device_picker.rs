//! `<DevicePicker>`: selects a device.

use leptos::prelude::*;
use local_media_stream::headless::DeviceList;
use local_media_stream::{MediaDeviceInfo, MediaDeviceKind};

use crate::media_device_list::MediaDeviceList;

/// A `<select>` with the devices of a kind, inside its `<label>`.
///
/// The native elements provide keyboard and screen reader support. Until the browser exposes the device names, the
/// options are the label with a number and are disabled. Attributes such as `attr:class="…"` are set on the `<label>`.
/// The component sets no style.
#[component]
pub fn DevicePicker(
    /// The devices and the selection, from [`use_media_devices`](crate::use_media_devices).
    devices: MediaDeviceList,
    /// The kind of device. Cameras by default.
    #[prop(default = MediaDeviceKind::VideoInput)]
    kind: MediaDeviceKind,
    /// The text of the `<label>`. By default “Camera”, “Microphone” or “Speaker”, depending on the kind.
    #[prop(into, optional)]
    label: MaybeProp<String>,
    /// The text of the option that leaves the choice to the browser. “Automatic” by default.
    #[prop(into, default = "Automatic".into())]
    automatic_label: Signal<String>,
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
    // Not a `<For>`: after an unmount it keeps its ancestors, and with them the capture, alive until the next tick.
    let options = move || {
        let names = kind.with_value(|kind| devices.names(kind, &label()));
        let option = |(name, device): (String, MediaDeviceInfo)| {
            let id = device.device_id;
            let has_id = id.is_some();
            view! {
                <option
                    value=id.clone().unwrap_or_default()
                    disabled=!has_id
                    prop:selected=move || has_id && selected.get() == id
                >
                    {name}
                </option>
            }
        };
        names.into_iter().map(option).collect_view()
    };
    let select = move |id: String| devices.select(kind.get_value(), Some(&id));
    view! {
        <label>
            <span>{label}</span>
            <select on:change:target=move |event| select(event.target().value())>
                <option value="" prop:selected=move || selected.get().is_none()>
                    {move || automatic_label.get()}
                </option>
                {options}
            </select>
        </label>
    }
}
