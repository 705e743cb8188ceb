//! `MediaError` in the error types of Dioxus, which require `Error + Send + Sync`.

use common::{settle, two_cameras, until};
use dioxus::prelude::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;

use crate::app::{Slot, launch_in};

/// Returns the error of the capture to the nearest boundary.
#[component]
fn Preview(camera: MediaCapture) -> Element {
    if let Some(error) = camera.error() {
        Err(error)?;
    }
    rsx! {
        VideoPreview { stream: camera.stream() }
    }
}

#[component]
fn GuardedCamera() -> Element {
    let constraints = || MediaStreamConstraints::new().video(true);
    let camera = use_user_media_with_options(constraints, MediaCaptureOptions::default().immediate(true));
    rsx! {
        main { "data-state": camera.state().name(),
            ErrorBoundary {
                handle_error: move |errors: ErrorContext| {
                    let error = errors.error().and_then(|error| error.0.downcast_ref::<MediaError>().cloned());
                    let name = error.map(|error| error.name().to_owned());
                    let restart = move |_| {
                        errors.clear_errors();
                        camera.restart();
                    };
                    rsx! {
                        p { role: "alert", {name} }
                        button { onclick: restart, "Try again" }
                    }
                },
                Preview { camera }
            }
        }
    }
}

#[component]
fn App(mounted: Slot<Signal<bool>>) -> Element {
    let is_mounted = use_signal(|| true);
    mounted.set(is_mounted);
    rsx! {
        if is_mounted() {
            GuardedCamera {}
        }
    }
}

#[wasm_bindgen_test]
async fn boundary_renders_the_error_of_a_denied_request() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let root = common::Element::new("div");
    let mounted = Slot::default();
    let props = AppProps {
        mounted: mounted.clone(),
    };
    let dom = VirtualDom::new_with_props(App, props);
    let runtime = dom.runtime();
    launch_in(&root, dom);
    until(|| fake.pending_prompts() == 1).await;
    assert!(root.find_if("[role=alert]").is_none());
    assert!(fake.respond(&PromptResponse::Deny));
    until(|| root.find_if("[role=alert]").is_some()).await;
    assert_eq!(root.text("[role=alert]").as_deref(), Some("NotAllowedError"));
    assert!(root.find_if("video").is_none());

    fake.hold_prompts(false);
    root.find::<web_sys::HtmlElement>("button").click();
    until(|| root.shows("live") && root.find_if("video").is_some()).await;
    assert!(root.find_if("[role=alert]").is_none());
    let mut mounted = mounted.get().expect("the app was rendered");
    runtime.in_scope(ScopeId::APP, || mounted.set(false));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}

#[component]
fn ResourceCamera() -> Element {
    let stream = use_resource(|| async {
        let stream = get_user_media(&MediaStreamConstraints::new()).await?;
        Ok::<_, MediaError>(MediaStream::clone(&stream))
    });
    let stream = match &*stream.read() {
        Some(Ok(stream)) => Some(stream.clone()),
        Some(Err(error)) => return Err(error.clone().into()),
        None => None,
    };
    rsx! {
        VideoPreview { stream }
    }
}

#[component]
fn GuardedResource() -> Element {
    rsx! {
        ErrorBoundary {
            handle_error: |errors: ErrorContext| {
                let text = errors.error().map(|error| error.to_string());
                rsx! {
                    p { role: "alert", {text} }
                }
            },
            ResourceCamera {}
        }
    }
}

#[wasm_bindgen_test]
async fn resource_returns_its_error_to_the_boundary() {
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(GuardedResource));
    until(|| root.find_if("[role=alert]").is_some()).await;
    let alert = root.text("[role=alert]").expect("the boundary renders the error");
    assert!(alert.starts_with("TypeError"), "{alert}");
}
