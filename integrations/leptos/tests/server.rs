//! Server-side rendering: everything is idle, without a browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use std::thread;

use app::{App, SERVER_HTML};
use leptos::prelude::*;
use local_media_stream::{CaptureState, MediaError, MediaErrorKind, MediaStreamConstraints};
use local_media_stream_leptos::*;

#[test]
fn renders_as_idle() {
    let html = Owner::new_root(None).with(|| App().to_html());
    assert_eq!(html, SERVER_HTML.trim_end());
}

/// Servers move rendered components between threads.
#[test]
fn handles_work_on_any_thread() {
    let owner = Owner::new_root(None);
    let rendered = owner.with(|| {
        let camera = use_user_media(MediaStreamConstraints::new().video(true));
        (camera, use_media_devices(), App().into_any())
    });
    thread::spawn(move || {
        let (camera, devices, app) = rendered;
        assert!(matches!(camera.state(), CaptureState::Idle));
        assert!(camera.stream().is_none() && camera.error().is_none());
        camera.start();
        camera.restart();
        camera.stop();
        assert!(camera.with_capture(|_| ()).is_none());
        devices.refresh();
        drop(app);
        drop(owner);
        assert!(
            matches!(camera.state(), CaptureState::Idle),
            "the state is idle after the unmount"
        );
    })
    .join()
    .expect("no panic");
}

#[cfg(feature = "recorder")]
#[test]
fn a_recorder_is_idle() {
    let owner = Owner::new_root(None);
    let recorder = owner.with(|| {
        let camera = use_user_media(MediaStreamConstraints::new().video(true));
        use_recorder(camera)
    });
    recorder.start();
    recorder.pause();
    recorder.stop();
    assert_eq!(recorder.state().name(), "idle");
    assert!(recorder.error().is_none() && recorder.url().is_none());
    drop(owner);
    assert!(!recorder.is_active(), "the state is idle after the unmount");
}

#[cfg(feature = "vad")]
#[test]
fn sound_is_not_read() {
    let owner = Owner::new_root(None);
    let (level, voice) = owner.with(|| {
        let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
        (use_audio_level(microphone), use_voice_activity(microphone))
    });
    assert!(!level.is_reading() && level.level().is_none() && !level.is_silent());
    assert!(!voice.is_reading() && !voice.is_speech() && voice.error().is_none());
    drop(owner);
    assert!(level.level().is_none() && !voice.is_speech());
}

#[test]
fn error_boundary_renders_a_media_error() {
    let html = Owner::new_root(None).with(|| {
        let error = MediaError::new(MediaErrorKind::NotFound, "No camera is connected.");
        let child = move || Err::<(), _>(error.clone());
        let text = |errors: ArcRwSignal<Errors>| {
            let errors = errors.get().into_iter();
            errors.map(|(_, error)| error.to_string()).collect_view()
        };
        view! { <ErrorBoundary fallback=move |errors| text(errors)>{child}</ErrorBoundary> }.to_html()
    });
    assert!(html.contains("NotFoundError: No camera is connected."), "{html}");
}
