//! The camera in Yew: a preview, a choice of devices and sizes, a mirror, and what goes wrong in words.
#![forbid(unsafe_code)]

use local_media_stream::{
    CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints, PermissionName,
    PermissionState,
};
use local_media_stream_yew::*;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The widths and heights to choose from, in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

#[component]
fn App() -> Html {
    let size = use_state(|| 1);
    let mirrored = use_state(|| true);
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);

    let (width, height) = SIZES[*size];
    let wanted = MediaTrackConstraints::new().width(width).height(height);
    let wanted = devices.constrain(&MediaDeviceKind::VideoInput, wanted);
    let camera = use_user_media(MediaStreamConstraints::new().video(wanted));

    let open = {
        let camera = camera.clone();
        move |_| camera.start()
    };
    let stop = {
        let camera = camera.clone();
        move |_| camera.stop()
    };
    let restart = {
        let camera = camera.clone();
        move |_| camera.restart()
    };
    let choose_size = {
        let size = size.clone();
        move |event: Event| {
            let at = event
                .target_unchecked_into::<HtmlSelectElement>()
                .selected_index();
            size.set(usize::try_from(at).unwrap_or_default());
        }
    };
    let mirror = {
        let mirrored = mirrored.clone();
        move |event: Event| mirrored.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    let status = match camera.state() {
        // That is told below.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    let sizes = SIZES.iter().enumerate().map(|(at, (width, height))| {
        html! { <option selected={at == *size}>{ format!("{width} × {height}") }</option> }
    });
    html! {
        <main data-state={camera.state().name()}>
            <h1>{ "The camera in Yew" }</h1>
            <VideoPreview stream={camera.stream()} mirrored={*mirrored} label="What your camera sees" />
            <div class="row">
                <button id="open" onclick={open}>{ "Open" }</button>
                <button id="stop" onclick={stop}>{ "Stop" }</button>
                <button onclick={restart}>{ "Restart" }</button>
                <label class="check">
                    <input type="checkbox" checked={*mirrored} onchange={mirror} />
                    { "Mirror" }
                </label>
            </div>
            <div class="row">
                <DevicePicker {devices} />
                <label>
                    <span>{ "Size" }</span>
                    <select onchange={choose_size}>{ for sizes }</select>
                </label>
            </div>
            <p role="status">{ status }</p>
            <p>
                { match permission {
                    PermissionState::Granted => "This page may use your camera.",
                    PermissionState::Denied => {
                        "This page may not use your camera. The settings of this site are where you can allow it."
                    }
                    _ => "Your browser will ask you whether this page may use your camera.",
                } }
            </p>
            <p id="error" role="alert">{ camera.error().map(|error| error.to_string()) }</p>
        </main>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
