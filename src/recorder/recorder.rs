//! `Recorder`: one file of a stream or of a capture.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use web_sys::EventTarget;

use super::future::RecordingFuture;
use super::machine::{Event, Gap, RecorderState};
use super::media_recorder::MediaRecorder;
use super::recorder_options::RecorderOptions;
use super::recording::Chunk;
use super::recording_type::{ALL, Kinds, RecordingType};
use super::session::Session;
use super::sink::RecordingSink;
use super::source::ReplacedTracks;
use super::writer::Progress;
use crate::capture::{Capture, CurrentTracks};
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, push};
use crate::stream::MediaStream;
use crate::track::MediaStreamTrack;

/// A recorder of a stream or of a [`Capture`], which writes one file.
///
/// - A recording of a capture continues while its devices are switched, lost and recovered. Only the time without a
///   device is missing: [`Recording::gaps`](super::Recording::gaps) lists it.
/// - WebM and Matroska files have a duration and an index, unlike those of
///   [`MediaRecorder`](super::MediaRecorder). MP4 and Ogg are written as the browser delivers them.
/// - Nothing is lost: the data before a stop, before an error, before the end of the tracks and before a drop reaches
///   the sink.
///
/// ```no_run
/// use local_media_stream::recorder::{Recorder, RecorderOptions};
/// use local_media_stream::{Capture, MediaStreamConstraints};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let capture = Capture::new();
/// capture.start(&MediaStreamConstraints::new().audio(true).video(true)).await?;
/// let recorder = Recorder::with_capture(&capture, RecorderOptions::new());
/// recorder.start()?;
/// // …
/// capture.flip_camera().await?;
/// // …
/// let recording = recorder.stop().await?;
/// // recording.blob: one file with both cameras
/// # Ok(()) }
/// ```
///
/// # Drop behavior
/// Dropping it stops the recording, and removes its listeners when the last data is written. A capture that is dropped
/// stops it too. It does not keep the capture alive, and stops no track.
///
/// [Spec](https://www.w3.org/TR/mediastream-recording/) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream_Recording_API)
#[must_use = "the recording stops when the recorder is dropped"]
pub struct Recorder {
    session: Rc<Session>,
}

impl Recorder {
    /// Creates a recorder of a stream. Records nothing yet.
    ///
    /// The recording ends when all tracks have ended. It ends with
    /// [`InvalidModification`](MediaErrorKind::InvalidModification) when a track is added to the stream or removed from
    /// it (browsers cannot continue then): the file is complete up to there.
    pub fn new(stream: &MediaStream, options: RecorderOptions) -> Self {
        Recorder {
            session: Session::new(Box::new(stream.clone()), options),
        }
    }

    /// Creates a recorder of the current tracks of a capture. Records nothing yet.
    ///
    /// The kinds of tracks at the start are recorded. A kind that is added later is not.
    ///
    /// Other containers than WebM and Matroska cannot continue with another track. Such a recording ends with
    /// [`InvalidModification`](MediaErrorKind::InvalidModification): the file is complete up to there.
    pub fn with_capture(capture: &Capture, options: RecorderOptions) -> Self {
        Recorder {
            session: Session::new(Box::new(CurrentTracks::new(capture)), options),
        }
    }

    /// Creates a recorder of tracks that other code replaces, such as a capture in JavaScript. Records nothing yet.
    ///
    /// `current` returns the tracks. It is called at the start and after each `change` event that `changes` dispatches.
    /// The recording continues with new tracks like that of a [capture](Self::with_capture).
    pub fn with_tracks(
        current: impl Fn() -> Vec<MediaStreamTrack> + 'static,
        changes: &EventTarget,
        options: RecorderOptions,
    ) -> Self {
        let source = ReplacedTracks {
            current: Box::new(current),
            changes: changes.clone(),
        };
        Recorder {
            session: Session::new(Box::new(source), options),
        }
    }

    /// Sets the destination of the recording, before the start. The default is a
    /// [`MemorySink`](super::MemorySink).
    pub fn with_sink(self, sink: impl RecordingSink + 'static) -> Self {
        self.session.set_sink(Box::new(sink));
        self
    }

    /// Returns the types that the browser supports, in the order in which a recorder tries them. Those with video are
    /// first. Empty where there is no recorder.
    pub fn supported_types() -> Vec<RecordingType> {
        let is_supported = |recording_type: &RecordingType| {
            let kinds = Kinds {
                audio: true,
                video: recording_type.has_video(),
            };
            let supported = recording_type.supported(kinds, &MediaRecorder::is_type_supported);
            supported.is_some()
        };
        ALL.into_iter().filter(is_supported).collect()
    }

    /// Starts the recording. A recorder writes one file: create another one for the next.
    ///
    /// # Errors
    /// Nothing has started then.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): no track is live, or the recorder was already started.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the browser supports none of the types.
    /// - [`Type`](MediaErrorKind::Type): the timeslice is shorter than 1 millisecond.
    /// - [`Security`](MediaErrorKind::Security): a track is isolated from the page.
    pub fn start(&self) -> Result<(), MediaError> {
        self.session.start()
    }

    /// Pauses the recording. A no-op if it is paused. The time until [`resume`](Self::resume) is not in the file.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if it is not recording.
    pub fn pause(&self) -> Result<(), MediaError> {
        self.require_active()?;
        self.session.send(Event::Pause);
        Ok(())
    }

    /// Continues the recording with the current tracks. A no-op if it is not paused.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if it is not recording.
    pub fn resume(&self) -> Result<(), MediaError> {
        self.require_active()?;
        self.session.send(Event::Resume);
        Ok(())
    }

    /// Stops the recording, and returns a future of the file. Each further call returns the same result, also of a
    /// recording that has ended without a call.
    ///
    /// The recording stops before the function returns. It may be called in any callback.
    ///
    /// # Errors
    /// An error that ended the recording after some data is in [`Recording::error`](super::Recording::error).
    /// - [`InvalidState`](MediaErrorKind::InvalidState): the recorder was not started.
    /// - [`NotReadable`](MediaErrorKind::NotReadable): the browser delivered no data, as WebKitGTK does.
    /// - Errors of the sink, if it cannot complete the file.
    pub fn stop(&self) -> RecordingFuture {
        if self.state() == RecorderState::Idle {
            return RecordingFuture::new(Err(not_started()));
        }
        self.session.send(Event::Stop);
        self.session.outcome()
    }

    /// Returns the state.
    pub fn state(&self) -> RecorderState {
        self.session.state()
    }

    /// Returns the recorded time, without pauses. It includes the gaps.
    pub fn position(&self) -> Duration {
        self.session.position()
    }

    /// Returns the gaps that have ended so far.
    pub fn gaps(&self) -> Vec<Gap> {
        self.session.gaps()
    }

    /// Returns the container and the codecs that are recorded. Empty before the start.
    pub fn mime_type(&self) -> String {
        self.session.mime_type()
    }

    /// Calls back synchronously with every new state. If a callback causes a change, all listeners are called with the
    /// current state first.
    pub fn on_state_change(&self, callback: impl FnMut(RecorderState) + 'static) -> EventListener {
        self.session.listen(callback)
    }

    /// Returns the new states of [`on_state_change`](Self::on_state_change) as a stream. It ends after
    /// [`Stopped`](RecorderState::Stopped), which is also the state of a recorder that is dropped before it starts.
    pub fn state_changes(&self) -> EventStream<RecorderState> {
        EventStream::new(|sender| {
            if self.state() == RecorderState::Stopped {
                sender.close_channel();
            }
            self.session.listen(move |state| {
                push(&sender, state);
                if state == RecorderState::Stopped {
                    sender.close_channel();
                }
            })
        })
    }

    /// Returns the data that is written from now on, as a stream. An error that ends the recording is the last item. It
    /// ends with the recording, or when a recorder that has not started is dropped.
    pub fn chunks(&self) -> EventStream<Result<Chunk, MediaError>> {
        EventStream::new(|sender| {
            self.session.add_chunks(Rc::new(sender));
            EventListener::noop()
        })
    }

    fn require_active(&self) -> Result<(), MediaError> {
        match self.state() {
            RecorderState::Recording | RecorderState::Paused => Ok(()),
            RecorderState::Idle => Err(not_started()),
            RecorderState::Stopping | RecorderState::Stopped => Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The recording has stopped. Create another recorder.",
            )),
        }
    }
}

fn not_started() -> MediaError {
    MediaError::new(
        MediaErrorKind::InvalidState,
        "The recorder was not started. Call start first.",
    )
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.session.send(Event::Dropped);
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("state", &self.state())
            .field("mime_type", &self.mime_type())
            .finish()
    }
}
