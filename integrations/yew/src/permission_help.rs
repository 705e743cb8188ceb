//! `<PermissionHelp>`: instructions after a failed request.

use local_media_stream::PermissionName;
use yew::prelude::*;

use crate::{MediaCapture, use_media_permission};

/// The properties of a [`PermissionHelp`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PermissionHelpProps {
    /// The capture.
    pub capture: MediaCapture,
    /// The text of the button. “Try again” by default.
    #[prop_or(AttrValue::Static("Try again"))]
    pub retry_label: AttrValue,
    /// The classes of the `<div>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<div>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// Shows why a capture failed and what the user can do: after a denied or dismissed prompt, on an insecure page, and if a
/// policy disables the device. Other errors are shown by their text. It is empty without an error.
///
/// Screen readers announce it. The button requests the devices again. The component sets no style. The texts are English: for
/// other ones, see [`MediaCapture::help`](local_media_stream::headless::MediaCapture::help).
#[component]
pub fn PermissionHelp(props: &PermissionHelpProps) -> Html {
    let camera = use_media_permission(PermissionName::Camera);
    let microphone = use_media_permission(PermissionName::Microphone);
    let start = {
        let capture = props.capture.clone();
        move |_| capture.start()
    };
    let content = props.capture.help(&camera, &microphone).map(|help| {
        let can_retry = help.can_retry();
        let steps = help.steps.into_iter().map(|step| html! { <li>{ step }</li> });
        html! {
            <>
                <p>{ help.title }</p>
                if steps.len() > 0 {
                    <ol>{ for steps }</ol>
                }
                if can_retry {
                    <button type="button" onclick={start}>{ props.retry_label.clone() }</button>
                }
            </>
        }
    });
    html! { <div role="alert" id={props.id.clone()} class={props.class.clone()}>{ content }</div> }
}
