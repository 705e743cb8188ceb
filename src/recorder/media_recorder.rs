//! `MediaRecorder`: the recorder of the browser.

use std::fmt;
use std::time::Duration;

use wasm_bindgen::JsValue;

use super::blob_event::BlobEvent;
use super::media_recorder_options::{BitrateMode, MediaRecorderOptions, RecordingState, milliseconds};
use crate::error::{MediaError, MediaErrorKind};
use crate::events::events;
use crate::stream::MediaStream;
use crate::sys;

/// The recorder of the browser: the interface of the spec, typed.
///
/// Its files have no duration and cannot be searched in Chromium and Firefox, and it fails when a track is added to its
/// stream or removed from it.
///
/// # Drop behavior
/// Dropping it stops the recording. The last data is lost then: drop it after `stop`.
///
/// [Spec](https://www.w3.org/TR/mediastream-recording/#mediarecorder-api) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder)
#[must_use = "the recording stops when the recorder is dropped"]
#[derive(PartialEq)]
pub struct MediaRecorder {
    js: JsValue,
}

impl MediaRecorder {
    /// Creates a recorder of a stream. Records nothing yet.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) if the browser supports no recorder or not this type.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-mediarecorder) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/MediaRecorder)
    pub fn new(stream: &MediaStream, options: &MediaRecorderOptions) -> Result<Self, MediaError> {
        if !sys::has_global("MediaRecorder") {
            return Err(MediaError::unsupported("There is no MediaRecorder here."));
        }
        let js = sys::MediaRecorder::new(stream.as_ref(), &options.encode())?;
        Ok(MediaRecorder { js: js.into() })
    }

    /// Returns whether the browser can record this type, such as `video/webm;codecs=vp8,opus`. `false` for all types
    /// where there is no recorder.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-istypesupported) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/isTypeSupported_static)
    pub fn is_type_supported(mime_type: &str) -> bool {
        // Throws where there is no recorder.
        cfg!(target_family = "wasm")
            && matches!(sys::MediaRecorder::is_type_supported(mime_type), Ok(Some(true)))
    }

    /// Returns the recorded stream.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-stream) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/stream)
    pub fn stream(&self) -> Option<MediaStream> {
        sys::property(&self.js, "stream")?.try_into().ok()
    }

    /// Returns the container and the codecs. Empty in Firefox before the first data if the options have none.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-mimetype) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/mimeType)
    pub fn mime_type(&self) -> String {
        sys::string_property(&self.js, "mimeType").unwrap_or_default()
    }

    /// Returns the state.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-state) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/state)
    pub fn state(&self) -> RecordingState {
        let state = sys::string_property(&self.js, "state");
        state.as_deref().unwrap_or("inactive").into()
    }

    /// Returns the bitrate of the video encoder, in bits per second. 0 if the browser has not chosen one.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-videobitspersecond) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/videoBitsPerSecond)
    pub fn video_bits_per_second(&self) -> u32 {
        self.number("videoBitsPerSecond")
    }

    /// Returns the bitrate of the audio encoder, in bits per second. 0 if the browser has not chosen one.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-audiobitspersecond) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/audioBitsPerSecond)
    pub fn audio_bits_per_second(&self) -> u32 {
        self.number("audioBitsPerSecond")
    }

    /// Returns the bitrate mode of the audio encoder. `None` if the browser does not expose it (Firefox, Safari).
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-audiobitratemode) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/audioBitrateMode)
    pub fn audio_bitrate_mode(&self) -> Option<BitrateMode> {
        let mode = sys::string_property(&self.js, "audioBitrateMode");
        mode.map(|mode| mode.as_str().into())
    }

    /// Starts the recording. With a timeslice, the data is dispatched in parts of at least this length, otherwise at
    /// the end.
    ///
    /// # Errors
    /// - [`InvalidState`](MediaErrorKind::InvalidState): it has been started.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the stream has no track, or none that this type can contain.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-start) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/start)
    pub fn start(&self, timeslice: Option<Duration>) -> Result<(), MediaError> {
        match timeslice {
            Some(timeslice) => {
                let timeslice = milliseconds(timeslice).round() as u32;
                self.call("start", &[&timeslice.into()])
            }
            None => self.call("start", &[]),
        }
    }

    /// Stops the recording. `dataavailable` and then `stop` follow. A no-op if it is inactive.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) in browsers before the spec of 2020, if it is inactive.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-stop) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/stop)
    pub fn stop(&self) -> Result<(), MediaError> {
        self.call("stop", &[])
    }

    /// Pauses the recording. A no-op if it is paused.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if it is inactive.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-pause) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/pause)
    pub fn pause(&self) -> Result<(), MediaError> {
        self.call("pause", &[])
    }

    /// Continues the recording. A no-op if it is not paused.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if it is inactive.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-resume) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/resume)
    pub fn resume(&self) -> Result<(), MediaError> {
        self.call("resume", &[])
    }

    /// Requests the data that was recorded since the last `dataavailable` event.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if it is inactive.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-requestdata) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/requestData)
    pub fn request_data(&self) -> Result<(), MediaError> {
        self.call("requestData", &[])
    }

    events! {
        /// Calls back when the recording has started.
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-onstart) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/start_event)
        on_start, start_events: "start";

        /// Calls back when the recording has stopped: by a call, because all tracks have ended, or after an error.
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-onstop) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/stop_event)
        on_stop, stop_events: "stop";

        /// Calls back with each part of the recording.
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-ondataavailable) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/dataavailable_event)
        on_data_available, data_available_events: "dataavailable" => BlobEvent = BlobEvent::read;

        /// Calls back when the recording is paused.
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-onpause) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/pause_event)
        on_pause, pause_events: "pause";

        /// Calls back when the recording continues after a pause.
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-onresume) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/resume_event)
        on_resume, resume_events: "resume";

        /// Calls back with an error of the recording, which stops: [`InvalidModification`] if a track was added to the
        /// stream or removed from it. Chromium dispatches an event without the error; its kind is then [`Other`].
        ///
        /// [`InvalidModification`]: MediaErrorKind::InvalidModification
        /// [`Other`]: MediaErrorKind::Other
        ///
        /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-onerror) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaRecorder/error_event)
        on_error, error_events: "error" => MediaError = read_error;
    }

    /// Returns the JavaScript object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    fn number(&self, name: &str) -> u32 {
        let number = sys::property(&self.js, name).and_then(|number| number.as_f64());
        number.unwrap_or_default() as u32
    }

    fn call(&self, method: &str, arguments: &[&JsValue]) -> Result<(), MediaError> {
        sys::call_method(&self.js, method, arguments)?;
        Ok(())
    }
}

fn read_error(event: &JsValue) -> Option<MediaError> {
    Some(match sys::property(event, "error") {
        Some(error) => error.into(),
        None => MediaError::new(
            MediaErrorKind::Other,
            "The browser stopped the recording without a reason.",
        ),
    })
}

impl Drop for MediaRecorder {
    fn drop(&mut self) {
        if self.state() != RecordingState::Inactive {
            // Throws only if it has become inactive meanwhile.
            let _ = self.stop();
        }
    }
}

impl AsRef<JsValue> for MediaRecorder {
    fn as_ref(&self) -> &JsValue {
        &self.js
    }
}

impl fmt::Debug for MediaRecorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaRecorder")
            .field("state", &self.state())
            .field("mime_type", &self.mime_type())
            .finish()
    }
}
