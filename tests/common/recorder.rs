//! The test of a component that records its camera and microphone, with real devices.

use local_media_stream::leak_check;
use web_sys::HtmlElement;

use crate::{
    Element, blob_of, listeners, live_tracks, play_to_end, reason_without_webm, repeat, settle, skip, until,
};

/// A component in an element of the page. Its `main` element has `data-state` of the capture, `data-recording` (the state
/// of the recorder) and `data-position` (in milliseconds). `RecorderControls` with the class `controls` and the file name
/// “message” are inside. The button `.remove` unmounts the component. The `video` plays the result.
pub struct RecordingPage<'a>(pub &'a Element);

const RECORD: &str = ".controls button";
const PAUSE: &str = ".controls button + button";

impl RecordingPage<'_> {
    fn click(&self, selector: &str) {
        self.0.find::<HtmlElement>(selector).click();
    }

    async fn until_recording(&self, state: &str) {
        until(|| self.0.attribute("main", "data-recording").as_deref() == Some(state)).await;
        let labels = match state {
            "recording" => ["Stop", "Pause"],
            "paused" => ["Stop", "Resume"],
            _ => ["Record", "Pause"],
        };
        until(|| {
            [RECORD, PAUSE].map(|button| self.0.text(button)) == labels.map(|label| Some(label.to_owned()))
        })
        .await;
        let is_disabled = self
            .0
            .find_if(PAUSE)
            .is_some_and(|button| button.has_attribute("disabled"));
        assert_eq!(is_disabled, state == "stopped");
    }

    /// Asserts that the time is shown, and that a link saves the file.
    fn assert_result(&self, url: &str) {
        let seconds = self.position() as u32 / 1000;
        assert_eq!(self.0.text("[role=timer]"), Some(format!("0:{seconds:02}")));
        assert_eq!(self.0.text("a").as_deref(), Some("Save"));
        assert_eq!(self.0.attribute("a", "href").as_deref(), Some(url));
        assert_eq!(self.0.attribute("a", "download").as_deref(), Some("message.webm"));
    }

    fn position(&self) -> f64 {
        let position = self.0.attribute("main", "data-position");
        position.and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    fn url(&self) -> Option<String> {
        self.0.attribute("video", "src").filter(|url| !url.is_empty())
    }

    /// Records about one second with a pause, and plays the file. Returns its URL, or an error if it has another duration.
    async fn record_with_pause(&self) -> Result<String, String> {
        self.click(RECORD);
        self.until_recording("recording").await;
        assert_eq!(self.url(), None);
        until(|| self.position() >= 500.0).await;
        self.click(PAUSE);
        self.until_recording("paused").await;
        let paused_at = self.position();
        settle().await;
        self.click(PAUSE);
        self.until_recording("recording").await;
        // A busy machine shows the first half late.
        let half = paused_at.max(500.0);
        until(|| self.position() >= half + 500.0).await;
        assert_eq!(self.url(), None);
        self.click(RECORD);
        self.until_recording("stopped").await;
        let position = self.position();
        assert!(paused_at < position, "{paused_at} {position}");

        let url = self.url().expect("a URL of the file");
        self.assert_result(&url);
        let blob = blob_of(&url).await.expect("a file");
        let end = play_to_end(&blob).await * 1000.0;
        let expected = position / 2.0..position + 250.0;
        let is_complete = expected.contains(&end);
        is_complete
            .then_some(url)
            .ok_or_else(|| format!("{end} ms instead of {expected:?} ms"))
    }

    async fn until_unmounted(&self, listeners_before: u32) {
        self.click(".remove");
        until(|| self.0.find_if("main").is_none()).await;
        until(|| listeners() <= listeners_before).await;
        settle().await;
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
    }
}

/// Records about one second with a pause, plays the file, then unmounts the component during the next recording. The
/// component is mounted; `listeners_before` is their number before it was.
pub async fn record_and_unmount(test: &str, page: RecordingPage<'_>, listeners_before: u32) {
    until(|| page.0.shows("live")).await;
    if let Some(reason) = reason_without_webm() {
        page.until_unmounted(listeners_before).await;
        return skip(test, reason).await;
    }
    // An engine on a busy machine records nothing for some time after a start or a resume.
    let url = repeat(|| page.record_with_pause()).await;

    page.click(RECORD);
    page.until_recording("recording").await;
    assert!(page.url().is_none() && page.0.find_if("a").is_none());
    assert!(blob_of(&url).await.is_none(), "the URL was not revoked");
    until(|| page.position() >= 200.0).await;
    page.click(RECORD);
    page.until_recording("stopped").await;
    let url = page.url().expect("a URL of the second file");
    page.click(RECORD);
    page.until_recording("recording").await;
    page.until_unmounted(listeners_before).await;
    assert!(blob_of(&url).await.is_none(), "the URL was not revoked");
}
