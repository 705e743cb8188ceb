//! `MediaError` in the types of Leptos that require `Error + Send + Sync`.

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;

use crate::app::*;

/// Renders the preview, or the error for the nearest `ErrorBoundary`.
fn preview(camera: MediaCapture) -> Result<impl IntoView, MediaError> {
    match camera.error() {
        Some(error) => Err(error),
        None => Ok(view! { <VideoPreview stream=move || camera.stream() /> }),
    }
}

#[wasm_bindgen_test]
async fn boundary_renders_the_error_of_a_denied_request() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let slot: Slot<MediaCapture> = Slot::new();
    let mounted = mount_to(root.element(), {
        let slot = slot.clone();
        move || {
            let camera = use_user_media_with_options(video(), immediate());
            slot.set(camera);
            let texts = |errors: ArcRwSignal<Errors>| {
                let errors = errors.get().into_iter();
                errors.map(|(_, error)| error.to_string()).collect_view()
            };
            view! {
                <ErrorBoundary fallback=move |errors| {
                    view! { <p role="alert">{texts(errors)}</p> }
                }>{move || preview(camera)}</ErrorBoundary>
            }
        }
    });
    let camera = slot.get();
    until(|| fake.pending_prompts() == 1).await;
    assert!(root.find_if("video").is_some());
    assert!(fake.respond(&PromptResponse::Deny));
    until(|| root.find_if("[role=alert]").is_some()).await;
    let alert = root.text("[role=alert]").expect("the fallback is rendered");
    assert_eq!(Some(alert), camera.error().map(|error| error.to_string()));
    assert!(root.find_if("video").is_none());

    fake.hold_prompts(false);
    camera.restart();
    until(|| camera.is_live() && root.find_if("video").is_some()).await;
    assert!(root.find_if("[role=alert]").is_none());
    drop((mounted, installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn signals_memos_and_actions_hold_results() {
    let baseline = Baseline::record();
    let root = Root::new();
    let slot: Slot<Action<(), Result<(), MediaError>>> = Slot::new();
    let mounted = mount_to(root.element(), {
        let slot = slot.clone();
        move || {
            let result = RwSignal::new(Ok(1));
            let doubled: Memo<Result<i32, MediaError>> =
                Memo::new(move |_| result.get().map(|number| number * 2));
            let derived: Signal<Result<i32, MediaError>> = Signal::derive(move || doubled.get());
            assert_eq!(derived.get(), Ok(2));
            let error = MediaError::new(MediaErrorKind::NotFound, "No camera is connected.");
            result.set(Err(error.clone()));
            assert_eq!(derived.get(), Err(error));
            slot.set(Action::new_unsync(|()| async {
                let stream = get_user_media(&MediaStreamConstraints::new()).await?;
                drop(stream);
                Ok(())
            }));
        }
    });
    let action = slot.get();
    action.dispatch_local(());
    until(|| action.value().get().is_some()).await;
    let result = action.value().get();
    let kind = result.and_then(Result::err).map(|error| error.kind());
    assert_eq!(kind, Some(MediaErrorKind::Type));
    drop((mounted, root));
    baseline.assert_restored().await;
}
