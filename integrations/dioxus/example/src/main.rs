//! A camera app in Dioxus: preview, selection of device and size, mirror, and error messages.
#![forbid(unsafe_code)]
// `rsx!` expands to qualified paths.
#![allow(unused_qualifications)]

use dioxus::prelude::*;
use local_media_stream::{
    CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints, PermissionName,
    PermissionState,
};
use local_media_stream_dioxus::{
    DevicePicker, VideoPreview, use_media_devices, use_media_permission, use_user_media,
};

/// Widths and heights in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

fn main() {
    dioxus::launch(App);
}

#[component]
fn App() -> Element {
    let mut size = use_signal(|| 1_usize);
    let mut mirrored = use_signal(|| true);
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);
    // Reads the signals: a selected device or size is requested immediately.
    let camera = use_user_media(move || {
        let (width, height) = SIZES.get(size()).copied().unwrap_or(SIZES[1]);
        let video = MediaTrackConstraints::new().width(width).height(height);
        MediaStreamConstraints::new().video(devices.constrain(&MediaDeviceKind::VideoInput, video))
    });

    let status = match camera.state() {
        // The alert shows the error.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    rsx! {
        main { "data-state": camera.state().name(),
            h1 { "Camera in Dioxus" }
            VideoPreview { stream: camera.stream(), mirrored: mirrored(), label: "Your camera" }
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
            p { {permission_text(&permission())} }
            p { id: "error", role: "alert", {camera.error().map(|error| error.user_message().into_owned())} }
        }
    }
}

fn permission_text(state: &PermissionState) -> &'static str {
    match state {
        PermissionState::Granted => "This page may use your camera.",
        PermissionState::Denied => {
            "This page may not use your camera. Allow it in the browser's site settings."
        }
        _ => "The browser will prompt you for access to your camera.",
    }
}
