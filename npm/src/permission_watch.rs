//! The wasm part of js/permission_watch.js.

use js_sys::{Function, Promise};
use local_media_stream::{EventListener, PermissionName, PermissionStatus};
use wasm_bindgen::prelude::*;

use crate::promise;

/// An observed permission.
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

/// Queries a permission, and calls back with each new state.
#[wasm_bindgen(js_name = watchPermission, skip_typescript)]
pub fn watch_permission(name: &str, pan_tilt_zoom: bool, on_change: Function) -> Promise {
    let name = PermissionName::from(name);
    promise::from_future(async move {
        let status = if pan_tilt_zoom && name == PermissionName::Camera {
            PermissionStatus::query_camera_pan_tilt_zoom().await
        } else {
            PermissionStatus::query(name).await
        };
        let listener = status.on_change(move |state| {
            // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
            let _ = on_change.call1(&JsValue::UNDEFINED, &state.as_str().into());
        });
        Ok(PermissionSession {
            status,
            _listener: listener,
        }
        .into())
    })
}
