//! `RecorderControls`: the buttons of a recorder.

use dioxus::prelude::*;
use local_media_stream::headless::RecorderLabels;

use crate::MediaRecording;

/// Buttons that start, stop, pause and resume a recorder, the recorded time, a link that downloads the file, and the error.
///
/// The native elements provide keyboard and screen reader support. Other attributes, such as `class`, are set on the `<div>`
/// around them. The component sets no style.
#[component]
pub fn RecorderControls(
    /// The recorder, from [`use_recorder`](crate::use_recorder).
    recorder: MediaRecording,
    /// The texts. English by default.
    #[props(default)]
    labels: RecorderLabels,
    /// The name of the file, without an extension. “recording” by default.
    #[props(into, default = "recording".to_owned())]
    file_name: String,
    /// Other attributes of the `<div>`.
    #[props(extends = GlobalAttributes)]
    attributes: Vec<Attribute>,
) -> Element {
    let state = recorder.state();
    let file = recorder.url().zip(recorder.file_name(&file_name));
    rsx! {
        div { role: "group", aria_label: labels.group.clone().into_owned(), ..attributes,
            button { r#type: "button", onclick: move |_| recorder.toggle(), {labels.toggle(state)} }
            button {
                r#type: "button",
                disabled: !recorder.is_active(),
                onclick: move |_| recorder.toggle_pause(),
                {labels.toggle_pause(state)}
            }
            span { role: "timer", {recorder.clock()} }
            if let Some((url, name)) = file {
                a { href: url, download: name, {labels.save.clone().into_owned()} }
            }
            span { role: "alert", {recorder.error().map(|error| error.user_message().into_owned())} }
        }
    }
}
