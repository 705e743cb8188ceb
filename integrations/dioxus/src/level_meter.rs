//! `LevelMeter`: shows the level of a capture.

use dioxus::prelude::*;
use local_media_stream::audio::LevelOptions;
use local_media_stream::headless::MeterReading;

use crate::{MediaCapture, use_audio_level_with_options};

/// A `<meter>` with the level of the microphone of a capture, from −60 to 0 dBFS, and a text while there is none: that the
/// browser waits for a click, that the microphone may be switched off, or an error.
///
/// Screen readers read the level as a number of dBFS. Other attributes, such as `class`, are set on the `<div>` around them.
/// The component sets no style.
///
/// # Drop behavior
/// Unmounting the component ends the measurement. The capture stays live.
#[component]
pub fn LevelMeter(
    /// The capture.
    capture: MediaCapture,
    /// The accessible name of the meter. “Level” by default.
    #[props(into, default = "Level".to_owned())]
    label: String,
    /// The interval and the threshold of silence. Those of the first render apply.
    #[props(default = LevelOptions::new())]
    options: LevelOptions,
    /// Other attributes of the `<div>`.
    #[props(extends = GlobalAttributes)]
    attributes: Vec<Attribute>,
) -> Element {
    let level = use_audio_level_with_options(&capture, options);
    // A level that looks the same renders nothing.
    let reading = use_memo(move || level.meter());
    let MeterReading {
        value, text, hint, ..
    } = reading();
    rsx! {
        div { ..attributes,
            meter {
                min: MeterReading::MIN.to_string(),
                max: MeterReading::MAX.to_string(),
                high: MeterReading::HIGH.to_string(),
                value: value.to_string(),
                aria_label: label,
                aria_valuetext: text.into_owned(),
            }
            span { role: "status", {hint.map(|hint| hint.into_owned())} }
        }
    }
}
