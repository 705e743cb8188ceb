//! Queries a permission and follows its changes.

use local_media_stream::{
    MediaStreamConstraints, PermissionName, PermissionState, PermissionStatus, get_user_media,
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(callback: js_sys::Function) -> Result<(), JsValue> {
    let permission = PermissionStatus::query(PermissionName::Camera).await;
    if permission.state() == PermissionState::Denied {
        return Ok(());
    }
    let listener = permission.on_change(move |state| {
        drop(callback.call1(&JsValue::UNDEFINED, &(state == PermissionState::Granted).into()));
    });
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
    stream.stop();
    drop(listener);
    Ok(())
}
