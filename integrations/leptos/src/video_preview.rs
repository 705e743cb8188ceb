//! `<VideoPreview>`: plays a stream.

use leptos::html::Video;
use leptos::prelude::*;
use local_media_stream::MediaStream;
use local_media_stream::headless::Playback;
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// Plays a stream in a `<video>` and follows changes of the stream and of its tracks.
///
/// The video plays inline and automatically, and is muted by default. Attributes such as `attr:class="…"` and
/// `attr:controls` are set on the element. The component sets no style except for the mirror.
///
/// # Drop behavior
/// Unmounting the component removes the stream from the element. It stops no track.
///
/// ```
/// use leptos::html::Video;
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_leptos::{VideoPreview, use_user_media};
///
/// #[component]
/// fn Camera() -> impl IntoView {
///     let camera = use_user_media(MediaStreamConstraints::new().video(true));
///     let video = NodeRef::<Video>::new();
///     let pause = move |_| if let Some(video) = video.get() { drop(video.pause()) };
///     view! {
///         <VideoPreview stream=move || camera.stream() node_ref=video />
///         <button on:click=move |_| camera.start()>"Start"</button>
///         <button on:click=pause>"Pause"</button>
///     }
/// }
/// ```
#[component]
pub fn VideoPreview(
    /// The stream: a signal, or a closure such as `move || camera.stream()`. `None` shows nothing.
    #[prop(into)]
    stream: Signal<Option<MediaStream>>,
    /// Whether to mirror the displayed image. The tracks are not mirrored. False by default.
    #[prop(into, optional)]
    mirrored: Signal<bool>,
    /// Whether to mute playback. True by default, because browsers block autoplay with sound, and because the user's own
    /// microphone would cause feedback.
    #[prop(into, default = true.into())]
    muted: Signal<bool>,
    /// The accessible name of the video. “Preview” by default.
    #[prop(into, default = "Preview".into())]
    label: Signal<String>,
    /// A reference to the `<video>` element, for example to pause it. It is set when the element is mounted.
    #[prop(optional)]
    node_ref: NodeRef<Video>,
) -> impl IntoView {
    let playback: StoredValue<BrowserOnly<Playback>> = StoredValue::new(None);
    Effect::new(move |_| {
        let video = node_ref.get();
        playback.set_value(video.map(|video| SendWrapper::new(Playback::new(video.into()))));
    });
    Effect::new(move |_| {
        node_ref.track();
        let stream = stream.get();
        playback.with_value(|playback| {
            if let Some(playback) = playback {
                playback.set_stream(stream.as_ref());
            }
        });
    });
    view! {
        <video
            node_ref=node_ref
            autoplay
            playsinline
            muted=move || muted.get()
            prop:muted=move || muted.get()
            aria-label=move || label.get()
            style:transform=move || mirrored.get().then_some("scaleX(-1)")
        ></video>
    }
}
