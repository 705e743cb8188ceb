//! The camera in Leptos: a preview, a choice of devices and sizes, a mirror, and what goes wrong in words.
#![forbid(unsafe_code)]

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use local_media_stream::{
    CaptureState, Constrain, LossReason, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints,
    PermissionName, PermissionState,
};
use local_media_stream_leptos::{
    DevicePicker, VideoPreview, use_media_devices, use_media_permission, use_user_media,
};

/// The widths and heights to choose from, in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);
    let size = RwSignal::new(1);
    let mirrored = RwSignal::new(true);
    // Another device or size is asked for as soon as it is chosen.
    let camera = use_user_media(move || {
        let (width, height) = SIZES[size.get()];
        let wanted = MediaTrackConstraints::new()
            .width(Constrain::ideal(width))
            .height(Constrain::ideal(height));
        MediaStreamConstraints::new().video(devices.constrain(&MediaDeviceKind::VideoInput, wanted))
    });
    let sizes = SIZES.into_iter().enumerate().map(|(index, (width, height))| {
        view! {
            <option value=index.to_string() selected=move || size.get() == index>
                {format!("{width} × {height}")}
            </option>
        }
    });
    let choose_size = move |index: String| size.set(index.parse().unwrap_or_default());
    view! {
        <main data-state=move || camera.state().name()>
            <h1>"The camera in Leptos"</h1>
            <VideoPreview stream=move || camera.stream() mirrored label="Your camera" />
            <div class="row">
                <button id="open" on:click=move |_| camera.start()>
                    "Open"
                </button>
                <button id="stop" on:click=move |_| camera.stop()>
                    "Stop"
                </button>
                <button on:click=move |_| camera.restart()>"Restart"</button>
                <label class="check">
                    <input type="checkbox" bind:checked=mirrored />
                    "Mirror"
                </label>
            </div>
            <div class="row">
                <DevicePicker devices />
                <label>
                    <span>"Size"</span>
                    <select on:change:target=move |event| choose_size(event.target().value())>
                        {sizes.collect_view()}
                    </select>
                </label>
            </div>
            <p role="status">{move || in_words(&camera.state())}</p>
            <p>{move || permission_in_words(&permission.get())}</p>
            <p id="error" role="alert">
                {move || camera.error().map(|error| error.to_string())}
            </p>
        </main>
    }
}

fn in_words(state: &CaptureState) -> &'static str {
    match state {
        CaptureState::Idle => "The camera is off.",
        CaptureState::Prompting => "Your browser asks whether this page may use the camera.",
        CaptureState::Live => "The camera is on.",
        CaptureState::Switching => "The camera is on, and another one is being opened.",
        CaptureState::Recovering(_) => "The camera is gone, and is being brought back.",
        CaptureState::Ended(loss) => match loss.reason {
            LossReason::Unplugged => "The camera was unplugged. Choose another one.",
            LossReason::PermissionRevoked => "This page may no longer use the camera.",
            _ => "The camera has ended.",
        },
        CaptureState::Failed(_) => "The camera could not be opened.",
        _ => "The camera does something new.",
    }
}

fn permission_in_words(state: &PermissionState) -> &'static str {
    match state {
        PermissionState::Granted => "This page may use the camera.",
        PermissionState::Denied => "This page may not use the camera: allow it in the settings of the site.",
        _ => "You will be asked before the camera is used.",
    }
}
