//! Server-side rendering: everything is idle, without a browser.
#![cfg(all(not(target_family = "wasm"), feature = "ssr"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream_yew::{DevicePicker, use_media_devices};
use yew::prelude::*;

/// Removes component names, which Yew writes in debug builds only.
fn without_names(html: &str) -> String {
    let mut parts = html.split("]>");
    let first = parts.next().unwrap_or_default();
    let mut result = until_name(first).to_owned();
    for part in parts {
        result += "]>";
        result += until_name(part);
    }
    result
}

fn until_name(part: &str) -> &str {
    part.find('[').map_or(part, |at| &part[..=at])
}

fn render<C: BaseComponent>() -> String
where
    C::Properties: Default,
{
    let rendered = async { yew::ServerRenderer::<C>::new().render().await };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(rendered)
}

#[test]
fn renders_as_idle() {
    assert_eq!(without_names(&render::<App>()), SERVER_HTML.trim_end());
}

#[component]
fn Pickers() -> Html {
    let devices = use_media_devices();
    html! {
        <>
            <DevicePicker devices={devices.clone()} />
            <DevicePicker devices={devices.clone()} kind={MediaDeviceKind::AudioInput} />
            <DevicePicker {devices} kind={MediaDeviceKind::AudioInput} label="Mikrofon" />
        </>
    }
}

#[test]
fn picker_label_defaults_to_the_kind() {
    let html = render::<Pickers>();
    for label in ["Camera", "Microphone", "Mikrofon"] {
        assert!(html.contains(label), "{label} in {html}");
    }
}

#[cfg(feature = "recorder")]
#[component]
fn Recording() -> Html {
    use local_media_stream::MediaStreamConstraints;
    use local_media_stream_yew::{use_recorder, use_user_media};
    let camera = use_user_media(MediaStreamConstraints::new().video(true));
    let recorder = use_recorder(&camera);
    html! { <video src={recorder.url()}>{ recorder.state().name() }</video> }
}

#[cfg(feature = "recorder")]
#[test]
fn a_recorder_is_idle() {
    let html = render::<Recording>();
    assert!(html.contains("<video>idle</video>"), "{html}");
}

#[cfg(feature = "vad")]
#[component]
fn Sound() -> Html {
    use local_media_stream::MediaStreamConstraints;
    use local_media_stream_yew::{use_audio_level, use_user_media, use_voice_activity};
    let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
    let (level, voice) = (use_audio_level(&microphone), use_voice_activity(&microphone));
    html! { format!("{} {} {}", level.is_reading(), level.level().is_some(), voice.is_speech()) }
}

#[cfg(feature = "vad")]
#[test]
fn sound_is_not_read() {
    let html = render::<Sound>();
    assert!(html.contains("false false false"), "{html}");
}
