//! The test of a component that measures its microphone, with a real device.

use std::time::Duration;

use local_media_stream::audio::{AudioContext, LevelOptions, VoiceOptions};
use local_media_stream::leak_check;
use web_sys::HtmlElement;

use crate::{
    Element, context_runs, listeners, live_tracks, settle, skip, tracks_created, until, until_tracks_created,
};

/// A component in an element of the page.
///
/// Its `main` element has `data-state` of the capture, `data-level` (in dBFS), `data-suspended` and `data-error` (the name) of
/// the level with the [`level_options`]. The same element or another one has `data-speech` of the speech with the
/// [`voice_options`]. A `LevelMeter` with the options of the level is inside. The button `.restart` restarts the capture, the
/// button `.remove` unmounts the component.
pub struct SoundPage<'a>(pub &'a Element);

/// Returns options that report soon that nothing is measured.
pub fn level_options() -> LevelOptions {
    LevelOptions::new().timeout(Duration::from_millis(500))
}

/// Returns options by which every sound is speech.
pub fn voice_options() -> VoiceOptions {
    VoiceOptions::new().thresholds(0.0, 0.0)
}

impl SoundPage<'_> {
    fn click(&self, selector: &str) {
        self.0.find::<HtmlElement>(selector).click();
    }

    fn data(&self, name: &str) -> Option<String> {
        let name = format!("data-{name}");
        self.0.attribute(&format!("[{name}]"), &name)
    }

    fn level(&self) -> Option<f32> {
        self.data("level")?.parse().ok()
    }

    /// Returns the value of the `LevelMeter`, and its text for screen readers.
    fn meter(&self) -> (f64, String) {
        let value = self
            .0
            .attribute("meter", "value")
            .and_then(|value| value.parse().ok());
        let text = self.0.attribute("meter", "aria-valuetext");
        (value.expect("a number"), text.expect("a text"))
    }

    /// Waits until the microphone is heard and its level changes.
    async fn until_measured(&self) {
        until(|| self.0.shows("live") && self.level().is_some_and(|level| level > -40.0)).await;
        let loud = self.level();
        until(|| self.level().is_some_and(|level| Some(level) != loud)).await;
        until(|| self.data("speech").as_deref() == Some("true")).await;
        until(|| self.meter().0 > -40.0).await;
        let (value, text) = self.meter();
        assert_eq!(text, format!("−{} dBFS", -value));
        assert_eq!(
            self.0.attribute("meter", "aria-label").as_deref(),
            Some("Microphone")
        );
        // A busy engine may deliver nothing for the time of the options.
        until(|| [self.data("suspended"), self.data("error")] == [Some("false".to_owned()), None]).await;
    }
}

/// Measures the microphone, also after another track replaces the first one, and unmounts the component. The component is
/// mounted; `listeners_before` is their number before it was.
pub async fn measure_sound_and_unmount(test: &str, page: SoundPage<'_>, listeners_before: u32) {
    until(|| page.0.shows("live")).await;
    let runs = context_runs(AudioContext::shared().expect("a page").as_ref()).await;
    if runs {
        page.until_measured().await;
        let created = tracks_created();
        page.click(".restart");
        until_tracks_created(created + 1).await;
        page.until_measured().await;
    } else {
        until(|| page.data("suspended").as_deref() == Some("true")).await;
        assert_eq!(page.data("error").as_deref(), Some("TimeoutError"));
        until(|| {
            page.0
                .text("[role=status]")
                .is_some_and(|hint| hint.starts_with("Click"))
        })
        .await;
        assert_eq!(page.meter(), (-60.0, "No sound".to_owned()));
        assert_eq!(
            (page.level(), page.data("speech")),
            (None, Some("false".to_owned()))
        );
    }
    page.click(".remove");
    until(|| page.0.find_if("main").is_none()).await;
    until(|| listeners() <= listeners_before).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();
    if !runs {
        skip(test, "this engine runs no AudioContext without an audio output").await;
    }
}
