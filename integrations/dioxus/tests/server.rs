//! Server-side rendering: everything is idle, without a browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;
use dioxus::prelude::*;
use local_media_stream::{MediaDeviceKind, MediaError, MediaErrorKind};
use local_media_stream_dioxus::{DevicePicker, use_media_devices};

#[test]
fn renders_as_idle() {
    let probe = Probe::default();
    let props = AppProps {
        first: Settings::default(),
        probe: probe.clone(),
    };
    let mut app = VirtualDom::new_with_props(App, props);
    app.rebuild_in_place();
    assert_eq!(dioxus_ssr::render(&app), SERVER_HTML.trim_end());
    assert_eq!(dioxus_ssr::pre_render(&app), HYDRATION_HTML.trim_end());
    // `start` is a no-op on a server.
    let media = probe.last().expect("the app was rendered").media;
    app.in_runtime(|| media.start());
    app.render_immediate(&mut dioxus::core::NoOpMutations);
    assert_eq!(dioxus_ssr::render(&app), SERVER_HTML.trim_end());
}

#[test]
fn picker_label_defaults_to_the_kind() {
    #[component]
    fn Pickers() -> Element {
        let devices = use_media_devices();
        rsx! {
            DevicePicker { devices }
            DevicePicker { devices, kind: MediaDeviceKind::AudioInput }
            DevicePicker { devices, kind: MediaDeviceKind::AudioInput, label: "Mikrofon" }
        }
    }
    let html = dioxus_ssr::render_element(rsx! { Pickers {} });
    for label in ["Camera", "Microphone", "Mikrofon"] {
        assert!(html.contains(label), "{label} in {html}");
    }
}

#[cfg(feature = "recorder")]
#[test]
fn a_recorder_is_idle() {
    use local_media_stream::MediaStreamConstraints;
    use local_media_stream_dioxus::{use_recorder, use_user_media};
    #[component]
    fn Recording() -> Element {
        let camera = use_user_media(|| MediaStreamConstraints::new().video(true));
        let recorder = use_recorder(&camera);
        recorder.start();
        recorder.stop();
        rsx! {
            video { src: recorder.url(), {recorder.state().name()} }
        }
    }
    let html = dioxus_ssr::render_element(rsx! { Recording {} });
    assert_eq!(html, "<video>idle</video>");
}

#[cfg(feature = "vad")]
#[test]
fn sound_is_not_read() {
    use local_media_stream::MediaStreamConstraints;
    use local_media_stream_dioxus::{use_audio_level, use_user_media, use_voice_activity};
    #[component]
    fn Sound() -> Element {
        let microphone = use_user_media(|| MediaStreamConstraints::new().audio(true));
        let (level, voice) = (use_audio_level(&microphone), use_voice_activity(&microphone));
        rsx! { "{level.is_reading()} {level.level().is_some()} {voice.is_speech()}" }
    }
    let html = dioxus_ssr::render_element(rsx! { Sound {} });
    assert_eq!(html, "false false false");
}

#[test]
fn error_boundary_renders_a_media_error() {
    #[component]
    fn Failing() -> Element {
        let error = MediaError::new(MediaErrorKind::NotFound, "No camera is connected.");
        Err(error)?
    }
    #[component]
    fn Guarded() -> Element {
        rsx! {
            ErrorBoundary {
                handle_error: |errors: ErrorContext| rsx! {
                    {errors.error().map(|error| error.to_string())}
                },
                Failing {}
            }
        }
    }
    let mut app = VirtualDom::new(Guarded);
    app.rebuild_in_place();
    app.render_immediate(&mut dioxus::core::NoOpMutations);
    let html = dioxus_ssr::render(&app);
    assert!(html.contains("NotFoundError: No camera is connected."), "{html}");
}
