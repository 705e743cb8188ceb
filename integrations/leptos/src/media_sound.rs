//! `use_audio_level` and `use_voice_activity`: the sound of a capture, while a component is mounted.

use leptos::prelude::*;
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
/// The capture is a value, a signal, or a closure that reads signals. On a server nothing is measured.
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
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_leptos::{use_audio_level, use_user_media};
///
/// #[component]
/// fn Loudness() -> impl IntoView {
///     let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
///     let level = use_audio_level(microphone);
///     view! {
///         <button on:click=move |_| microphone.start()>"Open the microphone"</button>
///         <p>{move || level.level().map(|level| format!("{:.0} dBFS", level.rms_dbfs()))}</p>
///         <p hidden=move || !level.is_suspended()>"Click on the page to measure the level."</p>
///     }
/// }
/// ```
pub fn use_audio_level<M>(capture: impl IntoReactiveValue<Signal<MediaCapture>, M>) -> MediaLevel {
    use_audio_level_with_options(capture, LevelOptions::new())
}

/// Measures the level of a capture like [`use_audio_level`], with options.
pub fn use_audio_level_with_options<M>(
    capture: impl IntoReactiveValue<Signal<MediaCapture>, M>,
    options: LevelOptions,
) -> MediaLevel {
    let capture = capture.into_reactive_value();
    let signal = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(signal)
}

/// Detects speech in a capture while its audio is live, also after it switches the microphone. No sound leaves the page.
///
/// The capture is a value, a signal, or a closure that reads signals. On a server nothing is detected.
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
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_leptos::{use_user_media, use_voice_activity};
///
/// #[component]
/// fn Speaker() -> impl IntoView {
///     let microphone = use_user_media(MediaStreamConstraints::new().audio(true));
///     let voice = use_voice_activity(microphone);
///     view! {
///         <button on:click=move |_| microphone.start()>"Open the microphone"</button>
///         <p>{move || if voice.is_speech() { "You are speaking." } else { "" }}</p>
///     }
/// }
/// ```
#[cfg(feature = "vad")]
pub fn use_voice_activity<M>(capture: impl IntoReactiveValue<Signal<MediaCapture>, M>) -> MediaVoice {
    use_voice_activity_with_options(capture, VoiceOptions::new())
}

/// Detects speech in a capture like [`use_voice_activity`], with options.
#[cfg(feature = "vad")]
pub fn use_voice_activity_with_options<M>(
    capture: impl IntoReactiveValue<Signal<MediaCapture>, M>,
    options: VoiceOptions,
) -> MediaVoice {
    let capture = capture.into_reactive_value();
    let signal = use_reader(capture, |on_change| SoundModel::new(options, on_change));
    headless::MediaSound::new(signal)
}
