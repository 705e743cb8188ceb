//! `<DevicePicker>`: selects a device.

use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::DeviceList;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::media_device_list::MediaDeviceList;

/// The properties of a [`DevicePicker`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DevicePickerProps {
    /// The devices and the selection, from [`use_media_devices`](crate::use_media_devices).
    pub devices: MediaDeviceList,
    /// The kind of device. Cameras by default.
    #[prop_or(MediaDeviceKind::VideoInput)]
    pub kind: MediaDeviceKind,
    /// The text of the `<label>`. By default “Camera”, “Microphone” or “Speaker”, depending on the kind.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The text of the option that leaves the choice to the browser. “Automatic” by default.
    #[prop_or(AttrValue::Static("Automatic"))]
    pub automatic_label: AttrValue,
    /// The classes of the `<label>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<select>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// A `<select>` with the devices of a kind, inside its `<label>`.
///
/// The native elements provide keyboard and screen reader support. Until the browser exposes the device names, the
/// options are the label with a number and are disabled. The component sets no style.
#[component]
pub fn DevicePicker(props: &DevicePickerProps) -> Html {
    let noun = || AttrValue::Static(DeviceList::noun(&props.kind));
    let label = props.label.clone().unwrap_or_else(noun);
    let select = use_node_ref();
    let selected = props.devices.selected(&props.kind);
    let selected = selected.and_then(|device| device.device_id).unwrap_or_default();
    let names = props.devices.names(&props.kind, &label);
    {
        let select = select.clone();
        // After the user has selected an option, browsers ignore the `selected` attribute.
        use_effect_with((selected.clone(), names.clone()), move |(selected, _)| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(selected);
            }
        });
    }
    let onchange = {
        let (devices, kind) = (props.devices.clone(), props.kind.clone());
        Callback::from(move |event: Event| {
            let id = event.target_unchecked_into::<HtmlSelectElement>().value();
            devices.select(kind.clone(), Some(&id));
        })
    };
    let options = names.into_iter().map(|(name, device)| {
        let id = device.device_id.unwrap_or_default();
        let (hidden, is_selected) = (id.is_empty(), !id.is_empty() && id == selected);
        html! { <option value={id} disabled={hidden} selected={is_selected}>{ name }</option> }
    });
    html! {
        <label class={props.class.clone()}>
            <span>{ label }</span>
            <select ref={select} id={props.id.clone()} {onchange}>
                <option value="" selected={selected.is_empty()}>{ props.automatic_label.clone() }</option>
                { for options }
            </select>
        </label>
    }
}
