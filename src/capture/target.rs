//! The target of a capture: the tracks that it is to have live.

use crate::constraints::{Constrain, MediaStreamConstraints, MediaTrackConstraints, TrackRequest, key};
use crate::display::DisplayMediaStreamOptions;
use crate::track::MediaStreamTrackKind;

/// The kinds of track that a target can have.
pub(super) const KINDS: [MediaStreamTrackKind; 2] =
    [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video];

/// The tracks that a capture is to have live, or the part of them that a request opens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    pub(super) source: CaptureSource,
    /// The request for each kind of track.
    pub(super) requests: MediaStreamConstraints,
}

/// The source of all tracks of a target.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CaptureSource {
    /// Cameras and microphones.
    Devices,
    /// A screen, a window or a tab, with its audio.
    Display {
        /// Boxed, because most captures have none.
        options: Box<DisplayMediaStreamOptions>,
        /// Incremented by every switch to another display. The options stay the same.
        revision: u32,
    },
}

impl Target {
    /// Returns a target with cameras and microphones.
    pub(super) fn devices(requests: MediaStreamConstraints) -> Self {
        Target {
            source: CaptureSource::Devices,
            requests,
        }
    }

    /// Returns a target with a display.
    pub(super) fn display(options: &DisplayMediaStreamOptions, revision: u32) -> Self {
        Target {
            requests: MediaStreamConstraints::new()
                .audio(options.audio.clone())
                .video(options.video.clone()),
            source: CaptureSource::Display {
                options: Box::new(options.clone()),
                revision,
            },
        }
    }

    /// Returns the request for a kind of track.
    pub(super) fn request(&self, kind: MediaStreamTrackKind) -> &TrackRequest {
        request(&self.requests, kind)
    }

    /// Returns whether the target has a track of a kind.
    pub(super) fn includes(&self, kind: MediaStreamTrackKind) -> bool {
        *self.request(kind) != TrackRequest::Off
    }

    /// Returns whether the target has no track.
    pub(super) fn is_empty(&self) -> bool {
        !KINDS.into_iter().any(|kind| self.includes(kind))
    }
}

impl CaptureSource {
    pub(super) fn is_display(&self) -> bool {
        matches!(self, CaptureSource::Display { .. })
    }
}

/// Returns the request for a kind of track.
pub(super) fn request(constraints: &MediaStreamConstraints, kind: MediaStreamTrackKind) -> &TrackRequest {
    match kind {
        MediaStreamTrackKind::Audio => &constraints.audio,
        _ => &constraints.video,
    }
}

/// Returns the request for a kind of track.
pub(super) fn request_mut(
    constraints: &mut MediaStreamConstraints,
    kind: MediaStreamTrackKind,
) -> &mut TrackRequest {
    match kind {
        MediaStreamTrackKind::Audio => &mut constraints.audio,
        _ => &mut constraints.video,
    }
}

/// Returns the request with this device as a required constraint. Unchanged without an id.
pub(super) fn for_device(request: &TrackRequest, device_id: Option<&str>) -> TrackRequest {
    match device_id {
        Some(id) => for_any_device(request).device_id(Constrain::exact(id)).into(),
        None => request.clone(),
    }
}

/// Returns the request without the constraints that select a device.
pub(super) fn for_any_device(request: &TrackRequest) -> MediaTrackConstraints {
    let mut constraints = match request {
        TrackRequest::Constrained(constraints) => constraints.clone(),
        TrackRequest::Any | TrackRequest::Off => MediaTrackConstraints::new(),
    };
    constraints.basic.remove(key::DEVICE_ID);
    constraints.basic.remove(key::GROUP_ID);
    constraints.basic.remove(key::FACING_MODE);
    constraints
}
