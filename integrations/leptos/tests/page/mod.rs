//! A page with everything in it: rendered on a server by one test, hydrated in browsers by another.

use leptos::prelude::*;
use local_media_stream::*;
use local_media_stream_leptos::*;

/// What a server makes of [`Page`].
pub const SERVER: &str = include_str!("server.html");

/// Begins by itself.
#[component]
pub fn Page() -> impl IntoView {
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
