//! `<PermissionHelp>`: instructions after a failed request.

use leptos::prelude::*;
use local_media_stream::PermissionName;

use crate::{MediaCapture, use_media_permission};

/// Shows why a capture failed and what the user can do: after a denied or dismissed prompt, on an insecure page, and if a
/// policy disables the device. Other errors are shown by their text. It is empty without an error.
///
/// Screen readers announce it. The button requests the devices again. Attributes such as `attr:class="…"` are set on the
/// `<div>`. The component sets no style. The texts are English: for other ones, see
/// [`MediaCapture::help`](local_media_stream::headless::MediaCapture::help).
#[component]
pub fn PermissionHelp(
    /// The capture: the handle, a signal, or a closure.
    #[prop(into)]
    capture: Signal<MediaCapture>,
    /// The text of the button. “Try again” by default.
    #[prop(into, default = "Try again".into())]
    retry_label: Signal<String>,
) -> impl IntoView {
    let camera = use_media_permission(PermissionName::Camera);
    let microphone = use_media_permission(PermissionName::Microphone);
    let help = Memo::new(move |_| capture.get().help(&camera.get(), &microphone.get()));
    let start = move |_| capture.get_untracked().start();
    let content = move || {
        help.get().map(|help| {
            let steps = help
                .steps
                .iter()
                .map(|step| view! { <li>{step.clone()}</li> })
                .collect_view();
            let retry = help.can_retry().then(|| {
                view! {
                    <button type="button" on:click=start>
                        {move || retry_label.get()}
                    </button>
                }
            });
            let steps = (!help.steps.is_empty()).then(|| view! { <ol>{steps}</ol> });
            view! {
                <p>{help.title}</p>
                {steps}
                {retry}
            }
        })
    };
    view! { <div role="alert">{content}</div> }
}
