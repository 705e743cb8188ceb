//! `RecordingModel`: the recordings of a component, for user interfaces.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;

use super::object_url::ObjectUrl;
use crate::error::MediaError;
use crate::events::EventListener;
use crate::recorder::{Recorder, RecorderState, Recording};

/// The state of a [`RecordingModel`] that a user interface renders.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecordingSnapshot {
    /// The state of the latest recording. After [`Stopped`](RecorderState::Stopped) there is a recording or an error.
    pub state: RecorderState,
    /// The recorded time, without pauses.
    pub position: Duration,
    /// The error of the latest start, or the error that ended the latest recording.
    pub error: Option<MediaError>,
    /// The complete recording. `None` from the start of the next one.
    pub recording: Option<Recording>,
    /// The URL of the complete recording. It is revoked when the next one starts and when the model is dropped.
    pub url: Option<String>,
}

impl Default for RecordingSnapshot {
    /// Returns the snapshot before the first recording, for server-side rendering.
    fn default() -> Self {
        RecordingSnapshot {
            state: RecorderState::Idle,
            position: Duration::ZERO,
            error: None,
            recording: None,
            url: None,
        }
    }
}

type Callback = Rc<dyn Fn(RecordingSnapshot)>;

/// Recordings for user interfaces, one after the other. Every change of the [`RecordingSnapshot`] is reported by one
/// callback. The position changes with each part of the data
/// ([`RecorderOptions::timeslice`](crate::recorder::RecorderOptions::timeslice)).
///
/// # Drop behavior
/// Dropping it stops the recording and revokes the URL. The callback is not called again.
#[must_use = "the recording stops when the model is dropped"]
pub struct RecordingModel {
    model: Rc<Model>,
}

struct Model {
    this: Weak<Model>,
    current: RefCell<Option<Current>>,
    error: RefCell<Option<MediaError>>,
    complete: RefCell<Option<Complete>>,
    on_change: RefCell<Option<Callback>>,
}

/// The latest recorder that has started.
struct Current {
    recorder: Rc<Recorder>,
    _state_listener: EventListener,
    has_result: bool,
}

struct Complete {
    recording: Recording,
    /// `None` if the recording is not in memory.
    url: Option<ObjectUrl>,
}

impl RecordingModel {
    /// Creates a model, and calls back with every new snapshot. The callback may call any function of the model, and may
    /// drop it.
    pub fn new(on_change: impl Fn(RecordingSnapshot) + 'static) -> Self {
        RecordingModel {
            model: Rc::new_cyclic(|this| Model {
                this: this.clone(),
                current: RefCell::default(),
                error: RefCell::default(),
                complete: RefCell::default(),
                on_change: RefCell::new(Some(Rc::new(on_change))),
            }),
        }
    }

    /// Starts this recorder, and discards the previous recording. A no-op during a recording. If it fails, the previous
    /// recording stays and the error is in the snapshot. The same error again is not reported.
    pub fn start(&self, recorder: Recorder) {
        if !self.model.is_recording() {
            self.model.start(Rc::new(recorder));
        }
    }

    /// Pauses the recording. A no-op unless it is recording.
    pub fn pause(&self) {
        if let Some(recorder) = self.model.recorder() {
            // The only error is that of another state.
            let _inactive = recorder.pause();
        }
    }

    /// Continues a paused recording. A no-op unless it is paused.
    pub fn resume(&self) {
        if let Some(recorder) = self.model.recorder() {
            let _inactive = recorder.resume();
        }
    }

    /// Stops the recording. The snapshot has the file when its state is [`Stopped`](RecorderState::Stopped). A no-op
    /// unless it is recording or paused.
    pub fn stop(&self) {
        if let Some(recorder) = self.model.recorder() {
            // The task of the recording waits for the result.
            drop(recorder.stop());
        }
    }

    /// Returns the current snapshot.
    pub fn snapshot(&self) -> RecordingSnapshot {
        self.model.snapshot()
    }
}

impl Model {
    fn recorder(&self) -> Option<Rc<Recorder>> {
        self.current
            .borrow()
            .as_ref()
            .map(|current| current.recorder.clone())
    }

    /// Returns whether a recording has no result yet.
    fn is_recording(&self) -> bool {
        self.current
            .borrow()
            .as_ref()
            .is_some_and(|current| !current.has_result)
    }

    fn start(&self, recorder: Rc<Recorder>) {
        if let Err(error) = recorder.start() {
            let known = self.error.replace(Some(error.clone()));
            let is_known =
                known.is_some_and(|known| known.kind() == error.kind() && known.message() == error.message());
            // A component that starts while it renders would render forever if each error were reported.
            if !is_known {
                self.notify();
            }
            return;
        }
        let this = self.this.clone();
        let state_listener = recorder.on_state_change(move |state| {
            // The end is reported with the result.
            if state != RecorderState::Stopped
                && let Some(model) = this.upgrade()
            {
                model.notify();
            }
        });
        let previous = self.current.replace(Some(Current {
            recorder: recorder.clone(),
            _state_listener: state_listener,
            has_result: false,
        }));
        drop(previous);
        drop(self.complete.take());
        self.error.take();
        self.observe(&recorder);
        self.notify();
    }

    /// Reports the position with each part of the data, and the result. Does not keep the recorder alive.
    fn observe(&self, recorder: &Recorder) {
        let this = self.this.clone();
        let mut chunks = recorder.chunks();
        spawn_local(async move {
            while chunks.next().await.is_some() {
                let Some(model) = this.upgrade() else { return };
                model.notify();
            }
            // The file is complete: this returns its result.
            let Some(result) = this.upgrade().and_then(|model| Some(model.recorder()?.stop())) else {
                return;
            };
            let result = result.await;
            if let Some(model) = this.upgrade() {
                model.finish(result);
            }
        });
    }

    fn finish(&self, result: Result<Recording, MediaError>) {
        let (complete, error) = match result {
            Ok(recording) => {
                let error = recording.error.clone();
                let url = recording.blob.as_ref().map(ObjectUrl::new).transpose();
                let (url, url_error) = match url {
                    Ok(url) => (url, None),
                    Err(error) => (None, Some(error)),
                };
                (Some(Complete { recording, url }), error.or(url_error))
            }
            Err(error) => (None, Some(error)),
        };
        let previous = self.complete.replace(complete);
        drop(previous);
        self.error.replace(error);
        if let Some(current) = &mut *self.current.borrow_mut() {
            current.has_result = true;
        }
        self.notify();
    }

    fn snapshot(&self) -> RecordingSnapshot {
        let recorder = self.recorder();
        let state = match recorder.as_deref().map(Recorder::state) {
            Some(RecorderState::Stopped) if self.is_recording() => RecorderState::Stopping,
            state => state.unwrap_or(RecorderState::Idle),
        };
        let position = recorder.map_or(Duration::ZERO, |recorder| recorder.position());
        let complete = self.complete.borrow();
        let complete = complete.as_ref();
        let url = complete.and_then(|complete| complete.url.as_ref());
        RecordingSnapshot {
            state,
            position,
            error: self.error.borrow().clone(),
            recording: complete.map(|complete| complete.recording.clone()),
            url: url.map(|url| url.as_str().to_owned()),
        }
    }

    fn notify(&self) {
        // Cloned, because the callback may drop the model, which borrows the cell.
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(self.snapshot());
        }
    }
}

impl Drop for RecordingModel {
    fn drop(&mut self) {
        // A function further up the call stack may keep the inner model alive.
        self.model.on_change.take();
        drop(self.model.current.take());
        drop(self.model.complete.take());
    }
}

impl fmt::Debug for RecordingModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordingModel").field(&self.snapshot()).finish()
    }
}
