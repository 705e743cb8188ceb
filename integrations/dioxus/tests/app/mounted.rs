//! The app mounted in a page.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use common::*;
use dioxus::prelude::VirtualDom;
use local_media_stream::{MediaError, MediaStream, MediaTrackConstraints, leak_check};
use local_media_stream_dioxus::MediaCapture;

use super::{App, AppProps, Probe, Rendered, Settings};

/// The app in an element of the page.
pub struct Mounted {
    pub root: Element,
    pub probe: Probe,
}

impl Deref for Mounted {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.root
    }
}

impl Capturing for Mounted {
    fn mount(&mut self) {
        self.set(|settings| settings.hidden = false);
    }

    fn unmount(&mut self) {
        self.set(|settings| settings.hidden = true);
    }
}

impl Mounted {
    pub async fn new(first: Settings) -> Self {
        Mounted::launch(Element::new("div"), first).await
    }

    /// Launches the app in an element, which may contain the HTML of a server.
    pub async fn launch(root: Element, first: Settings) -> Self {
        let probe = Probe::default();
        let props = AppProps {
            first,
            probe: probe.clone(),
        };
        launch_in(&root, VirtualDom::new_with_props(App, props));
        let app = Mounted { root, probe };
        app.until(|app| app.probe.in_app(|| ()).is_some()).await;
        app
    }

    /// Mounts and unmounts the component. Dioxus's own listeners for its events remain and are part of the baseline.
    pub async fn empty() -> Self {
        let mut app = Mounted::new(Settings {
            start_manually: true,
            ..Settings::default()
        })
        .await;
        app.until(|app| app.shows("idle")).await;
        settle().await;
        app.unmount();
        app.until(|app| !app.shows("idle")).await;
        settle().await;
        app.set(|settings| settings.start_manually = false);
        settle().await;
        app
    }

    /// Renders with changed settings.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        assert!(self.probe.set(change));
    }

    /// The results of the last render.
    pub fn last(&self) -> Rendered {
        self.probe.last().expect("the app was rendered")
    }

    /// Calls a function with the handle, in the scope of the app.
    fn with<T>(&self, f: impl FnOnce(MediaCapture) -> T) -> Option<T> {
        let media = self.probe.last()?.media;
        self.probe.in_app(|| f(media))
    }

    pub fn state(&self) -> &'static str {
        self.with(|media| media.state().name()).unwrap_or("")
    }

    #[track_caller]
    pub fn until<'a>(&'a self, done: impl Fn(&Self) -> bool + 'a) -> impl Future<Output = ()> + 'a {
        until(move || done(self))
    }

    pub async fn until_live(&self) {
        self.until(|app| app.state() == "live").await;
    }
}

impl app::App for Mounted {
    async fn launch(starts: bool) -> Self {
        Mounted::new(Settings {
            start_manually: !starts,
            ..Settings::default()
        })
        .await
    }

    fn set_video(&mut self, video: MediaTrackConstraints) {
        self.set(|settings| settings.video = video);
    }

    fn render(&mut self, tick: u32) {
        self.set(|settings| settings.tick = tick);
    }

    fn start(&self) {
        self.with(|media| media.start());
    }

    fn restart(&self) {
        self.with(|media| media.restart());
    }

    fn stop(&self) {
        self.with(|media| media.stop());
    }

    fn stream(&self) -> Option<MediaStream> {
        self.with(|media| media.stream()).flatten()
    }

    fn error(&self) -> Option<MediaError> {
        self.with(|media| media.error()).flatten()
    }

    fn renders(&self) -> u32 {
        self.last().renders
    }

    async fn end(mut self) {
        self.unmount();
        settle().await;
        assert!(self.find_if("video").is_none());
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
    }
}

/// Launches a virtual DOM in an element of the page. Dioxus cannot unmount it again.
pub fn launch_in(root: &Element, dom: VirtualDom) {
    let config = dioxus_web::Config::new().rootelement(root.0.clone().into());
    dioxus_web::launch::launch_virtual_dom(dom, config);
}

/// Passes a value from a component to the test.
pub struct Slot<T>(Rc<RefCell<Option<T>>>);

impl<T: Clone> Slot<T> {
    pub fn set(&self, value: T) {
        self.0.replace(Some(value));
    }

    pub fn get(&self) -> Option<T> {
        self.0.borrow().clone()
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot(Rc::default())
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Slot(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Slot<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
