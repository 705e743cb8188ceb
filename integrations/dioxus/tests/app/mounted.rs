//! The app in a page.

use std::ops::Deref;

use common::*;
use dioxus::prelude::VirtualDom;
use local_media_stream::{MediaError, MediaStream, leak_check};

use super::{App, AppProps, Probe, Seen, Settings};

/// The app in the page.
pub struct Mounted {
    pub root: Element,
    pub probe: Probe,
}

/// What is in it.
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
        Mounted::within(Element::new("div"), first).await
    }

    /// In this element, and whatever is in it.
    pub async fn within(root: Element, first: Settings) -> Self {
        let probe = Probe::default();
        let props = AppProps {
            first,
            probe: probe.clone(),
        };
        let config = dioxus_web::Config::new().rootelement(root.0.clone().into());
        dioxus_web::launch::launch_virtual_dom(VirtualDom::new_with_props(App, props), config);
        let app = Mounted { root, probe };
        app.until(|app| app.probe.within(|| ()).is_some()).await;
        app
    }

    /// Without the component, for as long as it is alike. Dioxus itself goes on to listen to what the component had it
    /// listen to.
    pub async fn empty() -> Self {
        let mut app = Mounted::new(Settings {
            on_call: true,
            ..Settings::default()
        })
        .await;
        app.until(|app| app.shows("idle")).await;
        settle().await;
        app.unmount();
        app.until(|app| !app.shows("idle")).await;
        settle().await;
        app.set(|settings| settings.on_call = false);
        settle().await;
        app
    }

    /// Renders it with other settings.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        assert!(self.probe.set(change));
    }

    /// Ends all of it that captures.
    pub async fn end(mut self) {
        self.unmount();
        settle().await;
        assert!(self.find_if("video").is_none());
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
    }

    pub fn seen(&self) -> Seen {
        self.probe.seen().expect("it was rendered")
    }

    pub fn start(&self) {
        self.probe.within(|| self.seen().media.start());
    }

    pub fn restart(&self) {
        self.probe.within(|| self.seen().media.restart());
    }

    pub fn stop(&self) {
        self.probe.within(|| self.seen().media.stop());
    }

    pub fn state(&self) -> &'static str {
        let state = self
            .probe
            .within(|| Some(self.probe.seen()?.media.state().name()));
        state.flatten().unwrap_or("")
    }

    pub fn stream(&self) -> Option<MediaStream> {
        self.probe.within(|| self.seen().media.stream()).flatten()
    }

    pub fn error(&self) -> Option<MediaError> {
        self.probe.within(|| self.seen().media.error()).flatten()
    }

    #[track_caller]
    pub fn until<'a>(&'a self, done: impl Fn(&Self) -> bool + 'a) -> impl Future<Output = ()> + 'a {
        until(move || done(self))
    }

    pub async fn until_live(&self) {
        self.until(|app| app.state() == "live").await;
    }

    /// The camera whose picture is shown.
    pub fn label(&self) -> Option<String> {
        Some(self.stream()?.video_tracks().first()?.label())
    }
}
