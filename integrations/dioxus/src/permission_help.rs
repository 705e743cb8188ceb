//! `PermissionHelp`: instructions after a failed request.

use dioxus::prelude::*;
use local_media_stream::PermissionName;

use crate::{MediaCapture, use_media_permission};

/// Shows why a capture failed and what the user can do: after a denied or dismissed prompt, on an insecure page, and if a
/// policy disables the device. Other errors are shown by their text. It is empty without an error.
///
/// Screen readers announce it. The button requests the devices again. Other attributes, such as `class`, are set on the
/// `<div>`. The component sets no style. The texts are English: for other ones, see
/// [`MediaCapture::help`](local_media_stream::headless::MediaCapture::help).
#[component]
pub fn PermissionHelp(
    /// The capture.
    capture: MediaCapture,
    /// The text of the button. “Try again” by default.
    #[props(into, default = "Try again".to_owned())]
    retry_label: String,
    /// Other attributes of the `<div>`.
    #[props(extends = GlobalAttributes)]
    attributes: Vec<Attribute>,
) -> Element {
    let camera = use_media_permission(PermissionName::Camera);
    let microphone = use_media_permission(PermissionName::Microphone);
    let help = capture.help(&camera(), &microphone());
    rsx! {
        div { role: "alert", ..attributes,
            if let Some(help) = help {
                p { {help.title.clone().into_owned()} }
                if !help.steps.is_empty() {
                    ol {
                        for step in &help.steps {
                            li { {step.clone().into_owned()} }
                        }
                    }
                }
                if help.can_retry() {
                    button { r#type: "button", onclick: move |_| capture.start(), {retry_label} }
                }
            }
        }
    }
}
