//! An app with every hook and component. One test renders it on a server, another hydrates it in browsers.
#![allow(dead_code)]

#[cfg(target_family = "wasm")]
mod mounted;

use leptos::prelude::*;
use local_media_stream::*;
use local_media_stream_leptos::*;

#[cfg(target_family = "wasm")]
pub use mounted::*;

/// The HTML that a server renders for [`App`].
pub const SERVER_HTML: &str = include_str!("server.html");

/// Starts the camera when it is mounted.
#[component]
pub fn App() -> impl IntoView {
    let devices = use_media_devices();
    let permission = use_media_permission(PermissionName::Camera);
    let camera = use_user_media_with_options(
        move || {
            let track = devices.constrain(&MediaDeviceKind::VideoInput, MediaTrackConstraints::new());
            MediaStreamConstraints::new().video(track)
        },
        MediaCaptureOptions::default().immediate(true),
    );
    let screen = use_display_media(DisplayMediaStreamOptions::new());
    view! {
        <main data-state=move || camera.state().name()>
            <DevicePicker devices attr:class="picker" />
            <DevicePicker devices kind=MediaDeviceKind::AudioInput />
            <VideoPreview stream=move || camera.stream() label="Your camera" mirrored=true attr:class="preview" />
            <VideoPreview stream=move || screen.stream() label="Your screen" />
            <p>{move || if camera.is_live() { "live" } else { "idle" }}</p>
            <p>{move || permission.get().to_string()}</p>
        </main>
    }
}
