//! A camera app in Yew: preview, selection of device and size, mirror, and error messages.
#![forbid(unsafe_code)]

use local_media_stream::{
    CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints, PermissionName,
    PermissionState,
};
use local_media_stream_yew::{
    DevicePicker, VideoPreview, use_media_devices, use_media_permission, use_user_media,
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Widths and heights in pixels.
const SIZES: [(u32, u32); 4] = [(320, 240), (640, 480), (1280, 720), (1920, 1080)];

fn main() {
    yew::Renderer::<App>::new().render();
}

#[component]
fn App() -> Html {
    let size = use_state(|| 1);
    let mirrored = use_state(|| true);
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);

    let (width, height) = SIZES.get(*size).copied().unwrap_or(SIZES[1]);
    let video = MediaTrackConstraints::new().width(width).height(height);
    let video = devices.constrain(&MediaDeviceKind::VideoInput, video);
    let camera = use_user_media(MediaStreamConstraints::new().video(video));

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
    let select_size = {
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
        // The alert shows the error.
        CaptureState::Failed(_) => String::new(),
        state => state.to_string(),
    };
    let sizes = SIZES.iter().enumerate().map(|(at, (width, height))| {
        html! { <option selected={at == *size}>{ format!("{width} × {height}") }</option> }
    });
    html! {
        <main data-state={camera.state().name()}>
            <h1>{ "Camera in Yew" }</h1>
            <VideoPreview stream={camera.stream()} mirrored={*mirrored} label="Your camera" />
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
                    <select onchange={select_size}>{ for sizes }</select>
                </label>
            </div>
            <p role="status">{ status }</p>
            <p>{ permission_text(&permission) }</p>
            <p id="error" role="alert">{ camera.error().map(|error| error.user_message().into_owned()) }</p>
        </main>
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
