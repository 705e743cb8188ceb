//! Comparison of requests and devices.
//!
//! Chromium gives a microphone without a constraint the id `default`, which is a role that another device can take
//! over. Such a device is identified by its group and its label. Whether a live track then moves to the new device
//! depends on the system, and the page cannot detect it: the settings of the track remain those of the old device.

use std::slice;

use crate::constraints::{Constrain, MediaTrackConstraints, TrackRequest, key};
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

/// Returns the only device id that a request names. An empty id selects no device.
pub(super) fn device_id(request: &TrackRequest) -> Option<&str> {
    selector(request.constraints()?).filter(|id| !id.is_empty())
}

/// Separates the device id of a request from its other constraints.
pub(super) fn split(request: &TrackRequest) -> (Option<&str>, Option<MediaTrackConstraints>) {
    let Some(constraints) = request.constraints() else {
        return (None, None);
    };
    let mut rest = constraints.clone();
    rest.basic.remove(key::DEVICE_ID);
    let has_rest = !rest.basic.as_object().is_empty() || !rest.advanced.is_empty();
    (device_id(request), has_rest.then_some(rest))
}

/// Returns the device ids of a request that names several, among which the browser chooses.
pub(super) fn several_ids(request: &TrackRequest) -> Option<&[JsonValue]> {
    Some(device_ids(request.constraints()?)).filter(|ids| ids.len() > 1)
}

/// Returns the only device id that the constraints name.
fn selector(constraints: &MediaTrackConstraints) -> Option<&str> {
    match device_ids(constraints) {
        [JsonValue::String(id)] => Some(id),
        _ => None,
    }
}

/// Returns the device ids that the constraints name: bare, `exact` or `ideal`.
fn device_ids(constraints: &MediaTrackConstraints) -> &[JsonValue] {
    let value = match constraints.basic.as_object().get(key::DEVICE_ID.name()) {
        Some(JsonValue::Object(members)) => members.get("exact").or_else(|| members.get("ideal")),
        value => value,
    };
    match value {
        Some(JsonValue::Array(ids)) => ids,
        value => value.map_or(&[], slice::from_ref),
    }
}

/// Returns whether a request requires a device.
pub(super) fn is_required(request: &TrackRequest) -> bool {
    match constraint(request, key::DEVICE_ID.name()) {
        Some(JsonValue::Object(members)) => members.get("exact").is_some(),
        _ => false,
    }
}

/// Returns the constraint of a request for the property of this name.
pub(super) fn constraint<'a>(request: &'a TrackRequest, name: &str) -> Option<&'a JsonValue> {
    request.constraints()?.basic.as_object().get(name)
}
