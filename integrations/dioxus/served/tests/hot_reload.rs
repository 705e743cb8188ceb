//! What `dx serve` does to a page when a file is saved: it patches templates, or the code, under a camera that is live.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unused_qualifications
)]

mod served;

use std::rc::Rc;

use common::{listeners, live_tracks, next_frame, settle, tracks_seen, until};
use dioxus::core::internal::*;
use dioxus::core::{Runtime, TemplateAttribute, TemplateNode};
use dioxus::prelude::*;
use dioxus::signals::{GlobalKey, get_global_context};
use local_media_stream::{MediaStream, MediaStreamConstraints, leak_check};
use local_media_stream_dioxus::*;
use serde_json::json;
use served::{begun, sent};
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

wasm_bindgen_test_configure!(run_in_browser);

/// An app that a server renders empty; its component comes in the browser.
#[component]
fn App() -> Element {
    let mut shown = use_signal(|| false);
    use_effect(move || shown.set(true));
    rsx! {
        if shown() {
            Camera {}
        }
    }
}

#[component]
fn Camera() -> Element {
    let constraints = || MediaStreamConstraints::new().video(true);
    let camera = use_user_media_with_options(constraints, MediaCaptureOptions::default().immediate(true));
    rsx! {
        main { "data-state": camera.state().name(),
            VideoPreview { stream: camera.stream() }
        }
    }
}

/// The page, and what `dx serve` knows of it.
struct Page {
    root: common::Element,
    runtime: Rc<Runtime>,
    /// Where in this file each `rsx!` is, in their order, that has been rendered.
    places: Vec<TemplateGlobalKey>,
}

impl Page {
    async fn live() -> Self {
        let root = sent("<!--placeholder0-->");
        let app = VirtualDom::new(App);
        let runtime = app.runtime();
        let config = dioxus_web::Config::new().rootelement(root.0.clone().into());
        dioxus_web::launch::launch_virtual_dom(app, config);
        begun(until(|| root.shows("live"))).await;
        let places = runtime.in_scope(ScopeId::ROOT, places);
        assert_eq!(places.len(), 2);
        Page {
            root,
            runtime,
            places,
        }
    }

    /// Saves the file with something else in one of its `rsx!`.
    fn patch(&self, at: usize, new: HotReloadedTemplate) {
        let template = HotReloadTemplateWithLocation {
            key: self.places[at].clone(),
            template: new,
        };
        let message = json!({
            "templates": [template],
            "assets": [],
            "ms_elapsed": 0,
            "jump_table": null,
            "for_build_id": null,
            "for_pid": null,
        });
        let window = web_sys::window().expect("a page");
        // Where Dioxus takes them from, too, besides its web socket.
        window
            .post_message(&message.to_string().into(), "*")
            .expect("it is sent");
    }

    fn video(&self) -> HtmlVideoElement {
        self.root.find("video")
    }

    fn stream(&self) -> Option<MediaStream> {
        self.video().src_object().map(MediaStream::from)
    }

    async fn plays(&self) {
        let video = self.video();
        while video.video_width() == 0 {
            next_frame().await;
        }
    }
}

fn places() -> Vec<TemplateGlobalKey> {
    let context = get_global_context();
    let rendered = |line: usize, column: usize| {
        let key = GlobalKey::File {
            file: file!(),
            line: line as u32,
            column: column as u32,
            index: 0,
        };
        context
            .get_signal_with_key::<Option<HotReloadedTemplate>>(key)
            .is_some()
    };
    (1..200)
        .flat_map(|line| (1..50).map(move |column| (line, column)))
        .filter(|(line, column)| rendered(*line, *column))
        .map(|(line, column)| TemplateGlobalKey {
            file: file!().to_owned(),
            line,
            column,
            index: 0,
        })
        .collect()
}

/// A template with so many of the nodes and attributes that the code has computed.
fn template(nodes: usize, attributes: usize, roots: Vec<TemplateNode>) -> HotReloadedTemplate {
    HotReloadedTemplate::new(
        None,
        (0..nodes).map(HotReloadDynamicNode::Dynamic).collect(),
        (0..attributes).map(HotReloadDynamicAttribute::Dynamic).collect(),
        Vec::new(),
        roots.leak(),
    )
}

fn element(tag: &'static str, attrs: Vec<TemplateAttribute>, children: Vec<TemplateNode>) -> TemplateNode {
    TemplateNode::Element {
        tag,
        namespace: None,
        attrs: attrs.leak(),
        children: children.leak(),
    }
}

fn paragraph(text: &'static str) -> TemplateNode {
    element("p", vec![], vec![TemplateNode::Text { text }])
}

#[wasm_bindgen_test]
async fn something_else_around_the_preview() {
    let before = tracks_seen();
    let page = Page::live().await;
    page.plays().await;
    let (video, stream) = (page.video(), page.stream());
    let attributes = vec![TemplateAttribute::Dynamic { id: 0 }];
    let preview = TemplateNode::Dynamic { id: 0 };
    let root = element("main", attributes, vec![paragraph("Hello"), preview]);
    page.patch(1, template(1, 1, vec![root]));
    until(|| page.root.text("p").as_deref() == Some("Hello")).await;
    // It is another element, which shows the same.
    until(|| page.stream().is_some()).await;
    assert!(page.video() != video && video.src_object().is_none());
    assert!(page.root.shows("live") && page.stream() == stream);
    page.plays().await;
    assert_eq!(
        (tracks_seen() - before, live_tracks()),
        (1, 1),
        "nothing is opened anew"
    );
    page.patch(0, template(0, 0, vec![paragraph("Bye")]));
    until(|| page.root.text("p").as_deref() == Some("Bye")).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn without_the_component_and_with_it_again() {
    let before = tracks_seen();
    let page = Page::live().await;
    let listening = listeners();
    let video = page.video();
    for round in 1..=3 {
        page.patch(0, template(0, 0, vec![paragraph("Bye")]));
        until(|| page.root.text("p").as_deref() == Some("Bye")).await;
        settle().await;
        assert!(video.src_object().is_none());
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
        page.patch(0, template(1, 0, vec![TemplateNode::Dynamic { id: 0 }]));
        until(|| page.root.shows("live")).await;
        assert_eq!((tracks_seen() - before, live_tracks()), (round + 1, 1));
    }
    settle().await;
    assert_eq!(listeners(), listening);
    page.patch(0, template(0, 0, vec![]));
    until(|| live_tracks() == 0).await;
}

/// Other code makes Dioxus render everything anew, as it does when it has loaded that.
#[wasm_bindgen_test]
async fn other_code() {
    let before = tracks_seen();
    let page = Page::live().await;
    page.plays().await;
    let (video, stream) = (page.video(), page.stream());
    for _ in 0..10 {
        page.runtime
            .in_scope(ScopeId::ROOT, || page.runtime.force_all_dirty());
        settle().await;
    }
    assert_eq!((page.video(), page.stream()), (video, stream));
    assert_eq!((tracks_seen() - before, live_tracks()), (1, 1));
    page.patch(0, template(0, 0, vec![paragraph("Bye")]));
    until(|| live_tracks() == 0).await;
    leak_check::assert_no_leaks();
}
