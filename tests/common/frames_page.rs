//! The test of a component that reads the frames of its camera, with a real device.

use local_media_stream::frames::Pixels;
use local_media_stream::{MediaStreamConstraints, MediaTrackConstraints, leak_check};
use web_sys::HtmlElement;

use crate::{Element, listeners, live_tracks, settle, tracks_created, until, until_tracks_created};

/// A component in an element of the page. Its `main` element has `data-state` of the capture, `data-reading` of the hook, and
/// `data-frames`: the [`count_frames`] of its callback. The button `.restart` restarts the capture, the button `.swap` gives
/// the hook another one, which is idle, or the first one again. The button `.remove` unmounts the component.
pub struct FramesPage<'a>(pub &'a Element);

/// Returns the constraints of the camera.
pub fn frames_camera() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(MediaTrackConstraints::new().width(320).height(240))
}

/// Returns the number of frames with a picture, after this one. The first frames of a camera may be black.
pub fn count_frames(count: u32, pixels: &Pixels) -> u32 {
    assert_eq!(pixels.layout.size(), (320, 240));
    assert_eq!(pixels.data.len(), 320 * 240 * 4);
    let is_lit = |pixel: &[u8]| pixel[..3].iter().any(|component| *component > 30);
    count + u32::from(pixels.data.chunks_exact(4).any(is_lit))
}

impl FramesPage<'_> {
    fn click(&self, selector: &str) {
        self.0.find::<HtmlElement>(selector).click();
    }

    fn count(&self) -> u32 {
        let count = self.0.attribute("main", "data-frames");
        count.and_then(|count| count.parse().ok()).unwrap_or_default()
    }

    fn is_reading(&self) -> bool {
        self.0.attribute("main", "data-reading").as_deref() == Some("true")
    }
}

/// Reads frames, also after another track replaces the first one, and unmounts the component. The component is mounted;
/// `listeners_before` is their number before it was.
pub async fn read_frames_and_unmount(page: FramesPage<'_>, listeners_before: u32) {
    until(|| page.0.shows("live") && page.is_reading()).await;
    until(|| page.count() > 2).await;
    page.click(".swap");
    until(|| !page.is_reading()).await;
    assert!(page.0.shows("live"), "the first capture is not stopped");
    let before = page.count();
    page.click(".swap");
    until(|| page.is_reading() && page.count() > before).await;
    let created = tracks_created();
    page.click(".restart");
    until_tracks_created(created + 1).await;
    until(|| page.0.shows("live") && page.is_reading()).await;
    let before = page.count();
    until(|| page.count() > before + 2).await;

    page.click(".remove");
    until(|| page.0.find_if("main").is_none()).await;
    until(|| listeners() <= listeners_before).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();
}
