//! A camera app in Leptos: preview, selection of device and size, mirror, level, recorder, and help after errors.
#![forbid(unsafe_code)]

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use local_media_stream::{CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints};
use local_media_stream_leptos::{
    DevicePicker, LevelMeter, PermissionHelp, RecorderControls, VideoPreview, use_media_devices,
    use_recorder, use_user_media,
};

/// Widths and heights in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let devices = use_media_devices();
    let size = RwSignal::new(1);
    let mirrored = RwSignal::new(true);
    let sound = RwSignal::new(false);
    // Reads the signals: a selected device or size is requested immediately.
    let camera = use_user_media(move || {
        let (width, height) = SIZES.get(size.get()).copied().unwrap_or(SIZES[1]);
        let video = MediaTrackConstraints::new().width(width).height(height);
        let video = devices.constrain(&MediaDeviceKind::VideoInput, video);
        MediaStreamConstraints::new().video(video).audio(sound.get())
    });
    let recorder = use_recorder(camera);
    let sizes = SIZES.into_iter().enumerate().map(|(index, (width, height))| {
        view! {
            <option value=index.to_string() selected=move || size.get() == index>
                {format!("{width} × {height}")}
            </option>
        }
    });
    let status = move || match camera.state() {
        // `PermissionHelp` shows the error.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    let select_size = move |index: String| size.set(index.parse().unwrap_or_default());
    view! {
        <main data-state=move || camera.state().name()>
            <h1>"Camera in Leptos"</h1>
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
                <label class="check">
                    <input type="checkbox" bind:checked=sound />
                    "Sound"
                </label>
            </div>
            <div class="row">
                <DevicePicker devices />
                <label>
                    <span>"Size"</span>
                    <select on:change:target=move |event| select_size(event.target().value())>
                        {sizes.collect_view()}
                    </select>
                </label>
            </div>
            {move || sound.get().then(|| view! { <LevelMeter capture=camera attr:class="row" /> })}
            <RecorderControls recorder file_name="camera" attr:class="row" />
            <p role="status">{status}</p>
            <PermissionHelp capture=camera attr:id="error" />
        </main>
    }
}
