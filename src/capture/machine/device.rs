//! Comparison of requests and devices.
//!
//! Chromium gives a microphone without a constraint the id `default`, which is a role that another device can take
//! over. Such a device is identified by its group and its label.

use crate::constraints::{Constrain, MediaTrackConstraints, TrackRequest, key};
use crate::devices::MediaDeviceInfo;
use crate::json::JsonValue;

/// Returns the request with this device as a required constraint. An empty id selects the default device.
pub(in crate::capture) fn for_device(request: &TrackRequest, id: Option<&str>) -> TrackRequest {
    let constraints = for_any_device(request);
    match id {
        Some("") => constraints.into(),
        Some(id) => constraints.device_id(Constrain::exact(id)).into(),
        None => request.clone(),
    }
}

/// Returns the request without the constraints that select a device.
pub(in crate::capture) fn for_any_device(request: &TrackRequest) -> MediaTrackConstraints {
    let mut constraints = request.constraints().cloned().unwrap_or_default();
    constraints.basic.remove(key::DEVICE_ID);
    constraints.basic.remove(key::GROUP_ID);
    constraints.basic.remove(key::FACING_MODE);
    constraints
}

/// Returns the request as the browser receives it: without an empty device id, which selects no device.
pub(super) fn for_browser(request: &TrackRequest) -> TrackRequest {
    match request {
        TrackRequest::Constrained(constraints) if selector(constraints) == Some("") => {
            let mut constraints = constraints.clone();
            constraints.basic.remove(key::DEVICE_ID);
            constraints.into()
        }
        request => request.clone(),
    }
}

/// Returns whether a device has this id, or takes the role or is of the role of this id.
pub(super) fn is_device(device: &MediaDeviceInfo, id: &str, devices: &[MediaDeviceInfo]) -> bool {
    let own = device.device_id.as_deref();
    own == Some(id)
        || device.is_duplicate()
            && device
                .device_in(devices)
                .is_some_and(|device| device.device_id.as_deref() == Some(id))
}

/// Separates the device id of a request from its other constraints. An empty id selects no device.
pub(super) fn split(request: &TrackRequest) -> (Option<&str>, Option<MediaTrackConstraints>) {
    let Some(constraints) = request.constraints() else {
        return (None, None);
    };
    let mut rest = constraints.clone();
    rest.basic.remove(key::DEVICE_ID);
    let has_rest = !rest.basic.as_object().is_empty() || !rest.advanced.is_empty();
    (
        selector(constraints).filter(|id| !id.is_empty()),
        has_rest.then_some(rest),
    )
}

/// Returns the only device id that the constraints name: a bare value, `exact` or `ideal`.
fn selector(constraints: &MediaTrackConstraints) -> Option<&str> {
    let mut value = constraints.basic.as_object().get(key::DEVICE_ID.name())?;
    if let JsonValue::Object(members) = value {
        value = members.get("exact").or_else(|| members.get("ideal"))?;
    }
    if let JsonValue::Array(ids) = value {
        // Several ids leave the choice to the browser.
        value = ids.first().filter(|_| ids.len() == 1)?;
    }
    match value {
        JsonValue::String(id) => Some(id),
        _ => None,
    }
}

/// Returns whether a request requires a device.
pub(super) fn is_required(request: &TrackRequest) -> bool {
    let id = request
        .constraints()
        .and_then(|constraints| constraints.basic.as_object().get(key::DEVICE_ID.name()));
    match id {
        Some(JsonValue::Object(members)) => members.get("exact").is_some(),
        _ => false,
    }
}
