//! In Node, as on a server, calls fail with a typed error.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn calls_fail_with_unsupported() {
    let error = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect_err("no devices");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    let error = MediaError::from(JsValue::from(error));
    assert_eq!(error.name(), "NotSupportedError");
    assert_eq!(
        MediaStream::new().expect_err("no streams").kind(),
        MediaErrorKind::Unsupported
    );
}
