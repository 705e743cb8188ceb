//! A camera app in Dioxus: preview, selection of device and size, mirror, level, recorder, and help after errors.
#![forbid(unsafe_code)]
// `rsx!` expands to qualified paths.
#![allow(unused_qualifications)]

use dioxus::prelude::*;
use local_media_stream::{CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints};
use local_media_stream_dioxus::{
    DevicePicker, LevelMeter, PermissionHelp, RecorderControls, VideoPreview, use_media_devices,
    use_recorder, use_user_media,
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
    let mut sound = use_signal(|| false);
    let devices = use_media_devices();
    // Reads the signals: a selected device or size is requested immediately.
    let camera = use_user_media(move || {
        let (width, height) = SIZES.get(size()).copied().unwrap_or(SIZES[1]);
        let video = MediaTrackConstraints::new().width(width).height(height);
        let video = devices.constrain(&MediaDeviceKind::VideoInput, video);
        MediaStreamConstraints::new().video(video).audio(sound())
    });
    let recorder = use_recorder(&camera);

    let status = match camera.state() {
        // `PermissionHelp` shows the error.
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
                label { class: "check",
                    input {
                        r#type: "checkbox",
                        checked: sound(),
                        onchange: move |event| sound.set(event.checked()),
                    }
                    "Sound"
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
            if sound() {
                LevelMeter { capture: camera, class: "row" }
            }
            RecorderControls { recorder, file_name: "camera", class: "row" }
            p { role: "status", {status} }
            PermissionHelp { capture: camera, id: "error" }
        }
    }
}
