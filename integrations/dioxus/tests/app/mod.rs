//! An app that captures, for the tests in browsers and on a server.
#![allow(dead_code, unused_qualifications)]

#[cfg(target_family = "wasm")]
mod mounted;

use std::cell::RefCell;
use std::rc::Rc;

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::{
    DisplayMediaStreamOptions, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints,
    PermissionName, PermissionState,
};
use local_media_stream_dioxus::*;

#[cfg(target_family = "wasm")]
pub use mounted::*;

/// The HTML that a server renders for [`App`].
pub const SERVER_HTML: &str = include_str!("server.html");

/// The same HTML with the markers that Dioxus needs for hydration.
pub const HYDRATION_HTML: &str = include_str!("hydration.html");

/// The state of the app, set by a test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Whether to leave out the component that captures.
    pub hidden: bool,
    /// The constraints of the camera, without the selected device.
    pub video: MediaTrackConstraints,
    /// Whether the capture waits for `start`.
    pub start_manually: bool,
    /// Causes a render and has no other effect.
    pub tick: u32,
    /// Whether to capture a screen instead of a camera.
    pub screen: bool,
    pub display: DisplayMediaStreamOptions,
}

/// Passes the results of the last render to the test, and changes of the settings to the app.
#[derive(Clone, Default)]
pub struct Probe(Rc<RefCell<Option<Rendered>>>, Rc<RefCell<Option<Control>>>);

/// The results of the hooks in a render.
#[derive(Clone)]
pub struct Rendered {
    pub media: MediaCapture,
    pub camera: PermissionState,
    pub renders: u32,
}

/// Access to the app from the test.
#[derive(Clone)]
struct Control {
    settings: Signal<Settings>,
    runtime: Rc<Runtime>,
}

impl PartialEq for Probe {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Probe {
    pub fn last(&self) -> Option<Rendered> {
        self.0.borrow().clone()
    }

    /// Calls `f` in the scope of the app. Returns `None` before the first render.
    pub fn in_app<T>(&self, f: impl FnOnce() -> T) -> Option<T> {
        let control = self.1.borrow().clone()?;
        Some(control.runtime.in_scope(ScopeId::APP, f))
    }

    /// Changes the settings. Returns `false` before the first render.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) -> bool {
        let control = self.1.borrow().clone();
        let Some(mut control) = control else {
            return false;
        };
        self.in_app(|| control.settings.with_mut(change)).is_some()
    }

    fn record(&self, media: MediaCapture, camera: PermissionState) {
        let mut last = self.0.borrow_mut();
        let renders = last.as_ref().map_or(0, |last| last.renders) + 1;
        *last = Some(Rendered {
            media,
            camera,
            renders,
        });
    }
}

#[component]
pub fn App(first: Settings, probe: Probe) -> Element {
    let settings = use_signal(|| first);
    probe.1.replace(Some(Control {
        settings,
        runtime: Runtime::current(),
    }));
    let Settings {
        hidden,
        video,
        start_manually,
        tick,
        screen,
        display,
    } = settings();
    rsx! {
        if !hidden && screen {
            Screen { display, probe }
        } else if !hidden {
            Camera { video, start_manually, tick, probe }
        }
    }
}

#[component]
fn Camera(video: MediaTrackConstraints, start_manually: bool, tick: u32, probe: Probe) -> Element {
    let devices = use_media_devices();
    let media = use_user_media_with_options(
        // The selection is a signal; the other constraints are a captured value.
        move || {
            MediaStreamConstraints::new()
                .video(devices.constrain(&MediaDeviceKind::VideoInput, video.clone()))
        },
        MediaCaptureOptions::default().immediate(!start_manually),
    );
    let camera = use_media_permission(PermissionName::Camera);
    probe.record(media, camera());
    let error = media.error().map(|error| error.to_string());
    rsx! {
        main { "data-state": media.state().name(), "data-permission": camera().to_string(), "data-tick": tick,
            VideoPreview { stream: media.stream(), mirrored: true, class: "preview", label: "You" }
            DevicePicker { devices, class: "picker" }
            p { role: "alert", {error} }
        }
    }
}

#[component]
fn Screen(display: DisplayMediaStreamOptions, probe: Probe) -> Element {
    let screen = use_display_media(move || display.clone());
    probe.record(screen, PermissionState::Prompt);
    rsx! {
        VideoPreview { stream: screen.stream(), label: "Your screen" }
    }
}
