//! A component that measures its microphone.

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;

use crate::app::*;

#[component]
fn Meter() -> impl IntoView {
    let microphone = use_user_media_with_options(MediaStreamConstraints::new().audio(true), immediate());
    let level = use_audio_level_with_options(microphone, level_options());
    let voice = use_voice_activity_with_options(microphone, voice_options());
    view! {
        <main
            data-state=move || microphone.state().name()
            data-level=move || level.level().map(|level| level.rms_dbfs().to_string())
            data-suspended=move || level.is_suspended().to_string()
            data-error=move || level.error().map(|error| error.name().to_owned())
            data-speech=move || voice.is_speech().to_string()
        >
            <LevelMeter capture=microphone label="Microphone" options=level_options() />
            <button class="restart" on:click=move |_| microphone.restart()>"Restart"</button>
        </main>
    }
}

#[component]
fn Page() -> impl IntoView {
    let removed = RwSignal::new(true);
    view! {
        {move || (!removed.get()).then(|| view! { <Meter /> })}
        <button class="remove" on:click=move |_| removed.update(|removed| *removed = !*removed)>"Mount or unmount"</button>
    }
}

#[wasm_bindgen_test]
async fn a_component_measures_sound_and_is_unmounted() {
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    measure_sound_and_unmount(
        "a_component_measures_sound_and_is_unmounted",
        SoundPage(&root),
        before,
    )
    .await;
    drop(mounted);
}
