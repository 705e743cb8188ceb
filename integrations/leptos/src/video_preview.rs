//! `<VideoPreview>`: what a camera or a screen shows.

use leptos::html::Video;
use leptos::prelude::*;
use local_media_stream::MediaStream;
use local_media_stream::headless::Playback;
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// Shows a stream in a `<video>`, as it comes, changes and goes.
///
/// It plays inline, by itself, and without sound unless told otherwise. Attributes go to the element: `class`, `id`,
/// `controls` and so on, as `attr:class="…"`. It brings no style, but for the mirror.
#[component]
pub fn VideoPreview<S>(
    /// What to show: `move || camera.stream()`.
    stream: S,
    /// Whether left and right change places, as people know themselves from mirrors. Only what is shown is mirrored.
    #[prop(into, optional)]
    mirrored: Signal<bool>,
    /// Whether no sound is heard, as it must be where a microphone is shown to the one who speaks. Browsers play by
    /// themselves only what is muted.
    #[prop(into, default = true.into())]
    muted: Signal<bool>,
    /// What it is, for those who do not see it.
    #[prop(into, default = "Preview".into())]
    label: Signal<String>,
) -> impl IntoView
where
    S: Fn() -> Option<MediaStream> + 'static,
{
    let element = NodeRef::<Video>::new();
    let playback: StoredValue<BrowserOnly<Playback>> = StoredValue::new(None);
    Effect::new(move |_| {
        playback.set_value(
            element
                .get()
                .map(|video| SendWrapper::new(Playback::new(video.into()))),
        );
    });
    Effect::new(move |_| {
        element.track();
        let stream = stream();
        playback.with_value(|playback| {
            if let Some(playback) = playback {
                playback.show(stream.as_ref());
            }
        });
    });
    view! {
        <video
            node_ref=element
            autoplay
            playsinline
            muted=move || muted.get()
            prop:muted=move || muted.get()
            aria-label=move || label.get()
            style:transform=move || mirrored.get().then_some("scaleX(-1)")
        ></video>
    }
}
