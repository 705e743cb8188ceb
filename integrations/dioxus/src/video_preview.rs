//! `VideoPreview`: plays a stream.

use dioxus::prelude::*;
use local_media_stream::MediaStream;
use local_media_stream::headless::Playback;
use wasm_bindgen::JsCast;
use web_sys::HtmlMediaElement;

/// Plays a stream in a `<video>` and follows changes of the stream and of its tracks.
///
/// The video plays inline and automatically, and is muted by default. Other attributes, such as `class` and `controls`,
/// are set on the `<video>`. The component sets no style except for the mirror.
///
/// # Drop behavior
/// Unmounting the component removes the stream from the element. It stops no track.
#[component]
pub fn VideoPreview(
    /// The stream: a signal, or a value such as `camera.stream()`. `None` shows nothing.
    stream: ReadSignal<Option<MediaStream>>,
    /// Whether to mirror the displayed image. The tracks are not mirrored. False by default.
    #[props(default)]
    mirrored: bool,
    /// Whether to mute playback. True by default, because browsers block autoplay with sound, and because the user's own
    /// microphone would cause feedback.
    #[props(default = ReadSignal::new(Signal::new(true)))]
    muted: ReadSignal<bool>,
    /// The accessible name of the video. “Preview” by default.
    #[props(into, default = "Preview".to_owned())]
    label: String,
    /// Called when the `<video>` is mounted. The event gives access to the element, for example to pause it.
    #[props(default)]
    onmounted: EventHandler<MountedEvent>,
    /// Other attributes of the `<video>`.
    #[props(extends = GlobalAttributes, extends = video)]
    attributes: Vec<Attribute>,
) -> Element {
    let mut video = use_signal(|| None::<HtmlMediaElement>);
    let mut playback = use_hook(|| CopyValue::new(None::<Playback>));
    use_effect(move || {
        // Browsers apply the `muted` attribute only when they parse HTML.
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
            playback.set_stream(stream.as_ref());
        }
    });
    rsx! {
        video {
            onmounted: move |mounted| {
                if let Some(element) = mounted.downcast::<web_sys::Element>() {
                    video.set(element.dyn_ref::<HtmlMediaElement>().cloned());
                }
                onmounted.call(mounted);
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
