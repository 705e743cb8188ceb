//! The test of a component that takes photos of its camera, with a real device.

use local_media_stream::leak_check;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement};

use crate::{Element, blob_of, listeners, live_tracks, settle, until};

/// A component in an element of the page. Its `main` element has `data-state` of the capture. The button `.take` takes a
/// photo, the button `.clear` discards it, the button `.remove` unmounts the component. The `img` shows the photo.
pub struct PhotoPage<'a>(pub &'a Element);

impl PhotoPage<'_> {
    fn click(&self, selector: &str) {
        self.0.find::<HtmlElement>(selector).click();
    }

    fn url(&self) -> Option<String> {
        self.0.attribute("img", "src").filter(|url| !url.is_empty())
    }

    /// Takes a photo. Returns the URL, which is another one.
    async fn take(&self) -> String {
        let before = self.url();
        self.click(".take");
        until(|| self.url().is_some_and(|url| Some(url) != before)).await;
        let url = self.url().expect("a URL");
        let blob = blob_of(&url).await.expect("a file");
        let mime_type = blob.unchecked_ref::<Blob>().type_();
        assert!(mime_type.starts_with("image/"), "{mime_type}");
        url
    }
}

/// Takes two photos, discards one, and unmounts the component while a third one is taken. The component is mounted;
/// `listeners_before` is their number before it was.
pub async fn take_photos_and_unmount(page: PhotoPage<'_>, listeners_before: u32) {
    until(|| page.0.shows("live")).await;
    let first = page.take().await;
    let second = page.take().await;
    assert!(blob_of(&first).await.is_none(), "the URL was not revoked");
    page.click(".clear");
    until(|| page.url().is_none()).await;
    assert!(blob_of(&second).await.is_none(), "the URL was not revoked");

    let third = page.take().await;
    page.click(".take");
    settle().await;
    page.click(".remove");
    until(|| page.0.find_if("main").is_none()).await;
    until(|| listeners() <= listeners_before).await;
    settle().await;
    assert!(blob_of(&third).await.is_none(), "the URL was not revoked");
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();
}
