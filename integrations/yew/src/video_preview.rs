//! `<VideoPreview>`: plays a stream.

use local_media_stream::MediaStream;
use web_sys::HtmlMediaElement;
use yew::prelude::*;

/// The properties of a [`VideoPreview`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VideoPreviewProps {
    /// The stream, for example `camera.stream()`. `None` shows nothing.
    #[prop_or_default]
    pub stream: Option<MediaStream>,
    /// Whether to mirror the displayed image. The tracks are not mirrored. False by default.
    #[prop_or_default]
    pub mirrored: bool,
    /// Whether to mute playback. True by default, because browsers block autoplay with sound, and because the user's own
    /// microphone would cause feedback.
    #[prop_or(true)]
    pub muted: bool,
    /// The accessible name of the video. “Preview” by default.
    #[prop_or(AttrValue::Static("Preview"))]
    pub label: AttrValue,
    /// The classes of the `<video>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<video>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// A reference to the `<video>` element, for example to pause it. It is set when the element is mounted.
    #[prop_or_default]
    pub node_ref: Option<NodeRef>,
}

/// Plays a stream in a `<video>` and follows changes of the stream and of its tracks.
///
/// The video plays inline and automatically, and is muted by default. The component sets no style except for the mirror.
///
/// # Drop behavior
/// Unmounting the component removes the stream from the element. It stops no track.
#[component]
pub fn VideoPreview(props: &VideoPreviewProps) -> Html {
    let own = use_node_ref();
    let video = props.node_ref.clone().unwrap_or(own);
    {
        let video = video.clone();
        // Browsers apply the `muted` attribute only when they parse HTML.
        use_effect_with(props.muted, move |muted| {
            if let Some(video) = video.cast::<HtmlMediaElement>() {
                video.set_muted(*muted);
            }
        });
    }
    {
        let video = video.clone();
        use_effect_with(props.stream.clone(), move |stream| {
            let video = video.cast::<HtmlMediaElement>();
            let attachment = stream
                .as_ref()
                .zip(video)
                .map(|(stream, video)| stream.attach(&video));
            move || drop(attachment)
        });
    }
    html! {
        <video
            ref={video}
            id={props.id.clone()}
            class={props.class.clone()}
            style={props.mirrored.then_some("transform: scaleX(-1)")}
            aria-label={props.label.clone()}
            muted={props.muted}
            autoplay=true
            playsinline=true
        />
    }
}
