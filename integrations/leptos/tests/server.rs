//! What a server renders: everything idle, without a browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod page;

use std::thread;

use leptos::prelude::*;
use local_media_stream::CaptureState;
use local_media_stream::MediaStreamConstraints;
use local_media_stream_leptos::*;
use page::{Page, SERVER};

#[test]
fn a_server_renders_it_idle() {
    let html = Owner::new_root(None).with(|| Page().to_html());
    assert_eq!(html, SERVER.trim_end());
}

/// Servers move what they render from one thread to another.
#[test]
fn on_any_thread() {
    let owner = Owner::new_root(None);
    let page = owner.with(|| {
        let camera = use_user_media(MediaStreamConstraints::new().video(true));
        (camera, use_media_devices(), Page().into_any())
    });
    thread::spawn(move || {
        let (camera, devices, page) = page;
        assert!(matches!(camera.state(), CaptureState::Idle));
        assert!(camera.stream().is_none() && camera.error().is_none());
        camera.start();
        camera.restart();
        camera.stop();
        assert!(camera.with_capture(|_| ()).is_none());
        devices.refresh();
        drop(page);
        drop(owner);
        assert!(
            matches!(camera.state(), CaptureState::Idle),
            "also when it is gone"
        );
    })
    .join()
    .expect("no panic");
}
