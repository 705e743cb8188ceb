//! What is permitted, for JavaScript: what js/permission_watch.js is made on.

use js_sys::{Function, Promise};
use local_media_stream::{EventListener, PermissionName, PermissionStatus};
use wasm_bindgen::prelude::*;

use crate::promise;

/// A permission that is watched.
#[wasm_bindgen(skip_typescript)]
pub struct PermissionSession {
    status: PermissionStatus,
    _listener: EventListener,
}

#[wasm_bindgen]
impl PermissionSession {
    #[wasm_bindgen(getter)]
    pub fn state(&self) -> JsValue {
        self.status.state().as_str().into()
    }

    #[wasm_bindgen(getter, js_name = isKnown)]
    pub fn is_known(&self) -> bool {
        self.status.is_known()
    }
}

/// A permission, once the browser has told it, that calls back when it has changed.
#[wasm_bindgen(js_name = watchPermission, skip_typescript)]
pub fn watch_permission(name: &str, pan_tilt_zoom: bool, changed: Function) -> Promise {
    let name = PermissionName::from(name);
    promise::of(async move {
        let status = if pan_tilt_zoom && name == PermissionName::Camera {
            PermissionStatus::query_camera_pan_tilt_zoom().await
        } else {
            PermissionStatus::query(name).await
        };
        let _listener = status.on_change(move |_| {
            // What it throws is JavaScript's affair, and reported there.
            let _ = changed.call0(&JsValue::UNDEFINED);
        });
        Ok(PermissionSession { status, _listener }.into())
    })
}
