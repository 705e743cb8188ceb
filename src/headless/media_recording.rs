//! `MediaRecording`: the recordings of a component, as the hooks of a framework return them.

use std::time::Duration;

use super::{RecordingModel, RecordingSnapshot, recorder_labels};
use crate::error::MediaError;
use crate::recorder::{Recorder, RecorderState, Recording};

/// The access of a framework to the [`RecordingModel`] of a component, and to the snapshot that it renders.
pub trait RecordingAccess {
    /// Reads the snapshot, the default one after the component is unmounted.
    fn with_snapshot<T>(&self, read: impl Fn(&RecordingSnapshot) -> T) -> T;

    /// Calls a function with the model. Returns `None` on a server and after the component is unmounted. The function
    /// may unmount the component.
    fn with_model<T>(&self, f: impl FnOnce(&RecordingModel) -> T) -> Option<T>;

    /// Creates a recorder of the capture with the current options. Returns `None` on a server and after the component of
    /// the capture is unmounted.
    fn create_recorder(&self) -> Option<Recorder>;
}

/// Recordings of a capture, one after the other, as the hooks of the framework crates return them.
///
/// This is a handle: clones of it are the same recorder. After the component is unmounted, methods other than the
/// getters are no-ops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaRecording<A> {
    access: A,
}

impl<A: RecordingAccess> MediaRecording<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaRecording { access }
    }

    /// Returns the state of the latest recording.
    pub fn state(&self) -> RecorderState {
        self.access.with_snapshot(|snapshot| snapshot.state)
    }

    /// Returns whether a recording is in progress, also while it is paused.
    pub fn is_active(&self) -> bool {
        matches!(self.state(), RecorderState::Recording | RecorderState::Paused)
    }

    /// Returns the recorded time, without pauses. It changes with each part of the data: see
    /// [`RecorderOptions::timeslice`](crate::recorder::RecorderOptions::timeslice).
    pub fn position(&self) -> Duration {
        self.access.with_snapshot(|snapshot| snapshot.position)
    }

    /// Returns the error of the latest start, or the error that ended the latest recording. That recording is complete
    /// up to the error.
    pub fn error(&self) -> Option<MediaError> {
        self.access.with_snapshot(|snapshot| snapshot.error.clone())
    }

    /// Returns the latest recording when it is complete, until the next one starts.
    pub fn recording(&self) -> Option<Recording> {
        self.access.with_snapshot(|snapshot| snapshot.recording.clone())
    }

    /// Returns the URL of [`recording`](Self::recording), for a `<video>` or a download link. `None` if the file is not in
    /// memory.
    ///
    /// It is revoked when the next recording starts and when the component is unmounted. For a longer use, create an
    /// [`ObjectUrl`](super::ObjectUrl) of the blob.
    pub fn url(&self) -> Option<String> {
        self.access.with_snapshot(|snapshot| snapshot.url.clone())
    }

    /// Returns the [recorded time](Self::position) as minutes and seconds, such as 1:05, or with hours, such as 1:00:05.
    pub fn clock(&self) -> String {
        recorder_labels::clock(self.position())
    }

    /// Returns the name of the file of the [recording](Self::recording) for its download: this one with the extension of its
    /// type.
    pub fn file_name(&self, name: &str) -> Option<String> {
        let recording = self.recording()?;
        Some(recorder_labels::file_name(name, &recording))
    }

    /// Starts a recording of the live tracks in memory, and discards the previous one. A no-op during a recording.
    ///
    /// # Errors
    /// [`error`](Self::error) returns those of [`Recorder::start`]. The previous recording stays then.
    pub fn start(&self) {
        if let Some(recorder) = self.access.create_recorder() {
            self.start_with(recorder);
        }
    }

    /// Starts this recorder like [`start`](Self::start): one with a
    /// [sink](crate::recorder::Recorder::with_sink), or one of another stream.
    pub fn start_with(&self, recorder: Recorder) {
        self.access.with_model(|model| model.start(recorder));
    }

    /// [Stops](Self::stop) a recording in progress, or [starts](Self::start) one.
    pub fn toggle(&self) {
        if matches!(
            self.current_state(),
            Some(RecorderState::Recording | RecorderState::Paused)
        ) {
            self.stop();
        } else {
            self.start();
        }
    }

    /// [Resumes](Self::resume) a paused recording, or [pauses](Self::pause) it.
    pub fn toggle_pause(&self) {
        if self.current_state() == Some(RecorderState::Paused) {
            self.resume();
        } else {
            self.pause();
        }
    }

    /// Returns the state now: that of an old render is in its snapshot.
    fn current_state(&self) -> Option<RecorderState> {
        self.access.with_model(|model| model.snapshot().state)
    }

    /// Pauses the recording. A no-op unless it is recording.
    pub fn pause(&self) {
        self.access.with_model(RecordingModel::pause);
    }

    /// Continues a paused recording. A no-op unless it is paused.
    pub fn resume(&self) {
        self.access.with_model(RecordingModel::resume);
    }

    /// Stops the recording. The state is [`Stopped`](RecorderState::Stopped) when the file is complete. A no-op unless it
    /// is recording or paused.
    pub fn stop(&self) {
        self.access.with_model(RecordingModel::stop);
    }
}
