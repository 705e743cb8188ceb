//! The recorders of the browser: one for each segment of a recording.

use std::rc::Rc;
use std::time::Duration;

use super::{Session, kinds_of};
use crate::error::MediaError;
use crate::events::EventListener;
use crate::recorder::machine::Event;
use crate::recorder::media_recorder::MediaRecorder;
use crate::recorder::queue::Item;
use crate::recorder::recording_type::{RecordingType, negotiate};
use crate::recorder::writer::Progress;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// A recorder of the browser.
pub(super) struct Segment {
    id: u32,
    recorder: Rc<MediaRecorder>,
    _listeners: [EventListener; 4],
}

impl Session {
    /// Creates and starts a recorder.
    pub(super) fn open(
        &self,
        tracks: Vec<MediaStreamTrack>,
        mime_type: String,
    ) -> Result<MediaRecorder, MediaError> {
        let stream = self.source.stream(tracks)?;
        let recorder = MediaRecorder::new(&stream, &self.options.for_browser(mime_type))?;
        recorder.start(Some(self.options.timeslice))?;
        Ok(recorder)
    }

    /// Creates and starts a recorder of the live tracks, for a file that has begun.
    fn open_next(&self) -> Result<MediaRecorder, MediaError> {
        let mut tracks = self.source.tracks();
        let recorded = self.kinds.get();
        tracks.retain(|track| match track.kind() {
            MediaStreamTrackKind::Video => recorded.video,
            _ => recorded.audio,
        });
        let types: Vec<RecordingType> = self.recording_type.get().into_iter().collect();
        // Codecs of missing kinds are omitted. The previous type was supported, so this one is.
        let negotiated = negotiate(&types, kinds_of(&tracks), &MediaRecorder::is_type_supported);
        let mime_type = negotiated.map_or_else(|| self.mime_type(), |(_, mime_type)| mime_type);
        self.open(tracks, mime_type)
    }

    pub(super) fn begin(&self, segment: u32, offset: Duration) {
        let recorder = match self.first.take() {
            Some(recorder) => Ok(recorder),
            None => self.open_next(),
        };
        match recorder {
            Ok(recorder) => {
                self.queue.push(Item::Begin { segment, offset });
                let segment = Segment {
                    id: segment,
                    _listeners: self.listen_to(segment, &recorder),
                    recorder: Rc::new(recorder),
                };
                self.segments.borrow_mut().push(segment);
            }
            Err(error) => {
                self.keep_error(error);
                self.send(Event::Failed);
                self.send(Event::Stopped(segment));
            }
        }
    }

    fn listen_to(&self, segment: u32, recorder: &MediaRecorder) -> [EventListener; 4] {
        let [started, received, failed, stopped] = [(); 4].map(|()| self.this.clone());
        [
            recorder.on_start(move || {
                if let Some(session) = started.upgrade() {
                    session.read_mime_type(segment);
                    session.send(Event::Started(segment));
                }
            }),
            recorder.on_data_available(move |event| {
                if let Some(session) = received.upgrade() {
                    session.read_mime_type(segment);
                    session.queue.push(Item::Data {
                        segment,
                        blob: event.data,
                        position: session.position(),
                    });
                }
            }),
            recorder.on_error(move |error| {
                if let Some(session) = failed.upgrade() {
                    session.keep_error(error);
                    session.send(Event::Failed);
                }
            }),
            recorder.on_stop(move || {
                if let Some(session) = stopped.upgrade() {
                    session.stopped(segment);
                }
            }),
        ]
    }

    /// A recorder has delivered all its data.
    fn stopped(&self, segment: u32) {
        let removed = {
            let mut segments = self.segments.borrow_mut();
            segments.extract_if(.., |other| other.id == segment).next()
        };
        drop(removed);
        self.queue.end(segment);
        // The event of the tracks may follow that of the recorder.
        self.update_tracks();
        self.send(Event::Stopped(segment));
    }

    /// Reads the actual type. Firefox has none before the first data, unless one was requested.
    fn read_mime_type(&self, segment: u32) {
        let recorder = self.recorder(segment).filter(|_| segment == 0);
        let mime_type = recorder.map(|recorder| recorder.mime_type()).unwrap_or_default();
        if !mime_type.is_empty() {
            self.mime_type.replace(mime_type);
        }
    }

    fn recorder(&self, segment: u32) -> Option<Rc<MediaRecorder>> {
        let segments = self.segments.borrow();
        let found = segments.iter().find(|other| other.id == segment);
        found.map(|segment| segment.recorder.clone())
    }

    /// Calls a recorder. One that has become inactive throws, and its `stop` event follows.
    pub(super) fn call(&self, segment: u32, method: fn(&MediaRecorder) -> Result<(), MediaError>) {
        if let Some(recorder) = self.recorder(segment) {
            let _inactive = method(&recorder);
        }
    }
}
