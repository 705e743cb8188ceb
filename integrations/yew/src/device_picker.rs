//! `<DevicePicker>`: a choice of devices.

use local_media_stream::MediaDeviceKind;
use local_media_stream::headless::DeviceList;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::media_device_list::MediaDeviceList;

/// The properties of a [`DevicePicker`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DevicePickerProps {
    /// The devices, and what is chosen: of [`use_media_devices`](crate::use_media_devices).
    pub devices: MediaDeviceList,
    /// Cameras, microphones or loudspeakers.
    #[prop_or(MediaDeviceKind::VideoInput)]
    pub kind: MediaDeviceKind,
    /// What is chosen, in the singular: “Camera”, “Microphone” or “Speaker”, unless said otherwise.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The choice that leaves it to the browser.
    #[prop_or(AttrValue::Static("Automatic"))]
    pub automatic: AttrValue,
    /// The classes of the `<label>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<select>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// Lets the user choose among the devices of a kind: a `<select>` in its `<label>`, which brings keyboard and screen
/// reader with it.
///
/// Before the browser tells their names, devices are called by the label and a number, and cannot be chosen yet. It
/// brings no style.
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
        // The attribute of an option holds only until somebody has chosen.
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
        let (hidden, chosen) = (id.is_empty(), !id.is_empty() && id == selected);
        html! { <option value={id} disabled={hidden} selected={chosen}>{ name }</option> }
    });
    html! {
        <label class={props.class.clone()}>
            <span>{ label }</span>
            <select ref={select} id={props.id.clone()} {onchange}>
                <option value="" selected={selected.is_empty()}>{ props.automatic.clone() }</option>
                { for options }
            </select>
        </label>
    }
}
