//! The wasm part of js/recorder.js.

use std::time::Duration;

use js_sys::{Array, Function, Promise};
use local_media_stream::recorder::{
    BitrateMode, Chunk, Gap, OpfsSink, Recorder, RecorderOptions, Recording, RecordingType,
};
use local_media_stream::{EventListener, MediaError, MediaErrorKind, MediaStream, MediaStreamTrack};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventTarget;

use crate::object::object;
use crate::promise;
use crate::recording_sink::SinkCalls;

/// The sink of an instance of the JavaScript class `OpfsSink`, until a recorder owns it.
#[wasm_bindgen(skip_typescript)]
pub struct OpfsSession(OpfsSink);

/// The recorder of an instance of the JavaScript class.
#[wasm_bindgen(skip_typescript)]
pub struct RecorderSession {
    recorder: Recorder,
    _state_listener: EventListener,
}

#[wasm_bindgen]
impl RecorderSession {
    /// Creates a recorder of a stream or, if it is absent, of the tracks that a function returns. `changes` dispatches
    /// `change` when these have changed. The browser selects the options that are absent. The destination is an
    /// [`OpfsSink`], or the object with these calls, or memory.
    #[wasm_bindgen(constructor)]
    #[allow(
        clippy::too_many_arguments,
        reason = "reading the members of an object would cost more bytes"
    )]
    pub fn new(
        stream: Option<web_sys::MediaStream>,
        current_tracks: Function,
        changes: &EventTarget,
        types: Option<Vec<String>>,
        audio_bits_per_second: Option<u32>,
        video_bits_per_second: Option<u32>,
        audio_bitrate_mode: Option<String>,
        key_frame_interval_ms: Option<u32>,
        timeslice_ms: Option<u32>,
        opfs: Option<OpfsSession>,
        sink_calls: Option<SinkCalls>,
        on_state_change: Function,
        on_chunk: Function,
    ) -> Result<Self, JsValue> {
        let milliseconds = |number: u32| Duration::from_millis(number.into());
        let mut options = RecorderOptions::new();
        if let Some(types) = types {
            options.types = supported(&types)?;
        }
        options.audio_bits_per_second = audio_bits_per_second;
        options.video_bits_per_second = video_bits_per_second;
        options.audio_bitrate_mode = audio_bitrate_mode.as_deref().map(BitrateMode::from);
        options.key_frame_interval = key_frame_interval_ms.map(milliseconds);
        if let Some(timeslice) = timeslice_ms {
            options.timeslice = milliseconds(timeslice);
        }
        let mut recorder = match stream {
            Some(stream) => Recorder::new(&MediaStream::from(stream), options),
            None => Recorder::with_tracks(move || tracks(&current_tracks), changes, options),
        };
        if let Some(OpfsSession(sink)) = opfs {
            recorder = recorder.with_sink(sink);
        } else if let Some(calls) = sink_calls {
            recorder = recorder.with_sink(calls);
        }
        report_chunks(&recorder, on_chunk);
        let state_listener = recorder.on_state_change(move |state| {
            // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
            let _ = on_state_change.call1(&JsValue::UNDEFINED, &state.name().into());
        });
        Ok(RecorderSession {
            recorder,
            _state_listener: state_listener,
        })
    }

    pub fn start(&self) -> Result<(), JsValue> {
        Ok(self.recorder.start()?)
    }

    pub fn pause(&self) -> Result<(), JsValue> {
        Ok(self.recorder.pause()?)
    }

    pub fn resume(&self) -> Result<(), JsValue> {
        Ok(self.recorder.resume()?)
    }

    pub fn stop(&self) -> Promise {
        let recording = self.recorder.stop();
        promise::from_future(async { Ok(encode_recording(recording.await?)) })
    }

    #[wasm_bindgen(getter)]
    pub fn state(&self) -> JsValue {
        self.recorder.state().name().into()
    }

    /// Returns the position in seconds.
    #[wasm_bindgen(getter)]
    pub fn position(&self) -> f64 {
        self.recorder.position().as_secs_f64()
    }

    #[wasm_bindgen(getter, js_name = mimeType)]
    pub fn mime_type(&self) -> String {
        self.recorder.mime_type()
    }

    #[wasm_bindgen(getter)]
    pub fn gaps(&self) -> Array {
        encode_gaps(&self.recorder.gaps())
    }
}

/// Returns the MIME types that the browser records.
#[wasm_bindgen(js_name = supportedTypes, skip_typescript)]
pub fn supported_types() -> Array {
    let types = Recorder::supported_types().into_iter();
    types
        .map(|supported| JsValue::from(supported.to_string()))
        .collect()
}

/// Throws if the browser supports none of these types.
#[wasm_bindgen(js_name = checkTypes, skip_typescript)]
pub fn check_types(types: Vec<String>) -> Result<(), JsValue> {
    supported(&types)?;
    Ok(())
}

/// Resolves with the recording that an `OpfsSink` has written.
#[wasm_bindgen(skip_typescript)]
pub fn recover(name: String) -> Promise {
    promise::from_future(async move { Ok(encode_recording(Recorder::recover(&name).await?)) })
}

/// Resolves with an `OpfsSink` of this name.
#[wasm_bindgen(js_name = createOpfsSession, skip_typescript)]
pub fn create_opfs_session(name: String) -> Promise {
    promise::from_future(async move { Ok(OpfsSession(OpfsSink::create(&name).await?).into()) })
}

/// Resolves with the names of all recordings of `OpfsSink`s.
#[wasm_bindgen(js_name = recordingNames, skip_typescript)]
pub fn recording_names() -> Promise {
    promise::from_future(async {
        let names = OpfsSink::names().await?.into_iter();
        Ok(names.map(JsValue::from).collect::<Array>().into())
    })
}

/// Removes the files of an `OpfsSink`.
#[wasm_bindgen(js_name = removeRecording, skip_typescript)]
pub fn remove_recording(name: String) -> Promise {
    promise::from_future(async move {
        OpfsSink::remove(&name).await?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Returns the types with these names that the browser supports.
fn supported(names: &[String]) -> Result<Vec<RecordingType>, MediaError> {
    let all: Vec<_> = Recorder::supported_types()
        .into_iter()
        .map(|supported| (supported.to_string(), supported))
        .collect();
    let find = |name: &String| {
        all.iter()
            .find(|(other, _)| other == name)
            .map(|(_, found)| *found)
    };
    let found: Vec<_> = names.iter().filter_map(find).collect();
    if found.is_empty() {
        return Err(MediaError::new(
            MediaErrorKind::Unsupported,
            "The browser records none of these types. Select one of Recorder.supportedTypes().",
        ));
    }
    Ok(found)
}

/// Calls the function of js/recorder.js. Returns no track if the getter of the source throws.
fn tracks(current: &Function) -> Vec<MediaStreamTrack> {
    let tracks = current.call0(&JsValue::UNDEFINED).and_then(JsCast::dyn_into);
    let tracks: Array = tracks.unwrap_or_default();
    tracks
        .iter()
        .map(|track| MediaStreamTrack::from(track.unchecked_into::<web_sys::MediaStreamTrack>()))
        .collect()
}

fn report_chunks(recorder: &Recorder, on_chunk: Function) {
    let mut chunks = recorder.chunks();
    spawn_local(async move {
        while let Some(chunk) = chunks.next().await {
            // The result of `stop` has the error.
            let Ok(Chunk {
                blob,
                timecode,
                duration,
                ..
            }) = chunk
            else {
                continue;
            };
            let (timecode, duration) = (timecode.as_secs_f64(), duration.as_secs_f64());
            let _ = on_chunk.call3(&JsValue::UNDEFINED, &blob, &timecode.into(), &duration.into());
        }
    });
}

fn encode_recording(recording: Recording) -> JsValue {
    object(&[
        ("blob", recording.blob.map_or(JsValue::NULL, JsValue::from)),
        // Exact: a file has fewer than 2^53 bytes.
        ("size", (recording.size as f64).into()),
        ("mimeType", recording.mime_type.into()),
        ("duration", recording.duration.as_secs_f64().into()),
        ("gaps", encode_gaps(&recording.gaps).into()),
        ("error", recording.error.map_or(JsValue::NULL, JsValue::from)),
    ])
}

fn encode_gaps(gaps: &[Gap]) -> Array {
    let encode = |gap: &Gap| {
        object(&[
            ("kind", gap.kind.as_str().into()),
            ("start", gap.start.as_secs_f64().into()),
            ("duration", gap.duration.as_secs_f64().into()),
        ])
    };
    gaps.iter().map(encode).collect()
}
