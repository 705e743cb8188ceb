//! `VideoPreview`: what a camera or a screen shows.

use dioxus::prelude::*;
use local_media_stream::MediaStream;
use local_media_stream::headless::Playback;
use wasm_bindgen::JsCast;
use web_sys::HtmlMediaElement;

/// Shows a stream in a `<video>`, as it comes, changes and goes.
///
/// It plays inline, by itself, and without sound unless told otherwise. Further attributes go to the `<video>`: `class`,
/// `id`, `controls` and so on. It brings no style, but for the mirror.
#[component]
pub fn VideoPreview(
    /// What to show: `camera.stream()`.
    stream: ReadSignal<Option<MediaStream>>,
    /// Whether left and right change places, as people know themselves from mirrors. Only what is shown is mirrored.
    #[props(default)]
    mirrored: bool,
    /// Whether no sound is heard, as it must be where a microphone is shown to the one who speaks. Browsers play by
    /// themselves only what is muted.
    #[props(default = ReadSignal::new(Signal::new(true)))]
    muted: ReadSignal<bool>,
    /// What it is, for those who do not see it.
    #[props(into, default = "Preview".to_owned())]
    label: String,
    /// Further attributes.
    #[props(extends = GlobalAttributes, extends = video)]
    attributes: Vec<Attribute>,
) -> Element {
    let mut video = use_signal(|| None::<HtmlMediaElement>);
    let mut playback = use_hook(|| CopyValue::new(None::<Playback>));
    use_effect(move || {
        // The attribute holds only for what a browser reads.
        if let Some(video) = &*video.read() {
            video.set_muted(muted());
        }
    });
    use_effect(move || {
        let video = video();
        let stream = stream.read();
        if playback.peek().is_none() {
            playback.set(video.map(Playback::new));
        }
        if let Some(playback) = &*playback.peek() {
            playback.show(stream.as_ref());
        }
    });
    rsx! {
        video {
            onmounted: move |mounted| {
                if let Some(element) = mounted.downcast::<web_sys::Element>() {
                    video.set(element.dyn_ref::<HtmlMediaElement>().cloned());
                }
            },
            aria_label: label,
            muted: muted(),
            autoplay: true,
            playsinline: true,
            transform: mirrored.then_some("scaleX(-1)"),
            ..attributes,
        }
    }
}
