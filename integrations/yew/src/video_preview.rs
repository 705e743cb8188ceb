//! `<VideoPreview>`: what a camera or a screen shows.

use local_media_stream::MediaStream;
use web_sys::HtmlMediaElement;
use yew::prelude::*;

/// The properties of a [`VideoPreview`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VideoPreviewProps {
    /// What to show: `camera.stream()`.
    #[prop_or_default]
    pub stream: Option<MediaStream>,
    /// Whether left and right change places, as people know themselves from mirrors. Only what is shown is mirrored.
    #[prop_or_default]
    pub mirrored: bool,
    /// Whether no sound is heard, as it must be where a microphone is shown to the one who speaks. Browsers play by
    /// themselves only what is muted.
    #[prop_or(true)]
    pub muted: bool,
    /// What it is, for those who do not see it.
    #[prop_or(AttrValue::Static("Preview"))]
    pub label: AttrValue,
    /// The classes of the `<video>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<video>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// For whoever wants the `<video>` itself.
    #[prop_or_default]
    pub node_ref: Option<NodeRef>,
}

/// Shows a stream in a `<video>`, as it comes, changes and goes.
///
/// It plays inline, by itself, and without sound unless told otherwise. It brings no style, but for the mirror.
#[component]
pub fn VideoPreview(props: &VideoPreviewProps) -> Html {
    let own = use_node_ref();
    let video = props.node_ref.clone().unwrap_or(own);
    {
        let video = video.clone();
        // The attribute holds only for what a browser reads.
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
            let shown = stream
                .as_ref()
                .zip(video)
                .map(|(stream, video)| stream.attach(&video));
            move || drop(shown)
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
