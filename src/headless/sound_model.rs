//! `SoundModel`: the level or the speech of a capture, for user interfaces.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen_futures::spawn_local;

use super::capture_reader::CaptureReader;
use super::followed_track::FollowedTrack;
use super::sound_snapshot::SoundSnapshot;
use crate::audio::{AudioContext, AudioContextState};
use crate::capture::Capture;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

type Callback<S> = Rc<dyn Fn(S)>;

/// Reads the audio track of a capture while it is live: its level
/// ([`LevelSnapshot`](super::LevelSnapshot)) or the speech in it (`VoiceSnapshot`). Another track is read when it replaces the
/// previous one. Every change of the snapshot is reported by one callback.
///
/// # Drop behavior
/// Dropping it ends the reading and closes the `AudioContext`, if nothing else uses it. The callback is not called again. The
/// capture stays live.
#[must_use = "the reading ends when the model is dropped"]
pub struct SoundModel<S: SoundSnapshot> {
    model: Rc<Model<S>>,
}

struct Model<S: SoundSnapshot> {
    this: Weak<Model<S>>,
    options: S::Options,
    track: FollowedTrack,
    snapshot: RefCell<S>,
    reading: RefCell<Option<Reading<S>>>,
    on_change: RefCell<Option<Callback<S>>>,
}

struct Reading<S: SoundSnapshot> {
    _stream: Rc<SharedStream<S>>,
    context: AudioContext,
    _state_listener: EventListener,
}

/// The stream, which the task of the reading shares. Empty while it is in use.
type SharedStream<S> = Cell<Option<<S as SoundSnapshot>::Stream>>;

impl<S: SoundSnapshot> SoundModel<S> {
    /// Creates a model that calls back with every new snapshot. The callback may call any function of the model, and may drop
    /// it.
    pub fn new(options: S::Options, on_change: impl Fn(S) + 'static) -> Self {
        SoundModel {
            model: Rc::new_cyclic(|this| Model {
                this: this.clone(),
                options,
                track: FollowedTrack::new(MediaStreamTrackKind::Audio),
                snapshot: RefCell::default(),
                reading: RefCell::default(),
                on_change: RefCell::new(Some(Rc::new(on_change))),
            }),
        }
    }
}

impl<S: SoundSnapshot> CaptureReader for SoundModel<S> {
    type Snapshot = S;

    fn follow(&self, capture: &Capture) {
        self.model.track.follow(capture, &self.model.this, Model::read);
    }

    fn snapshot(&self) -> S {
        self.model.snapshot.borrow().clone()
    }
}

impl<S: SoundSnapshot> Model<S> {
    /// Reads this track in place of the previous one.
    fn read(&self, track: Option<MediaStreamTrack>) {
        let mut snapshot = S::default();
        let reading = match track.map(|track| self.start(&track)).transpose() {
            Ok(reading) => reading,
            Err(error) => {
                snapshot.state_mut().error = Some(error);
                None
            }
        };
        snapshot.state_mut().is_reading = reading.is_some();
        // The previous one is dropped last: the context stays open.
        let previous = self.reading.replace(reading);
        drop(previous);
        self.set(snapshot);
    }

    fn start(&self, track: &MediaStreamTrack) -> Result<Reading<S>, MediaError> {
        let stream = S::open(track, &self.options)?;
        let context = S::context(&stream).clone();
        let this = self.this.clone();
        let state_listener = context.on_state_change(move || {
            if let Some(model) = this.upgrade() {
                model.check_context();
            }
        });
        let stream = Rc::new(Cell::new(Some(stream)));
        let (this, shared) = (self.this.clone(), Rc::downgrade(&stream));
        spawn_local(async move {
            loop {
                let result = poll_fn(|context| poll::<S>(&shared, context)).await;
                match (this.upgrade(), shared.upgrade()) {
                    (Some(model), Some(stream)) => model.add(&stream, result),
                    _ => return,
                }
            }
        });
        Ok(Reading {
            _stream: stream,
            context,
            _state_listener: state_listener,
        })
    }

    /// Adds a result of the stream, or `None` at its end.
    fn add(&self, shared: &SharedStream<S>, result: Option<Result<S::Item, MediaError>>) {
        let mut snapshot = self.snapshot.borrow().clone();
        let state = snapshot.state_mut();
        match result {
            Some(Ok(_)) => {
                (state.is_suspended, state.error) = (false, None);
                if let Some(stream) = shared.take() {
                    snapshot.update(&stream);
                    shared.set(Some(stream));
                }
            }
            // The stream continues when sound arrives.
            Some(Err(error)) if error.kind() == MediaErrorKind::Timeout => {
                (state.is_suspended, state.error) = (!self.is_running(), Some(error));
            }
            end => {
                snapshot = S::default();
                snapshot.state_mut().error = end.and_then(Result::err);
                let reading = self.reading.take();
                drop(reading);
            }
        }
        self.set(snapshot);
    }

    /// Ends the report of a suspended context when it runs. Speech may follow much later.
    fn check_context(&self) {
        let mut snapshot = self.snapshot.borrow().clone();
        let state = snapshot.state_mut();
        if state.is_suspended && self.is_running() {
            (state.is_suspended, state.error) = (false, None);
            self.set(snapshot);
        }
    }

    fn is_running(&self) -> bool {
        let context = self
            .reading
            .borrow()
            .as_ref()
            .map(|reading| reading.context.clone());
        context.is_some_and(|context| context.state() == AudioContextState::Running)
    }

    /// Reports a snapshot, unless it is the same.
    fn set(&self, snapshot: S) {
        if *self.snapshot.borrow() == snapshot {
            return;
        }
        self.snapshot.replace(snapshot.clone());
        // Cloned, because the callback may drop the model, which borrows the cell.
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(snapshot);
        }
    }
}

/// Polls the stream. `None` if the reading was dropped: the drop of the stream wakes the task, which ends then.
fn poll<S: SoundSnapshot>(
    shared: &Weak<SharedStream<S>>,
    context: &mut Context<'_>,
) -> Poll<Option<Result<S::Item, MediaError>>> {
    let shared = shared.upgrade();
    let taken = shared.and_then(|shared| Some((shared.take()?, shared)));
    let Some((mut stream, shared)) = taken else {
        return Poll::Ready(None);
    };
    let polled = Pin::new(&mut stream).poll_next(context);
    shared.set(Some(stream));
    polled
}

impl<S: SoundSnapshot> Drop for SoundModel<S> {
    fn drop(&mut self) {
        // A function further up the call stack may keep the inner model alive.
        self.model.on_change.take();
        self.model.track.stop();
        let reading = self.model.reading.take();
        drop(reading);
    }
}

impl<S: SoundSnapshot> fmt::Debug for SoundModel<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SoundModel").field(&self.snapshot()).finish()
    }
}
