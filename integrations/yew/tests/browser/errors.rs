//! `MediaError` in properties, contexts and suspended components. Yew has no error boundary.

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use yew::prelude::*;
use yew::suspense::use_future;

use crate::app::*;

/// A boundary as an app writes it: children report errors to the context, and the boundary renders them.
#[component]
fn Boundary(props: &html::ChildrenProps) -> Html {
    let error = use_state_eq(|| None::<MediaError>);
    let report: Callback<Option<MediaError>> = {
        let error = error.clone();
        Callback::from(move |new| error.set(new))
    };
    html! {
        <ContextProvider<Callback<Option<MediaError>>> context={report}>
            { props.children.clone() }
            if let Some(error) = &*error {
                <Alert error={error.clone()} />
            }
        </ContextProvider<Callback<Option<MediaError>>>>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AlertProps {
    error: MediaError,
}

#[component]
fn Alert(props: &AlertProps) -> Html {
    html! { <p role="alert">{ props.error.to_string() }</p> }
}

#[component]
fn Camera() -> Html {
    let options = MediaCaptureOptions::default().immediate(true);
    let media = use_user_media_with_options(MediaStreamConstraints::new().video(true), options);
    let report = use_context::<Callback<Option<MediaError>>>().expect("inside a boundary");
    use_effect_with(media.error(), move |error| report.emit(error.clone()));
    let restart = {
        let media = media.clone();
        move |_: MouseEvent| media.restart()
    };
    html! {
        <main data-state={media.state().name()}>
            <VideoPreview stream={media.stream()} />
            <button onclick={restart}>{ "Try again" }</button>
        </main>
    }
}

#[component]
fn GuardedCamera() -> Html {
    html! { <Boundary><Camera /></Boundary> }
}

#[wasm_bindgen_test]
async fn boundary_renders_the_error_of_a_denied_request() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let root = Element::new("div");
    let app = renderer::<GuardedCamera>(&root, ()).render();
    until(|| fake.pending_prompts() == 1).await;
    assert!(root.find_if("[role=alert]").is_none());
    assert!(fake.respond(&PromptResponse::Deny));
    until(|| root.find_if("[role=alert]").is_some()).await;
    let alert = root.text("[role=alert]").expect("the boundary renders the error");
    assert!(alert.starts_with("NotAllowedError"), "{alert}");

    fake.hold_prompts(false);
    root.find::<web_sys::HtmlElement>("button").click();
    until(|| root.shows("live")).await;
    until(|| root.find_if("[role=alert]").is_none()).await;
    app.destroy();
    settle().await;
    leak_check::assert_no_leaks();
}

/// Suspends until the request settles.
#[component]
fn Suspended() -> HtmlResult {
    let stream = use_future(|| async {
        let stream = get_user_media(&MediaStreamConstraints::new()).await?;
        Ok::<_, MediaError>(stream)
    })?;
    Ok(match &*stream {
        Ok(stream) => html! { <VideoPreview stream={MediaStream::clone(stream)} /> },
        Err(error) => html! { <Alert error={error.clone()} /> },
    })
}

#[component]
fn SuspendedCamera() -> Html {
    html! { <Suspense fallback={html! { <p>{ "Loading" }</p> }}><Suspended /></Suspense> }
}

#[wasm_bindgen_test]
async fn suspended_component_renders_the_error() {
    let root = Element::new("div");
    let app = renderer::<SuspendedCamera>(&root, ()).render();
    until(|| root.find_if("[role=alert]").is_some()).await;
    let alert = root
        .text("[role=alert]")
        .expect("the component renders the error");
    assert!(alert.starts_with("TypeError"), "{alert}");
    app.destroy();
    settle().await;
    leak_check::assert_no_leaks();
}
