//! `<LevelMeter>`: shows the level of a capture.

use local_media_stream::audio::LevelOptions;
use local_media_stream::headless::MeterReading;
use yew::prelude::*;

use crate::{MediaCapture, use_audio_level_with_options};

/// The properties of a [`LevelMeter`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LevelMeterProps {
    /// The capture.
    pub capture: MediaCapture,
    /// The accessible name of the meter. “Level” by default.
    #[prop_or(AttrValue::Static("Level"))]
    pub label: AttrValue,
    /// The interval and the threshold of silence. Those of the first render apply.
    #[prop_or_default]
    pub options: LevelOptions,
    /// The classes of the `<div>`.
    #[prop_or_default]
    pub class: Classes,
    /// The id of the `<div>`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// A `<meter>` with the level of the microphone of a capture, from −60 to 0 dBFS, and a text while there is none: that the
/// browser waits for a click, that the microphone may be switched off, or an error.
///
/// Screen readers read the level as a number of dBFS. The component sets no style.
///
/// # Drop behavior
/// Unmounting the component ends the measurement. The capture stays live.
#[component]
pub fn LevelMeter(props: &LevelMeterProps) -> Html {
    let level = use_audio_level_with_options(&props.capture, props.options.clone());
    let reading = level.meter();
    html! {
        <div id={props.id.clone()} class={props.class.clone()}>
            <meter
                min={MeterReading::MIN.to_string()}
                max={MeterReading::MAX.to_string()}
                high={MeterReading::HIGH.to_string()}
                value={reading.value.to_string()}
                aria-label={props.label.clone()}
                aria-valuetext={reading.text.into_owned()}
            />
            <span role="status">{ reading.hint }</span>
        </div>
    }
}
