//! The app mounted in a page.

use std::ops::Deref;
use std::sync::Once;

use common::*;
use local_media_stream::{MediaError, MediaStream, MediaTrackConstraints, leak_check};
use yew::{AppHandle, BaseComponent, Renderer};

use super::{App, AppProps, Rendered, SERVER_HTML};

/// The app in an element of the page.
pub struct Mounted {
    app: AppHandle<App>,
    pub root: Element,
    props: AppProps,
}

impl Deref for Mounted {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.root
    }
}

impl Capturing for Mounted {
    fn mount(&mut self) {
        self.update(|props| props.hidden = false);
    }

    fn unmount(&mut self) {
        self.update(|props| props.hidden = true);
    }
}

impl Mounted {
    pub fn new(props: AppProps) -> Self {
        let root = Element::new("div");
        let app = renderer(&root, props.clone()).render();
        Mounted { app, root, props }
    }

    /// Hydrates the server's HTML.
    pub fn hydrated(props: AppProps) -> Self {
        let root = Element::new("div");
        root.0.set_inner_html(SERVER_HTML.trim_end());
        let app = renderer(&root, props.clone()).hydrate();
        Mounted { app, root, props }
    }

    /// Renders with changed properties.
    pub fn update(&mut self, change: impl FnOnce(&mut AppProps)) {
        change(&mut self.props);
        self.app.update(self.props.clone());
    }

    /// Mounts and unmounts the component. Yew's own listeners for its events remain and are part of the baseline.
    pub async fn empty() -> Self {
        let mut app = Mounted::new(AppProps {
            start_manually: true,
            ..AppProps::default()
        });
        settle().await;
        app.unmount();
        settle().await;
        app.update(|props| props.start_manually = false);
        app
    }

    /// The results of the last render.
    pub fn last(&self) -> Rendered {
        self.props.probe.last().expect("the app was rendered")
    }
}

impl app::App for Mounted {
    async fn launch(starts: bool) -> Self {
        Mounted::new(AppProps {
            start_manually: !starts,
            ..AppProps::default()
        })
    }

    fn set_video(&mut self, video: MediaTrackConstraints) {
        self.update(|props| props.video = video);
    }

    fn render(&mut self, tick: u32) {
        // The constraints are equal, not identical.
        self.update(|props| (props.tick, props.video) = (tick, MediaTrackConstraints::new()));
    }

    fn start(&self) {
        self.last().media.start();
    }

    fn restart(&self) {
        self.last().media.restart();
    }

    fn stop(&self) {
        self.last().media.stop();
    }

    fn stream(&self) -> Option<MediaStream> {
        self.props.probe.last()?.media.stream()
    }

    fn error(&self) -> Option<MediaError> {
        self.last().media.error()
    }

    fn renders(&self) -> u32 {
        self.last().renders
    }

    async fn end(self) {
        self.app.destroy();
        settle().await;
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
    }
}

/// Returns a renderer for an app in this element.
pub fn renderer<C: BaseComponent>(root: &Element, props: C::Properties) -> Renderer<C> {
    static HOOK: Once = Once::new();
    // Yew would replace the panic hook of the test runner.
    HOOK.call_once(|| yew::set_custom_panic_hook(std::panic::take_hook()));
    Renderer::with_root_and_props(root.0.clone().into(), props)
}
