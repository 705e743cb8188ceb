//! The session of a recorder: the state machine, and the recorders of the browser.

mod observers;
mod segments;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;

use self::observers::{ChunkObserver, Observers};
use self::segments::Segment;
use super::future::{Outcome, RecordingFuture};
use super::machine::{Effect, Event, Gap, Machine, RecorderState, Setup, Track};
use super::media_recorder::MediaRecorder;
use super::queue::{Item, Queue};
use super::recorder_options::RecorderOptions;
use super::recording::{Chunk, Recording};
use super::recording_type::{Kinds, RecordingType, negotiate};
use super::sink::{MemorySink, RecordingSink};
use super::source::{Source, SourceChange};
use super::writer::{File, Progress, Writer};
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

pub(super) struct Session {
    this: Weak<Session>,
    source: Box<dyn Source>,
    options: RecorderOptions,
    /// Borrowed by pure code only.
    machine: RefCell<Machine>,
    /// The live tracks, with the numbers that the machine knows.
    tracks: RefCell<Vec<(u32, MediaStreamTrack)>>,
    track_count: Cell<u32>,
    source_listeners: RefCell<Vec<EventListener>>,
    /// The negotiated type, from the start on.
    recording_type: Cell<Option<RecordingType>>,
    kinds: Cell<Kinds>,
    mime_type: RefCell<String>,
    /// The recorder of the first segment, which has started.
    first: Cell<Option<MediaRecorder>>,
    segments: RefCell<Vec<Segment>>,
    queue: Queue,
    sink: Cell<Option<Box<dyn RecordingSink>>>,
    observers: Observers,
    error: RefCell<Option<MediaError>>,
    outcome: Rc<Outcome>,
}

impl Session {
    pub(super) fn new(source: Box<dyn Source>, options: RecorderOptions) -> Rc<Self> {
        Rc::new_cyclic(|this| Session {
            this: this.clone(),
            source,
            options,
            machine: RefCell::new(Machine::new()),
            tracks: RefCell::default(),
            track_count: Cell::new(0),
            source_listeners: RefCell::default(),
            recording_type: Cell::new(None),
            kinds: Cell::new(Kinds::default()),
            mime_type: RefCell::default(),
            first: Cell::new(None),
            segments: RefCell::default(),
            queue: Queue::default(),
            sink: Cell::new(None),
            observers: Observers::default(),
            error: RefCell::default(),
            outcome: Rc::default(),
        })
    }

    pub(super) fn set_sink(&self, sink: Box<dyn RecordingSink>) {
        let previous = self.sink.replace(Some(sink));
        drop(previous);
    }

    // --- Calls ---

    pub(super) fn start(&self) -> Result<(), MediaError> {
        let tracks = self.source.tracks();
        let kinds = kinds_of(&tracks);
        if self.options.timeslice < Duration::from_millis(1) {
            return Err(MediaError::new(
                MediaErrorKind::Type,
                "The timeslice is too short. Set at least 1 millisecond.",
            ));
        }
        if tracks.is_empty() {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "There is no live track to record. Start the capture first.",
            ));
        }
        let Some((recording_type, mime_type)) =
            negotiate(&self.options.types, kinds, &MediaRecorder::is_type_supported)
        else {
            return Err(MediaError::unsupported(
                "The browser records none of these types. Select one of Recorder::supported_types.",
            ));
        };
        let recorder = self.open(tracks, mime_type.clone())?;
        if self.state() != RecorderState::Idle {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The recorder was already started. Create another one.",
            ));
        }
        self.recording_type.set(Some(recording_type));
        self.kinds.set(kinds);
        self.mime_type.replace(mime_type);
        self.first.set(Some(recorder));
        self.machine.borrow_mut().set_up(Setup {
            replaces_tracks: self.source.replaces_tracks(),
            can_continue: recording_type.can_continue(),
            kinds,
        });
        self.run_writer(recording_type);
        let listeners = self.source.listen(self.report_source());
        self.source_listeners.replace(listeners);
        self.update_tracks();
        self.send(Event::Start);
        Ok(())
    }

    pub(super) fn outcome(&self) -> RecordingFuture {
        RecordingFuture::new(Ok(self.outcome.clone()))
    }

    pub(super) fn add_chunks(&self, observer: Rc<dyn ChunkObserver>) {
        if self.state() == RecorderState::Stopped {
            observer.close();
        } else {
            self.observers.add_chunks(observer);
        }
    }

    /// Calls back with every new state.
    pub(super) fn listen(&self, callback: impl FnMut(RecorderState) + 'static) -> EventListener {
        self.observers.listen(callback)
    }

    pub(super) fn state(&self) -> RecorderState {
        self.machine.borrow().state()
    }

    pub(super) fn position(&self) -> Duration {
        let now = sys::now();
        self.machine.borrow().position(now)
    }

    pub(super) fn gaps(&self) -> Vec<Gap> {
        self.machine.borrow().gaps().to_vec()
    }

    // --- Events ---

    /// Reports an event, and performs the effects with nothing borrowed.
    pub(super) fn send(&self, event: Event) {
        let now = sys::now();
        self.machine.borrow_mut().step(event, now);
        while let Some(effect) = self.next_effect() {
            self.perform(effect);
        }
    }

    fn next_effect(&self) -> Option<Effect> {
        self.machine.borrow_mut().next_effect()
    }

    fn report_source(&self) -> Box<dyn Fn(SourceChange)> {
        let session = self.this.clone();
        Box::new(move |change| {
            if let Some(session) = session.upgrade() {
                match change {
                    SourceChange::Tracks => session.update_tracks(),
                    SourceChange::Closed => session.send(Event::SourceClosed),
                }
            }
        })
    }

    /// Reports the live tracks. A track keeps its number.
    fn update_tracks(&self) {
        let known = self.tracks.borrow().clone();
        let number = |track: MediaStreamTrack| {
            let id = known.iter().find(|(_, other)| *other == track).map(|(id, _)| *id);
            let id = id.unwrap_or_else(|| {
                self.track_count.set(self.track_count.get().wrapping_add(1));
                self.track_count.get()
            });
            (id, track)
        };
        let tracks: Vec<_> = self.source.tracks().into_iter().map(number).collect();
        let event = tracks.iter().map(|(id, track)| Track {
            id: *id,
            is_video: track.kind() == MediaStreamTrackKind::Video,
        });
        let event = Event::Tracks(event.collect());
        let old = self.tracks.replace(tracks);
        drop(old);
        self.send(event);
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Begin { segment, offset } => self.begin(segment, offset),
            Effect::Pause(segment) => self.call(segment, MediaRecorder::pause),
            Effect::Resume(segment) => self.call(segment, MediaRecorder::resume),
            Effect::Stop(segment) => self.call(segment, MediaRecorder::stop),
            Effect::Finish => self.queue.push(Item::Finish),
            Effect::ReportChangedTracks => self.keep_error(MediaError::new(
                MediaErrorKind::InvalidModification,
                "The device was changed, and this type of file cannot continue with another one. Record WebM.",
            )),
            Effect::Notify(state) => {
                if state == RecorderState::Stopped {
                    // A no-op after `finish`. Otherwise the recorder was dropped before its start.
                    self.observers.close(None);
                }
                self.observers.state_changed(state);
            }
        }
    }

    // --- The file ---

    /// Runs the task that writes the file. It keeps the session alive until the file is complete.
    fn run_writer(&self, recording_type: RecordingType) {
        let Some(session) = self.this.upgrade() else {
            return;
        };
        let sink = self.sink.take().unwrap_or_else(|| Box::new(MemorySink::new()));
        let writer = Writer::new(recording_type.can_continue(), sink, session.clone());
        spawn_local(async move {
            let file = writer.run(&session.queue).await;
            session.finish(file);
        });
    }

    fn finish(&self, file: Result<File, MediaError>) {
        let listeners = self.source_listeners.take();
        drop(listeners);
        let error = self.error.borrow().clone();
        self.observers.close(error.as_ref().or(file.as_ref().err()));
        self.outcome.settle(match file {
            Ok(file) => Ok(Recording {
                blob: file.blob,
                mime_type: self.mime_type(),
                duration: file.duration,
                size: file.size,
                gaps: self.gaps(),
                error,
            }),
            Err(cause) => Err(error.unwrap_or(cause)),
        });
        self.send(Event::Finished);
    }

    /// Keeps the first error.
    fn keep_error(&self, error: MediaError) {
        let mut kept = self.error.borrow_mut();
        if kept.is_none() {
            *kept = Some(error);
        }
    }
}

impl Progress for Session {
    fn mime_type(&self) -> String {
        self.mime_type.borrow().clone()
    }

    fn written(&self, chunk: Chunk) {
        self.observers.written(&chunk);
    }

    fn failed(&self, error: MediaError) {
        self.keep_error(error);
        self.send(Event::Failed);
    }
}

fn kinds_of(tracks: &[MediaStreamTrack]) -> Kinds {
    let has = |kind| tracks.iter().any(|track| track.kind() == kind);
    Kinds {
        audio: has(MediaStreamTrackKind::Audio),
        video: has(MediaStreamTrackKind::Video),
    }
}
