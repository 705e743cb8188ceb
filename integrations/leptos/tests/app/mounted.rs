//! Components mounted in a page, and the resources that a test must release.

use std::any::Any;
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::reactive::diagnostics::{SpecialNonReactiveZone, SpecialNonReactiveZoneGuard};
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_leptos::*;
use web_sys::{HtmlElement, HtmlVideoElement};

/// The open resources before a test.
pub struct Baseline {
    /// Lets the test read signals outside of effects.
    _untracked: SpecialNonReactiveZoneGuard,
    pub resources: OpenResources,
    listeners: u32,
    pub live: u32,
}

impl Baseline {
    pub fn record() -> Self {
        Baseline {
            _untracked: SpecialNonReactiveZone::enter(),
            resources: OpenResources::snapshot(),
            listeners: listeners(),
            live: live_tracks(),
        }
    }

    /// Waits for pending work, then asserts that the test released everything.
    pub async fn assert_restored(self) {
        // Requests whose future was dropped settle, too.
        until(|| OpenResources::snapshot().requests == self.resources.requests).await;
        settle().await;
        assert_eq!(OpenResources::snapshot(), self.resources);
        assert_eq!((live_tracks(), listeners()), (self.live, self.listeners));
    }
}

/// The parent element of the mounted components. Removed from the page on drop.
pub struct Root(Element);

impl Root {
    pub fn new() -> Self {
        Root(Element::new("div"))
    }

    pub fn element(&self) -> HtmlElement {
        self.0.0.clone()
    }

    pub fn video(&self) -> HtmlVideoElement {
        self.find("video")
    }

    /// The stream in the video element.
    pub fn displayed(&self) -> Option<MediaStream> {
        self.video().src_object().map(MediaStream::from)
    }
}

impl Deref for Root {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.0
    }
}

pub fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

pub fn immediate() -> MediaCaptureOptions {
    MediaCaptureOptions::default().immediate(true)
}

/// Replaces the cameras of the page with two fake ones.
pub fn install_fake() -> (FakeMediaDevices, InstallGuard) {
    let fake = two_cameras();
    let installed = fake.install();
    (fake, installed)
}

/// Carries a handle from a component to the test.
pub struct Slot<T>(Rc<Cell<Option<T>>>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Slot(Rc::clone(&self.0))
    }
}

impl<T: Copy> Slot<T> {
    pub fn new() -> Self {
        Slot(Rc::new(Cell::new(None)))
    }

    pub fn set(&self, value: T) {
        self.0.set(Some(value));
    }

    pub fn get(&self) -> T {
        self.0.get().expect("the component is mounted")
    }
}

/// Mounts a camera with a preview. Returns its handle and a guard that unmounts it on drop.
pub fn mount_camera(
    root: &Root,
    constraints: impl Into<Signal<MediaStreamConstraints>> + 'static,
    options: MediaCaptureOptions,
) -> (MediaCapture, Box<dyn Any>) {
    let slot = Slot::new();
    let mounted = mount_to(root.element(), {
        let slot: Slot<MediaCapture> = slot.clone();
        let constraints = constraints.into();
        move || {
            let camera = use_user_media_with_options(constraints, options);
            slot.set(camera);
            view! { <VideoPreview stream=move || camera.stream() /> }
        }
    });
    (slot.get(), Box::new(mounted))
}
