//! `<RecorderControls>`: the buttons of a recorder.

use local_media_stream::headless::RecorderLabels;
use yew::prelude::*;

use crate::MediaRecording;

/// The properties of [`RecorderControls`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RecorderControlsProps {
    /// The recorder, from [`use_recorder`](crate::use_recorder).
    pub recorder: MediaRecording,
    /// The texts. English by default.
    #[prop_or_default]
    pub labels: RecorderLabels,
    /// The name of the file, without an extension. “recording” by default.
    #[prop_or(AttrValue::Static("recording"))]
    pub file_name: AttrValue,
    /// The classes of the `<div>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<div>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// Buttons that start, stop, pause and resume a recorder, the recorded time, a link that downloads the file, and the error.
///
/// The native elements provide keyboard and screen reader support. The component sets no style.
#[component]
pub fn RecorderControls(props: &RecorderControlsProps) -> Html {
    let RecorderControlsProps { recorder, labels, .. } = props;
    let state = recorder.state();
    let toggle = {
        let recorder = recorder.clone();
        move |_| recorder.toggle()
    };
    let toggle_pause = {
        let recorder = recorder.clone();
        move |_| recorder.toggle_pause()
    };
    let link = recorder.url().zip(recorder.file_name(&props.file_name));
    let link = link.map(|(url, name)| html! { <a href={url} download={name}>{ labels.save.clone() }</a> });
    html! {
        <div role="group" aria-label={labels.group.clone()} id={props.id.clone()} class={props.class.clone()}>
            <button type="button" onclick={toggle}>{ labels.toggle(state) }</button>
            <button type="button" disabled={!recorder.is_active()} onclick={toggle_pause}>
                { labels.toggle_pause(state) }
            </button>
            <span role="timer">{ recorder.clock() }</span>
            { link }
            <span role="alert">{ recorder.error().map(|error| error.user_message()) }</span>
        </div>
    }
}
