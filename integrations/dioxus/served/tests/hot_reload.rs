//! Hot reload by `dx serve`: patches of templates or code while a camera is live.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unused_qualifications
)]

mod served;

use std::rc::Rc;

use common::{listeners, live_tracks, next_frame, settle, tracks_created, until};
use dioxus::core::internal::*;
use dioxus::core::{Runtime, TemplateAttribute, TemplateNode};
use dioxus::prelude::*;
use dioxus::signals::{GlobalKey, get_global_context};
use local_media_stream::{MediaStream, MediaStreamConstraints, leak_check};
use local_media_stream_dioxus::*;
use serde_json::json;
use served::{launched, server_rendered};
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

wasm_bindgen_test_configure!(run_in_browser);

/// An app that renders its component in the browser only.
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

/// The page and the data that `dx serve` has about it.
struct Page {
    root: common::Element,
    runtime: Rc<Runtime>,
    /// The locations of the rendered `rsx!` macros in this file, in their order.
    templates: Vec<TemplateGlobalKey>,
}

impl Page {
    async fn live() -> Self {
        let root = server_rendered("<!--placeholder0-->");
        let app = VirtualDom::new(App);
        let runtime = app.runtime();
        let config = dioxus_web::Config::new().rootelement(root.0.clone().into());
        dioxus_web::launch::launch_virtual_dom(app, config);
        launched(until(|| root.shows("live"))).await;
        let templates = runtime.in_scope(ScopeId::ROOT, rendered_templates);
        assert_eq!(templates.len(), 2);
        Page {
            root,
            runtime,
            templates,
        }
    }

    /// Replaces the content of an `rsx!`, as a saved file does.
    fn patch(&self, index: usize, new: HotReloadedTemplate) {
        let template = HotReloadTemplateWithLocation {
            key: self.templates[index].clone(),
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
        let window = web_sys::window().expect("a window");
        // Dioxus accepts patches as window messages, too, besides its web socket.
        window
            .post_message(&message.to_string().into(), "*")
            .expect("the message is sent");
    }

    fn video(&self) -> HtmlVideoElement {
        self.root.find("video")
    }

    fn stream(&self) -> Option<MediaStream> {
        self.video().src_object().map(MediaStream::from)
    }

    async fn wait_for_frames(&self) {
        let video = self.video();
        while video.video_width() == 0 {
            next_frame().await;
        }
    }
}

fn rendered_templates() -> Vec<TemplateGlobalKey> {
    let context = get_global_context();
    let is_rendered = |line: usize, column: usize| {
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
        .filter(|(line, column)| is_rendered(*line, *column))
        .map(|(line, column)| TemplateGlobalKey {
            file: file!().to_owned(),
            line,
            column,
            index: 0,
        })
        .collect()
}

/// Creates a template with this number of dynamic nodes and attributes.
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
async fn patch_around_the_preview_keeps_the_stream() {
    let before = tracks_created();
    let page = Page::live().await;
    page.wait_for_frames().await;
    let (video, stream) = (page.video(), page.stream());
    let attributes = vec![TemplateAttribute::Dynamic { id: 0 }];
    let preview = TemplateNode::Dynamic { id: 0 };
    let root = element("main", attributes, vec![paragraph("Hello"), preview]);
    page.patch(1, template(1, 1, vec![root]));
    until(|| page.root.text("p").as_deref() == Some("Hello")).await;
    // A new element plays the same stream.
    until(|| page.stream().is_some()).await;
    assert!(page.video() != video && video.src_object().is_none());
    assert!(page.root.shows("live") && page.stream() == stream);
    page.wait_for_frames().await;
    assert_eq!(
        (tracks_created() - before, live_tracks()),
        (1, 1),
        "no further request"
    );
    page.patch(0, template(0, 0, vec![paragraph("Bye")]));
    until(|| page.root.text("p").as_deref() == Some("Bye")).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn patch_removes_and_restores_the_component() {
    let before = tracks_created();
    let page = Page::live().await;
    let baseline = listeners();
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
        assert_eq!((tracks_created() - before, live_tracks()), (round + 1, 1));
    }
    settle().await;
    assert_eq!(listeners(), baseline);
    page.patch(0, template(0, 0, vec![]));
    until(|| live_tracks() == 0).await;
}

/// After a code patch, Dioxus renders every component.
#[wasm_bindgen_test]
async fn code_patch_keeps_the_stream() {
    let before = tracks_created();
    let page = Page::live().await;
    page.wait_for_frames().await;
    let (video, stream) = (page.video(), page.stream());
    for _ in 0..10 {
        page.runtime
            .in_scope(ScopeId::ROOT, || page.runtime.force_all_dirty());
        settle().await;
    }
    assert_eq!((page.video(), page.stream()), (video, stream));
    assert_eq!((tracks_created() - before, live_tracks()), (1, 1));
    page.patch(0, template(0, 0, vec![paragraph("Bye")]));
    until(|| live_tracks() == 0).await;
    leak_check::assert_no_leaks();
}
