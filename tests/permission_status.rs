//! Permissions before a request.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn camera_and_microphone() {
    for name in [PermissionName::Camera, PermissionName::Microphone] {
        let status = PermissionStatus::query(name.clone()).await;
        if !status.is_known() {
            assert_eq!(status.state(), PermissionState::Prompt);
            return skip(
                "camera_and_microphone",
                "this engine does not expose the permission",
            )
            .await;
        }
        // The state of all tests. WebKitGTK under automation grants every request.
        assert!(
            matches!(status.state(), PermissionState::Granted | PermissionState::Prompt),
            "{name}: {status:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn an_unknown_name_is_prompt() {
    let status = PermissionStatus::query(PermissionName::Other("telepathy".into())).await;
    assert_eq!(status.state(), PermissionState::Prompt);
    assert!(!status.is_known());
    let listener = status.on_change(|_| panic!("the state never changes"));
    drop((status.changes(), listener));
    // Only some browsers support this name. None may fail.
    let status = PermissionStatus::query_camera_pan_tilt_zoom().await;
    assert!(matches!(
        status.state(),
        PermissionState::Granted | PermissionState::Denied | PermissionState::Prompt
    ));
}

#[wasm_bindgen_test]
async fn a_missing_or_broken_api_is_prompt() {
    let navigator = navigator_of_page();
    let undefined = returning(&JsValue::UNDEFINED);
    let thrown = js_sys::TypeError::new("no such name");
    for permissions in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        object(&[]),
        object(&[("query", 1.into())]),
        object(&[("query", undefined)]),
        object(&[("query", throwing(&thrown))]),
        object(&[("query", returning(&object(&[("state", 1.into())])))]),
    ] {
        let replaced = replace(&navigator, "permissions", &permissions);
        let status = PermissionStatus::query(PermissionName::Camera).await;
        drop(replaced);
        assert_eq!(status.state(), PermissionState::Prompt);
        assert!(!status.is_known());
    }
    // A state that this version of the crate does not know.
    let unknown = object(&[("state", "sometimes".into())]);
    let replaced = replace(
        &navigator,
        "permissions",
        &object(&[("query", returning(&unknown))]),
    );
    let status = PermissionStatus::query(PermissionName::Camera).await;
    drop(replaced);
    assert_eq!(status.state(), PermissionState::Other("sometimes".into()));
}

#[wasm_bindgen_test]
async fn changes_are_observed() {
    let status = PermissionStatus::query(PermissionName::Camera).await;
    if !status.is_known() {
        return skip(
            "changes_are_observed",
            "this engine does not expose the permission",
        )
        .await;
    }
    let mut changes = status.changes();
    if let Err(reason) = set_permission("camera", "denied").await {
        return skip("changes_are_observed", &reason).await;
    }
    assert_eq!(changes.next().await, Some(PermissionState::Denied));
    assert_eq!(status.state(), PermissionState::Denied);
    set_permission("camera", "granted")
        .await
        .expect("permissions can be set");
    assert_eq!(changes.next().await, Some(PermissionState::Granted));
    assert_eq!(status.state(), PermissionState::Granted);
}
