//! `use_audio_level` and `use_voice_activity`: the sound of a capture, while a component is mounted.

use local_media_stream::audio::LevelOptions;
#[cfg(feature = "vad")]
use local_media_stream::audio::VoiceOptions;
#[cfg(feature = "vad")]
use local_media_stream::headless::VoiceSnapshot;
use local_media_stream::headless::{self, LevelSnapshot, SoundModel};
use yew::prelude::*;

use crate::MediaCapture;
use crate::capture_reader::{RenderedSnapshot, use_reader};

/// The level of a capture, returned by [`use_audio_level`].
///
/// The getters return the values of the render that created this handle. After the component is unmounted, nothing is read.
pub type MediaLevel = headless::MediaSound<RenderedSnapshot<LevelSnapshot>>;

/// The speech in a capture, returned by [`use_voice_activity`].
///
/// The getters return the values of the render that created this handle. After the component is unmounted, nothing is read.
#[cfg(feature = "vad")]
pub type MediaVoice = headless::MediaSound<RenderedSnapshot<VoiceSnapshot>>;

/// Measures the level of a capture while its audio is live: 20 times a second, also after it switches the microphone.
///
/// The capture is that of the latest render. On a server nothing is measured. Each level renders the component:
/// call the hook in a small one.
///
/// # Errors
/// [`MediaLevel::error`] returns those of [`MediaStreamTrack::level`](local_media_stream::MediaStreamTrack::level) and
/// [`LevelStream`](local_media_stream::audio::LevelStream). The next track of the capture is measured again.
/// [`MediaLevel::is_suspended`] returns whether the browser waits for a user gesture.
///
/// # Drop behavior
/// Unmounting the component ends the measurement. The capture stays live.
///
/// ```
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_yew::{use_audio_level, use_user_media};
/// use yew::prelude::*;
///
/// #[component]
/// fn Loudness() -> Html {
///     let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
///     let level = use_audio_level(&microphone);
///     html! {
///         <>
///             <button onclick={move |_| microphone.start()}>{ "Open the microphone" }</button>
///             <p>{ level.level().map(|level| format!("{:.0} dBFS", level.rms_dbfs())) }</p>
///             <p hidden={!level.is_suspended()}>{ "Click on the page to measure the level." }</p>
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_audio_level(capture: &MediaCapture) -> MediaLevel {
    use_audio_level_with_options(capture, LevelOptions::new())
}

/// Measures the level of a capture like [`use_audio_level`], with the options of the first render.
#[hook]
pub fn use_audio_level_with_options(capture: &MediaCapture, options: LevelOptions) -> MediaLevel {
    let reader = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(reader.rendered)
}

/// Detects speech in a capture while its audio is live, also after it switches the microphone. No sound leaves the page.
///
/// The capture is that of the latest render. On a server nothing is detected.
///
/// # Errors
/// [`MediaVoice::error`] returns those of
/// [`MediaStreamTrack::voice_activity`](local_media_stream::MediaStreamTrack::voice_activity) and
/// [`VoiceActivityStream`](local_media_stream::audio::VoiceActivityStream). The next track of the capture is read again.
/// [`MediaVoice::is_suspended`] returns whether the browser waits for a user gesture.
///
/// # Drop behavior
/// Unmounting the component ends the detection. The capture stays live.
///
/// ```
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_yew::{use_user_media, use_voice_activity};
/// use yew::prelude::*;
///
/// #[component]
/// fn Speaker() -> Html {
///     let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
///     let voice = use_voice_activity(&microphone);
///     html! {
///         <>
///             <button onclick={move |_| microphone.start()}>{ "Open the microphone" }</button>
///             <p hidden={!voice.is_speech()}>{ "You are speaking." }</p>
///         </>
///     }
/// }
/// ```
#[cfg(feature = "vad")]
#[hook]
pub fn use_voice_activity(capture: &MediaCapture) -> MediaVoice {
    use_voice_activity_with_options(capture, VoiceOptions::new())
}

/// Detects speech in a capture like [`use_voice_activity`], with the options of the first render.
#[cfg(feature = "vad")]
#[hook]
pub fn use_voice_activity_with_options(capture: &MediaCapture, options: VoiceOptions) -> MediaVoice {
    let reader = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(reader.rendered)
}
