//! Where the sound of an element goes.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn of_an_element() {
    // Outputs are shown to a page that has used a microphone.
    let _stream = open().await;
    let element = Element::new("audio");
    let element: &web_sys::HtmlMediaElement = element.0.unchecked_ref();
    if !supports(element, "setSinkId") {
        assert_eq!(sink_id(element), None);
        let error = set_sink_id(element, "").await.expect_err("no such thing");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip("of_an_element", "setSinkId is not in this engine").await;
    }
    assert_eq!(sink_id(element).as_deref(), Some(""));
    set_sink_id(element, "").await.expect("where it is");
    let error = set_sink_id(element, "no such device").await.expect_err("nowhere");
    assert_eq!(error.kind(), MediaErrorKind::NotFound, "{error}");
    let devices = MediaDevices::from_navigator()
        .expect("a page")
        .enumerate_devices()
        .await;
    let output = devices
        .expect("a list")
        .into_iter()
        .filter(|device| device.kind == MediaDeviceKind::AudioOutput && !device.is_duplicate())
        .find_map(|device| device.device_id);
    let Some(output) = output else {
        return skip("of_an_element", "this engine shows no audio outputs here").await;
    };
    set_sink_id(element, &output).await.expect("it is in the list");
    assert_eq!(sink_id(element), Some(output));
}
