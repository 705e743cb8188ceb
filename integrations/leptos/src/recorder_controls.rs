//! `<RecorderControls>`: the buttons of a recorder.

use leptos::prelude::*;
use local_media_stream::headless::RecorderLabels;

use crate::MediaRecording;

/// Buttons that start, stop, pause and resume a recorder, the recorded time, a link that downloads the file, and the error.
///
/// The native elements provide keyboard and screen reader support. Attributes such as `attr:class="…"` are set on the `<div>`
/// around them. The component sets no style.
#[component]
pub fn RecorderControls(
    /// The recorder, from [`use_recorder`](crate::use_recorder).
    recorder: MediaRecording,
    /// The texts. English by default.
    #[prop(into, optional)]
    labels: Signal<RecorderLabels>,
    /// The name of the file, without an extension. “recording” by default.
    #[prop(into, default = "recording".into())]
    file_name: Signal<String>,
) -> impl IntoView {
    let toggle = move || labels.with(|labels| labels.toggle(recorder.state()).to_owned());
    let toggle_pause = move || labels.with(|labels| labels.toggle_pause(recorder.state()).to_owned());
    let file = Memo::new(move |_| {
        let name = file_name.with(|name| recorder.file_name(name));
        recorder.url().zip(name)
    });
    let save = move || labels.with(|labels| labels.save.clone());
    view! {
        <div role="group" aria-label=move || labels.with(|labels| labels.group.clone())>
            <button type="button" on:click=move |_| recorder.toggle()>
                {toggle}
            </button>
            <button type="button" disabled=move || !recorder.is_active() on:click=move |_| recorder.toggle_pause()>
                {toggle_pause}
            </button>
            <span role="timer">{move || recorder.clock()}</span>
            {move || file.get().map(|(url, name)| view! { <a href=url download=name>{save}</a> })}
            <span role="alert">{move || recorder.error().map(|error| error.user_message())}</span>
        </div>
    }
}
