//! The promises and timers that a capture waits for. None of them keeps the capture alive.

use std::rc::Weak;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::executor::run;
use super::session::Session;
use super::tracks::{EventSink, describe_device, stop_all};
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
    if !cfg!(target_family = "wasm") {
        return;
    }
    // A task shares the executor. A callback of another type would need further glue code.
    let elapsed = JsFuture::from(sys::timeout(milliseconds));
    run(Box::pin(async move {
        let _ = elapsed.await;
        if let Some(session) = session.upgrade() {
            session.report(Event::Elapsed(timer));
        }
    }));
}

/// Lists the devices and queries the permissions.
pub(super) fn inspect(session: &Session, inspection: u32) {
    if !cfg!(target_family = "wasm") {
        return;
    }
    let list = match session.devices() {
        Ok(devices) => devices.binding().enumerate_devices().ok(),
        Err(_) => None,
    };
    let future = |promise: Option<JsValue>| Some(JsFuture::from(Promise::resolve(&promise?)));
    let list = future(list);
    let queries = ["microphone", "camera"].map(|name| future(query_permission(name)));
    let session = session.this.clone();
    run(Box::pin(async move {
        // The list does not wait for the permissions.
        if let Some(list) = list
            && let Some(devices) = list.await.ok().and_then(read_devices)
            && let Some(session) = session.upgrade()
        {
            session.send(Event::Listed { inspection, devices });
        }
        let mut permissions = [const { None }; 2];
        for (permission, query) in permissions.iter_mut().zip(queries) {
            if let Some(query) = query {
                *permission = query.await.ok();
            }
        }
        let Some(session) = session.upgrade() else {
            return;
        };
        session.watch_permissions(&permissions);
        let states = permissions.map(|status| sys::string_property(&status?, "state"));
        let is = |state| states.each_ref().map(|current| current.as_deref() == Some(state));
        session.send(Event::Inspected {
            inspection,
            denied: is("denied"),
            granted: is("granted"),
        });
    }));
}

/// Reads the list of devices. Fewer bytes than decoding the list as JSON, which is faster for long lists.
fn read_devices(list: JsValue) -> Option<Vec<MediaDeviceInfo>> {
    let list = list.dyn_into::<Array>().ok()?;
    let mut devices = Vec::new();
    for entry in list.iter() {
        let text = |name| sys::string_property(&entry, name);
        let kind = text("kind").unwrap_or_default();
        let texts = ["deviceId", "groupId", "label"].map(text);
        devices.push(describe_device(kind.as_str().into(), texts));
    }
    Some(devices)
}

/// Queries a permission. `None` where the browser has no such query.
fn query_permission(name: &'static str) -> Option<JsValue> {
    let permissions = sys::navigator_permissions()?;
    let descriptor = sys::Object::new();
    descriptor.set_string("name", name);
    permissions.query(&descriptor).ok()
}
