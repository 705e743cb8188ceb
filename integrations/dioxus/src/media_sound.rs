//! `use_audio_level` and `use_voice_activity`: the sound of a capture, while a component is mounted.

use local_media_stream::audio::LevelOptions;
#[cfg(feature = "vad")]
use local_media_stream::audio::VoiceOptions;
#[cfg(feature = "vad")]
use local_media_stream::headless::VoiceSnapshot;
use local_media_stream::headless::{self, LevelSnapshot, SoundModel};

use crate::MediaCapture;
use crate::capture_reader::{SnapshotSignal, use_reader};

/// The level of a capture, returned by [`use_audio_level`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is read.
pub type MediaLevel = headless::MediaSound<SnapshotSignal<LevelSnapshot>>;

/// The speech in a capture, returned by [`use_voice_activity`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is read.
#[cfg(feature = "vad")]
pub type MediaVoice = headless::MediaSound<SnapshotSignal<VoiceSnapshot>>;

/// Measures the level of a capture while its audio is live: 20 times a second, also after it switches the microphone.
///
/// The capture is that of the latest render. On a server nothing is measured. A component that reads the level is rendered
/// for each one.
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
/// use dioxus::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_dioxus::{use_audio_level, use_user_media};
///
/// #[component]
/// fn Loudness() -> Element {
///     let microphone = use_user_media(|| MediaStreamConstraints::new().audio(true));
///     let level = use_audio_level(&microphone);
///     rsx! {
///         button { onclick: move |_| microphone.start(), "Open the microphone" }
///         p { {level.level().map(|level| format!("{:.0} dBFS", level.rms_dbfs()))} }
///         p { hidden: !level.is_suspended(), "Click on the page to measure the level." }
///     }
/// }
/// ```
pub fn use_audio_level(capture: &MediaCapture) -> MediaLevel {
    use_audio_level_with_options(capture, LevelOptions::new())
}

/// Measures the level of a capture like [`use_audio_level`], with the options of the first render.
pub fn use_audio_level_with_options(capture: &MediaCapture, options: LevelOptions) -> MediaLevel {
    let reader = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(reader.signal)
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
/// use dioxus::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_dioxus::{use_user_media, use_voice_activity};
///
/// #[component]
/// fn Speaker() -> Element {
///     let microphone = use_user_media(|| MediaStreamConstraints::new().audio(true));
///     let voice = use_voice_activity(&microphone);
///     rsx! {
///         button { onclick: move |_| microphone.start(), "Open the microphone" }
///         p { hidden: !voice.is_speech(), "You are speaking." }
///     }
/// }
/// ```
#[cfg(feature = "vad")]
pub fn use_voice_activity(capture: &MediaCapture) -> MediaVoice {
    use_voice_activity_with_options(capture, VoiceOptions::new())
}

/// Detects speech in a capture like [`use_voice_activity`], with the options of the first render.
#[cfg(feature = "vad")]
pub fn use_voice_activity_with_options(capture: &MediaCapture, options: VoiceOptions) -> MediaVoice {
    let reader = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(reader.signal)
}
