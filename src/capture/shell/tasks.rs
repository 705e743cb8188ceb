//! The promises and timers that a capture waits for. None of them keeps the capture alive.

use std::rc::Weak;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::executor::run;
use super::session::Session;
use super::tracks::{EventSink, stop_all};
use crate::capture::machine::{Event, Timer};
use crate::devices::MediaDeviceInfo;
use crate::stream::PendingMediaStream;
use crate::sys;

/// Reports the result of a request.
pub(super) fn open(session: Weak<Session>, request: u32, stream: PendingMediaStream) {
    run(Box::pin(async move {
        let result = stream.await;
        match (result, session.upgrade()) {
            (Ok(stream), Some(session)) => session.opened(request, stream),
            // The capture was dropped.
            (Ok(stream), None) => stop_all(stream),
            (Err(_), None) => {}
            (Err(error), Some(session)) => {
                let constraint = error.constraint().map(str::to_owned);
                let failure = session.keep_error(error);
                session.report(Event::Failed {
                    request,
                    failure,
                    constraint,
                });
            }
        }
    }));
}

pub(super) fn start(session: Weak<Session>, timer: Timer, milliseconds: u32) {
    sys::call_after(milliseconds, move || {
        if let Some(session) = session.upgrade() {
            session.report(Event::Elapsed(timer));
        }
    });
}

/// Queries the permissions and lists the devices.
pub(super) fn inspect(session: &Session, inspection: u32) {
    if !cfg!(target_family = "wasm") {
        return;
    }
    let list = match session.devices() {
        Ok(devices) => devices.binding().enumerate_devices().ok(),
        Err(_) => None,
    };
    let requests = js_sys::Array::of(&[
        query_permission("microphone"),
        query_permission("camera"),
        list.unwrap_or(JsValue::UNDEFINED),
    ]);
    let settled = js_sys::Promise::all_settled(&requests);
    let session = session.this.clone();
    run(Box::pin(async move {
        let results = JsFuture::from(settled).await;
        let Some(session) = session.upgrade() else {
            return;
        };
        let results = results.unwrap_or_default();
        let value = |index| {
            let result = js_sys::Reflect::get_u32(&results, index).unwrap_or_default();
            sys::property(&result, "value")
        };
        let permissions = [value(0), value(1)];
        let list = value(2).and_then(|list| list.dyn_into::<js_sys::Array>().ok());
        let devices = list.map(|list| list.iter().map(read_device).collect());
        session.watch_permissions(&permissions);
        let is = |state: &str| {
            let has = |status: &Option<JsValue>| {
                let current = status
                    .as_ref()
                    .and_then(|status| sys::string_property(status, "state"));
                current.as_deref() == Some(state)
            };
            [has(&permissions[0]), has(&permissions[1])]
        };
        session.send(Event::Inspected {
            inspection,
            denied: is("denied"),
            granted: is("granted"),
            devices,
        });
    }));
}

/// Reads an entry of the list of devices. Fewer bytes than decoding the list as JSON, which is faster for long lists.
fn read_device(entry: JsValue) -> MediaDeviceInfo {
    let text = |name| sys::string_property(&entry, name).filter(|text| !text.is_empty());
    let mut device = MediaDeviceInfo::new(text("kind").unwrap_or_default().as_str().into());
    device.device_id = text("deviceId");
    device.group_id = text("groupId");
    device.label = text("label");
    device
}

/// Queries a permission. `undefined` where the browser has no such query.
fn query_permission(name: &str) -> JsValue {
    let Some(permissions) = sys::navigator_permissions() else {
        return JsValue::UNDEFINED;
    };
    let descriptor = sys::Object::new();
    descriptor.set_string("name", name);
    permissions.query(&descriptor).unwrap_or(JsValue::UNDEFINED)
}
