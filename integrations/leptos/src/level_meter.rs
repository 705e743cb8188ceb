//! `<LevelMeter>`: shows the level of a capture.

use leptos::prelude::*;
use local_media_stream::audio::LevelOptions;
use local_media_stream::headless::MeterReading;

use crate::{MediaCapture, use_audio_level_with_options};

/// A `<meter>` with the level of the microphone of a capture, from −60 to 0 dBFS, and a text while there is none: that the
/// browser waits for a click, that the microphone may be switched off, or an error.
///
/// Screen readers read the level as a number of dBFS. Attributes such as `attr:class="…"` are set on the `<div>` around them.
/// The component sets no style.
///
/// # Drop behavior
/// Unmounting the component ends the measurement. The capture stays live.
#[component]
pub fn LevelMeter(
    /// The capture: the handle, a signal, or a closure.
    #[prop(into)]
    capture: Signal<MediaCapture>,
    /// The accessible name of the meter. “Level” by default.
    #[prop(into, default = "Level".into())]
    label: Signal<String>,
    /// The interval and the threshold of silence.
    #[prop(default = LevelOptions::new())]
    options: LevelOptions,
) -> impl IntoView {
    let level = use_audio_level_with_options(capture, options);
    // A level that looks the same changes nothing in the page.
    let reading = Memo::new(move |_| level.meter());
    view! {
        <div>
            <meter
                min=MeterReading::MIN
                max=MeterReading::MAX
                high=MeterReading::HIGH
                value=move || reading.with(|reading| reading.value)
                aria-label=move || label.get()
                aria-valuetext=move || reading.with(|reading| reading.text.clone())
            ></meter>
            <span role="status">{move || reading.with(|reading| reading.hint.clone())}</span>
        </div>
    }
}
