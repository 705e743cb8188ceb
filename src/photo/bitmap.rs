//! Decoded pictures that are freed on drop.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ImageBitmap;

use crate::error::{MediaError, MediaErrorKind};
use crate::sys;

/// A decoded picture. Dropping it frees its pixels, which garbage collection would do late.
pub(super) struct Bitmap {
    js: ImageBitmap,
    /// Whether dropping it frees the pixels.
    owned: bool,
}

impl Bitmap {
    /// Decodes a file, or copies the current picture of a video.
    pub(super) async fn create(image: &JsValue) -> Result<Self, MediaError> {
        Bitmap::from_promise(sys::create_image_bitmap(image)).await
    }

    /// Waits for a bitmap of the browser. If this future is dropped, the bitmap is freed when it arrives.
    pub(super) async fn from_promise(returned: Result<JsValue, JsValue>) -> Result<Self, MediaError> {
        let promise = Promise::resolve(&returned?);
        let mut pending = PendingBitmap(Some(promise.clone()));
        let settled = JsFuture::from(promise).await;
        pending.0 = None;
        match settled?.dyn_into() {
            Ok(js) => Ok(Bitmap { js, owned: true }),
            Err(_) => Err(no_picture()),
        }
    }

    pub(super) fn size(&self) -> (u32, u32) {
        (self.js.width(), self.js.height())
    }

    pub(super) fn js(&self) -> &ImageBitmap {
        &self.js
    }

    /// Releases the picture without freeing its pixels.
    pub(super) fn into_js(mut self) -> ImageBitmap {
        self.owned = false;
        self.js.clone()
    }
}

impl Drop for Bitmap {
    fn drop(&mut self) {
        if self.owned {
            close(&self.js);
        }
    }
}

pub(super) fn no_picture() -> MediaError {
    MediaError::new(MediaErrorKind::Other, "The browser returned no picture.")
}

struct PendingBitmap(Option<Promise>);

impl Drop for PendingBitmap {
    fn drop(&mut self) {
        if let Some(promise) = self.0.take() {
            let bitmap = JsFuture::from(promise);
            spawn_local(async move {
                if let Ok(bitmap) = bitmap.await {
                    close(&bitmap);
                }
            });
        }
    }
}

fn close(bitmap: &JsValue) {
    // Throws only if the page has replaced the method.
    let _ = bitmap.unchecked_ref::<sys::ImageBitmap>().close();
}
