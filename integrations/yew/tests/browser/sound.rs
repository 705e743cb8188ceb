//! A component that measures its microphone.

use common::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use yew::prelude::*;

use crate::app::*;
use crate::removable::Removable;

#[derive(PartialEq, Properties)]
struct SpeechProps {
    capture: MediaCapture,
}

/// No level renders this component.
#[component]
fn Speech(props: &SpeechProps) -> Html {
    let voice = use_voice_activity_with_options(&props.capture, voice_options());
    html! { <span data-speech={voice.is_speech().to_string()} /> }
}

#[component]
fn Meter() -> Html {
    let microphone = use_user_media_with_options(
        MediaStreamConstraints::new().audio(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let level = use_audio_level_with_options(&microphone, level_options());
    let state = microphone.state().name();
    html! {
        <main
            data-state={state}
            data-level={level.level().map(|level| level.rms_dbfs().to_string())}
            data-suspended={level.is_suspended().to_string()}
            data-error={level.error().map(|error| error.name().to_owned())}
        >
            <LevelMeter capture={microphone.clone()} label="Microphone" options={level_options()} id="meter" />
            <Speech capture={microphone.clone()} />
            <button class="restart" onclick={move |_| microphone.restart()}>{ "Restart" }</button>
        </main>
    }
}

#[component]
fn Page() -> Html {
    html! {
        <Removable>
            <Meter />
        </Removable>
    }
}

#[wasm_bindgen_test]
async fn a_component_measures_sound_and_is_unmounted() {
    let root = Element::new("div");
    let app = renderer::<Page>(&root, ()).render();
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    until(|| root.find_if("#meter > meter").is_some()).await;
    measure_sound_and_unmount(
        "a_component_measures_sound_and_is_unmounted",
        SoundPage(&root),
        before,
    )
    .await;
    app.destroy();
}
