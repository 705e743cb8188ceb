//! Whether the page may use a device, before it asks.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_camera_and_the_microphone() {
    for name in [PermissionName::Camera, PermissionName::Microphone] {
        let status = PermissionStatus::query(name.clone()).await;
        if !status.is_known() {
            assert_eq!(status.state(), PermissionState::Prompt);
            return skip("the_camera_and_the_microphone", "this engine does not tell").await;
        }
        // As all tests have it; WebKitGTK under automation grants it whenever it is asked.
        assert!(
            matches!(status.state(), PermissionState::Granted | PermissionState::Prompt),
            "{name}: {status:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_name_that_no_browser_knows() {
    let status = PermissionStatus::query(PermissionName::Other("telepathy".into())).await;
    assert_eq!(status.state(), PermissionState::Prompt);
    assert!(!status.is_known());
    let listener = status.on_change(|_| panic!("nothing changes"));
    drop((status.changes(), listener));
    // This one is known to some and must be an error to none.
    let status = PermissionStatus::query_camera_pan_tilt_zoom().await;
    assert!(matches!(
        status.state(),
        PermissionState::Granted | PermissionState::Denied | PermissionState::Prompt
    ));
}

#[wasm_bindgen_test]
async fn a_page_without_permissions() {
    let navigator = navigator_of_page();
    let nowhere = answering(&JsValue::UNDEFINED);
    let thrown = js_sys::TypeError::new("no such name");
    for permissions in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        object(&[]),
        object(&[("query", 1.into())]),
        object(&[("query", nowhere)]),
        object(&[("query", throwing(&thrown))]),
        object(&[("query", answering(&object(&[("state", 1.into())])))]),
    ] {
        let replaced = replace(&navigator, "permissions", &permissions);
        let status = PermissionStatus::query(PermissionName::Camera).await;
        drop(replaced);
        assert_eq!(status.state(), PermissionState::Prompt);
        assert!(!status.is_known());
    }
    // A state that is invented tomorrow.
    let invented = object(&[("state", "sometimes".into())]);
    let replaced = replace(
        &navigator,
        "permissions",
        &object(&[("query", answering(&invented))]),
    );
    let status = PermissionStatus::query(PermissionName::Camera).await;
    drop(replaced);
    assert_eq!(status.state(), PermissionState::Other("sometimes".into()));
}

#[wasm_bindgen_test]
async fn changes() {
    let status = PermissionStatus::query(PermissionName::Camera).await;
    if !status.is_known() {
        return skip("changes", "this engine does not tell").await;
    }
    let mut changes = status.changes();
    if let Err(reason) = permit("camera", "denied").await {
        return skip("changes", &reason).await;
    }
    assert_eq!(changes.next().await, Some(PermissionState::Denied));
    assert_eq!(status.state(), PermissionState::Denied);
    permit("camera", "granted").await.expect("as before");
    assert_eq!(changes.next().await, Some(PermissionState::Granted));
    assert_eq!(status.state(), PermissionState::Granted);
}
