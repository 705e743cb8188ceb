//! An app as its users write one, for the tests in browsers and on a server.
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

/// What a server makes of it.
pub const HTML: &str = include_str!("app.html");

/// The same with the marks by which a browser finds its way when it hydrates it.
pub const MARKED: &str = include_str!("marked.html");

/// What a test sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Whether there is no component that captures.
    pub hidden: bool,
    /// What is wanted of the camera, apart from which it is.
    pub video: MediaTrackConstraints,
    pub on_call: bool,
    /// What changes and means nothing.
    pub tick: u32,
    /// Whether a display is shared, rather than a camera opened.
    pub screen: bool,
    pub display: DisplayMediaStreamOptions,
}

/// What the app has got from its hooks, for a test to look at and to use.
#[derive(Clone, Default)]
pub struct Probe(Rc<RefCell<Option<Seen>>>, Rc<RefCell<Option<Control>>>);

#[derive(Clone)]
pub struct Seen {
    pub media: MediaCapture,
    pub camera: PermissionState,
    pub renders: u32,
}

/// The app from outside.
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
    pub fn seen(&self) -> Option<Seen> {
        self.0.borrow().clone()
    }

    /// Does something within the app; `None` before it is there.
    pub fn within<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        let control = self.1.borrow().clone()?;
        Some(control.runtime.in_scope(ScopeId::APP, act))
    }

    /// Changes the settings; `false` before the app is there.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) -> bool {
        let control = self.1.borrow().clone();
        let Some(mut control) = control else {
            return false;
        };
        self.within(|| control.settings.with_mut(change)).is_some()
    }

    fn saw(&self, media: MediaCapture, camera: PermissionState) {
        let mut seen = self.0.borrow_mut();
        let renders = seen.as_ref().map_or(0, |seen| seen.renders) + 1;
        *seen = Some(Seen {
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
        on_call,
        tick,
        screen,
        display,
    } = settings();
    rsx! {
        if !hidden && screen {
            Screen { display, probe }
        } else if !hidden {
            Camera { video, on_call, tick, probe }
        }
    }
}

#[component]
fn Camera(video: MediaTrackConstraints, on_call: bool, tick: u32, probe: Probe) -> Element {
    let devices = use_media_devices();
    let media = use_user_media_with_options(
        // The choice is a signal; the rest is a plain value.
        move || {
            MediaStreamConstraints::new()
                .video(devices.constrain(&MediaDeviceKind::VideoInput, video.clone()))
        },
        MediaCaptureOptions::default().immediate(!on_call),
    );
    let camera = use_media_permission(PermissionName::Camera);
    probe.saw(media, camera());
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
    probe.saw(screen, PermissionState::Prompt);
    rsx! {
        VideoPreview { stream: screen.stream(), label: "Your screen" }
    }
}
