//! The camera in Leptos: a preview, a choice of devices and sizes, a mirror, and what goes wrong in words.
#![forbid(unsafe_code)]

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use local_media_stream::{
    CaptureState, Constrain, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints, PermissionName,
    PermissionState,
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
    let status = move || match camera.state() {
        // That is told below.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    let choose_size = move |index: String| size.set(index.parse().unwrap_or_default());
    view! {
        <main data-state=move || camera.state().name()>
            <h1>"The camera in Leptos"</h1>
            <VideoPreview stream=move || camera.stream() mirrored label="What your camera sees" />
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
            <p role="status">{status}</p>
            <p>{move || permission_in_words(&permission.get())}</p>
            <p id="error" role="alert">
                {move || camera.error().map(|error| error.to_string())}
            </p>
        </main>
    }
}

fn permission_in_words(state: &PermissionState) -> &'static str {
    match state {
        PermissionState::Granted => "This page may use your camera.",
        PermissionState::Denied => {
            "This page may not use your camera. The settings of this site are where you can allow it."
        }
        _ => "Your browser will ask you whether this page may use your camera.",
    }
}
