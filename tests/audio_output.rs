//! The audio output of an element.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn sets_the_audio_output_of_an_element() {
    // Browsers list audio outputs after a microphone was used.
    let _stream = open().await;
    let element = Element::new("audio");
    let element: &web_sys::HtmlMediaElement = element.0.unchecked_ref();
    if !supports(element, "setSinkId") {
        assert_eq!(sink_id(element), None);
        let error = set_sink_id(element, "").await.expect_err("no setSinkId");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(
            "sets_the_audio_output_of_an_element",
            "this engine has no setSinkId",
        )
        .await;
    }
    assert_eq!(sink_id(element).as_deref(), Some(""));
    set_sink_id(element, "").await.expect("the current output");
    let error = set_sink_id(element, "no such device")
        .await
        .expect_err("no such device");
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
        return skip(
            "sets_the_audio_output_of_an_element",
            "this engine lists no audio outputs",
        )
        .await;
    };
    set_sink_id(element, &output).await.expect("the device is listed");
    assert_eq!(sink_id(element), Some(output));
}
