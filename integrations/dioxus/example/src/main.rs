//! The camera in Dioxus: a preview, a choice of devices and sizes, a mirror, and what goes wrong in words.
#![forbid(unsafe_code)]
// `rsx!` writes them.
#![allow(unused_qualifications)]

use dioxus::prelude::*;
use local_media_stream::{
    CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints, PermissionName,
    PermissionState,
};
use local_media_stream_dioxus::*;

/// The widths and heights to choose from, in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

#[component]
fn App() -> Element {
    let mut size = use_signal(|| 1_usize);
    let mut mirrored = use_signal(|| true);
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);

    let camera = use_user_media(move || {
        let (width, height) = SIZES.get(size()).copied().unwrap_or(SIZES[1]);
        let wanted = MediaTrackConstraints::new().width(width).height(height);
        MediaStreamConstraints::new().video(devices.constrain(&MediaDeviceKind::VideoInput, wanted))
    });

    let status = match camera.state() {
        // That is told below.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    let permitted = match permission() {
        PermissionState::Granted => "This page may use your camera.",
        PermissionState::Denied => {
            "This page may not use your camera. The settings of this site are where you can allow it."
        }
        _ => "Your browser will ask you whether this page may use your camera.",
    };
    rsx! {
        main { "data-state": camera.state().name(),
            h1 { "The camera in Dioxus" }
            VideoPreview { stream: camera.stream(), mirrored: mirrored(), label: "What your camera sees" }
            div { class: "row",
                button { id: "open", onclick: move |_| camera.start(), "Open" }
                button { id: "stop", onclick: move |_| camera.stop(), "Stop" }
                button { onclick: move |_| camera.restart(), "Restart" }
                label { class: "check",
                    input {
                        r#type: "checkbox",
                        checked: mirrored(),
                        onchange: move |event| mirrored.set(event.checked()),
                    }
                    "Mirror"
                }
            }
            div { class: "row",
                DevicePicker { devices }
                label {
                    span { "Size" }
                    select { onchange: move |event| size.set(event.value().parse().unwrap_or_default()),
                        for (at, (width, height)) in SIZES.into_iter().enumerate() {
                            option { value: at.to_string(), selected: at == size(), "{width} × {height}" }
                        }
                    }
                }
            }
            p { role: "status", {status} }
            p { {permitted} }
            p { id: "error", role: "alert", {camera.error().map(|error| error.to_string())} }
        }
    }
}

fn main() {
    dioxus::launch(App);
}
