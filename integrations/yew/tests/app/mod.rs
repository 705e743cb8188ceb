//! An app that captures, for the tests in browsers and on a server.
#![allow(dead_code)]

#[cfg(target_family = "wasm")]
mod mounted;

use std::cell::RefCell;
use std::rc::Rc;

use local_media_stream::{
    DisplayMediaStreamOptions, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints,
    PermissionName, PermissionState,
};
use local_media_stream_yew::*;
use yew::prelude::*;

#[cfg(target_family = "wasm")]
pub use mounted::*;

/// The HTML that a server renders for [`App`].
pub const SERVER_HTML: &str = include_str!("server.html");

/// Passes the results of the last render to the test.
#[derive(Clone, Default)]
pub struct Probe(Rc<RefCell<Option<Rendered>>>);

/// The results of the hooks in a render.
#[derive(Clone)]
pub struct Rendered {
    pub media: MediaCapture,
    pub devices: MediaDeviceList,
    pub camera: PermissionState,
    pub renders: u32,
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
}

#[derive(Clone, Default, PartialEq, Properties)]
pub struct AppProps {
    /// Whether to leave out the component that captures.
    #[prop_or_default]
    pub hidden: bool,
    /// The constraints of the camera, without the selected device.
    #[prop_or_default]
    pub video: MediaTrackConstraints,
    /// Whether the capture waits for `start`.
    #[prop_or_default]
    pub start_manually: bool,
    #[prop_or_default]
    pub probe: Probe,
    /// Causes a render and has no other effect.
    #[prop_or_default]
    pub tick: u32,
}

#[component]
pub fn App(props: &AppProps) -> Html {
    if props.hidden {
        html! {}
    } else {
        html! { <Camera ..props.clone() /> }
    }
}

#[component]
fn Camera(props: &AppProps) -> Html {
    let devices = use_media_devices();
    let video = devices.constrain(&MediaDeviceKind::VideoInput, props.video.clone());
    let media = use_user_media_with_options(
        MediaStreamConstraints::new().video(video),
        MediaCaptureOptions::default().immediate(!props.start_manually),
    );
    let camera = use_media_permission(PermissionName::Camera);
    let mut last = props.probe.0.borrow_mut();
    let renders = last.as_ref().map_or(0, |last| last.renders) + 1;
    *last = Some(Rendered {
        media: media.clone(),
        devices: devices.clone(),
        camera: camera.clone(),
        renders,
    });
    let error = media.error().map(|error| error.to_string());
    html! {
        <main data-state={media.state().name()} data-permission={camera.to_string()}>
            <VideoPreview stream={media.stream()} mirrored=true class="preview" label="You" />
            <DevicePicker {devices} class="picker" />
            <p role="alert">{ error }</p>
        </main>
    }
}

#[derive(Clone, Default, PartialEq, Properties)]
pub struct ScreenProps {
    pub probe: ScreenProbe,
    /// Whether to mount the component that captures.
    pub shown: bool,
    pub options: DisplayMediaStreamOptions,
}

/// Passes the handle of the last render to the test.
#[derive(Clone, Default)]
pub struct ScreenProbe(pub Rc<RefCell<Option<MediaCapture>>>);

impl PartialEq for ScreenProbe {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// An app that captures a screen.
#[component]
pub fn ScreenApp(props: &ScreenProps) -> Html {
    if props.shown {
        html! { <Screen ..props.clone() /> }
    } else {
        html! {}
    }
}

#[component]
fn Screen(props: &ScreenProps) -> Html {
    let screen = use_display_media(props.options.clone());
    props.probe.0.replace(Some(screen.clone()));
    html! { <VideoPreview stream={screen.stream()} label="Your screen" /> }
}
