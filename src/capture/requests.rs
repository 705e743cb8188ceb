//! What is wanted of each kind of track.

use crate::constraints::{Constrain, MediaStreamConstraints, MediaTrackConstraints, TrackRequest, key};
use crate::track::MediaStreamTrackKind;

/// The kinds that a request is made of.
pub(super) const KINDS: [MediaStreamTrackKind; 2] =
    [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video];

pub(super) fn request(constraints: &MediaStreamConstraints, kind: MediaStreamTrackKind) -> &TrackRequest {
    match kind {
        MediaStreamTrackKind::Audio => &constraints.audio,
        _ => &constraints.video,
    }
}

pub(super) fn request_mut(
    constraints: &mut MediaStreamConstraints,
    kind: MediaStreamTrackKind,
) -> &mut TrackRequest {
    match kind {
        MediaStreamTrackKind::Audio => &mut constraints.audio,
        _ => &mut constraints.video,
    }
}

/// Whether a track of this kind is asked for.
pub(super) fn asks(constraints: &MediaStreamConstraints, kind: MediaStreamTrackKind) -> bool {
    *request(constraints, kind) != TrackRequest::Off
}

/// The request, for this very device.
pub(super) fn pinned(request: &TrackRequest, device_id: Option<&str>) -> TrackRequest {
    match device_id {
        Some(id) => unpinned(request).device_id(Constrain::exact(id)).into(),
        None => request.clone(),
    }
}

/// The request, for whatever device there is.
pub(super) fn unpinned(request: &TrackRequest) -> MediaTrackConstraints {
    let mut constraints = match request {
        TrackRequest::Constrained(constraints) => constraints.clone(),
        TrackRequest::Any | TrackRequest::Off => MediaTrackConstraints::new(),
    };
    constraints.basic.remove(key::DEVICE_ID);
    constraints.basic.remove(key::GROUP_ID);
    constraints.basic.remove(key::FACING_MODE);
    constraints
}
