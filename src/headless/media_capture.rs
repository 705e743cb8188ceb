//! `MediaCapture`: the capture of a component, as the hooks of a framework return it.

use super::{CaptureHelp, CaptureModel, CaptureSnapshot};
use crate::capture::{Capture, CaptureState};
use crate::devices::PermissionState;
use crate::error::MediaError;
use crate::stream::MediaStream;
use crate::track::MediaStreamTrackKind;

/// The access of a framework to the [`CaptureModel`] of a component, and to the snapshot that it renders.
pub trait CaptureAccess {
    /// Reads the snapshot, the default one after the component is unmounted.
    fn with_snapshot<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T;

    /// Calls a function with the model. Returns `None` on a server and after the component is unmounted. The function
    /// may unmount the component.
    fn with_model<T>(&self, f: impl FnOnce(&CaptureModel) -> T) -> Option<T>;

    /// Sets the current request of the component, before the capture starts. A no-op by default.
    fn update_request(&self) {}
}

/// A capture that belongs to a component, as the hooks of the framework crates return it.
///
/// This is a handle: clones of it are the same capture. After the component is unmounted, nothing is live, and methods
/// other than the getters are no-ops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaCapture<A> {
    access: A,
}

impl<A: CaptureAccess> MediaCapture<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaCapture { access }
    }

    /// Returns the current state.
    pub fn state(&self) -> CaptureState {
        self.access.with_snapshot(|snapshot| snapshot.state.clone())
    }

    /// Returns the state of the audio or the video track. A lost or denied track is
    /// [`Ended`](CaptureState::Ended) or [`Failed`](CaptureState::Failed) here, also while the other one is live.
    pub fn state_of(&self, kind: MediaStreamTrackKind) -> CaptureState {
        self.access.with_snapshot(|snapshot| match kind {
            MediaStreamTrackKind::Audio => snapshot.audio.clone(),
            _ => snapshot.video.clone(),
        })
    }

    /// Returns whether a track is live.
    pub fn is_live(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.state.is_live())
    }

    /// Returns the live stream, if any. The capture owns it and stops its tracks.
    pub fn stream(&self) -> Option<MediaStream> {
        self.access.with_snapshot(|snapshot| snapshot.stream.clone())
    }

    /// Returns the error of the last request, if it failed. After a failed switch, the previous stream is still live.
    pub fn error(&self) -> Option<MediaError> {
        self.access.with_snapshot(|snapshot| snapshot.error.clone())
    }

    /// Returns instructions for the user after the [error](Self::error), from the current permissions for cameras and
    /// microphones.
    ///
    /// To try again, call [`start`](Self::start). After a failed switch, [`restart`](Self::restart) requests the previous tracks.
    pub fn help(&self, camera: &PermissionState, microphone: &PermissionState) -> Option<CaptureHelp> {
        let error = self.error()?;
        let request = self.access.with_model(CaptureModel::request)?;
        Some(CaptureHelp::new(&error, &request, camera, microphone))
    }

    /// Starts capturing with the current constraints or options. A no-op if they are live already.
    ///
    /// Call it directly in the event handler, not after an `.await` or in a spawned future. A prompt for a screen requires
    /// [transient activation](https://developer.mozilla.org/en-US/docs/Glossary/Transient_activation), which expires.
    pub fn start(&self) {
        self.access.update_request();
        self.access.with_model(CaptureModel::start);
    }

    /// Stops every track before it returns. If a prompt is open, the stream that it returns is stopped on arrival.
    pub fn stop(&self) {
        self.access.with_model(CaptureModel::stop);
    }

    /// Stops every track, then requests them again, also those that were lost. Opens another prompt if one is open.
    /// Starts the capture if nothing is live.
    ///
    /// Call it directly in the event handler, like [`start`](Self::start).
    pub fn restart(&self) {
        self.access.update_request();
        self.access.with_model(CaptureModel::restart);
    }

    /// Calls `f` with the underlying [`Capture`], for example to flip the camera or to set a recovery policy.
    ///
    /// Returns `None` on a server and after the component is unmounted. If `f` returns a future of the capture, await it
    /// in a spawned future: the call itself must happen in the event handler.
    pub fn with_capture<T>(&self, f: impl FnOnce(&Capture) -> T) -> Option<T> {
        self.access.with_model(|model| f(model.capture()))
    }
}
