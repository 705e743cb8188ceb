//! An app as its users write one, for the tests in browsers and on a server.
#![allow(dead_code)]

use std::cell::RefCell;
use std::rc::Rc;

use local_media_stream::{
    DisplayMediaStreamOptions, MediaDeviceKind, MediaStreamConstraints, MediaTrackConstraints,
    PermissionName, PermissionState,
};
use local_media_stream_yew::*;
use yew::prelude::*;

/// What a server makes of it.
pub const HTML: &str = include_str!("app.html");

/// What the app has got from its hooks, for a test to look at and to use.
#[derive(Clone, Default)]
pub struct Probe(Rc<RefCell<Option<Seen>>>);

#[derive(Clone)]
pub struct Seen {
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
    pub fn seen(&self) -> Option<Seen> {
        self.0.borrow().clone()
    }
}

#[derive(Clone, Default, PartialEq, Properties)]
pub struct AppProps {
    /// Whether there is no component that captures.
    #[prop_or_default]
    pub hidden: bool,
    /// What is wanted of the camera, apart from which it is.
    #[prop_or_default]
    pub video: MediaTrackConstraints,
    #[prop_or_default]
    pub on_call: bool,
    #[prop_or_default]
    pub probe: Probe,
    /// What changes and means nothing.
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
        MediaCaptureOptions::default().immediate(!props.on_call),
    );
    let camera = use_media_permission(PermissionName::Camera);
    let mut seen = props.probe.0.borrow_mut();
    let renders = seen.as_ref().map_or(0, |seen| seen.renders) + 1;
    *seen = Some(Seen {
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

/// One that shares a display.
#[derive(Clone, Default, PartialEq, Properties)]
pub struct ScreenProps {
    pub probe: ScreenProbe,
    /// Whether the component is there.
    pub shown: bool,
    pub options: DisplayMediaStreamOptions,
}

#[derive(Clone, Default)]
pub struct ScreenProbe(pub Rc<RefCell<Option<MediaCapture>>>);

impl PartialEq for ScreenProbe {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

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
