//! A camera app in Yew: preview, selection of device and size, mirror, level, recorder, and help after errors.
#![forbid(unsafe_code)]

use local_media_stream::{CaptureState, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints};
use local_media_stream_yew::{
    DevicePicker, LevelMeter, PermissionHelp, RecorderControls, VideoPreview, use_media_devices,
    use_recorder, use_user_media,
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
    let sound = use_state(|| false);
    let devices = use_media_devices();

    let (width, height) = SIZES.get(*size).copied().unwrap_or(SIZES[1]);
    let video = MediaTrackConstraints::new().width(width).height(height);
    let video = devices.constrain(&MediaDeviceKind::VideoInput, video);
    let camera = use_user_media(MediaStreamConstraints::new().video(video).audio(*sound));
    let recorder = use_recorder(&camera);

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
    let checked = |event: Event| event.target_unchecked_into::<HtmlInputElement>().checked();
    let mirror = {
        let mirrored = mirrored.clone();
        move |event| mirrored.set(checked(event))
    };
    let add_sound = {
        let sound = sound.clone();
        move |event| sound.set(checked(event))
    };
    let status = match camera.state() {
        // `PermissionHelp` shows the error.
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
                <label class="check">
                    <input type="checkbox" checked={*sound} onchange={add_sound} />
                    { "Sound" }
                </label>
            </div>
            <div class="row">
                <DevicePicker {devices} />
                <label>
                    <span>{ "Size" }</span>
                    <select onchange={select_size}>{ for sizes }</select>
                </label>
            </div>
            if *sound {
                <LevelMeter capture={camera.clone()} class="row" />
            }
            <RecorderControls {recorder} file_name="camera" class="row" />
            <p role="status">{ status }</p>
            <PermissionHelp capture={camera} id="error" />
        </main>
    }
}
