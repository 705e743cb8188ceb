//! `CanvasCaptureMediaStreamTrack`: the picture of a canvas as a track.

use std::fmt;
use std::ops::Deref;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlCanvasElement;

use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::stream::MediaStream;
use crate::sys;
use crate::track::LocalMediaStreamTrack;

/// A track of the picture of a canvas, as [`capture_canvas`] returns it.
///
/// # Drop behavior
/// Dropping it stops the track.
///
/// [Spec](https://w3c.github.io/mediacapture-fromelement/#the-canvascapturemediastreamtrack) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CanvasCaptureMediaStreamTrack)
#[must_use = "dropping it stops the track"]
pub struct CanvasCaptureMediaStreamTrack {
    track: LocalMediaStreamTrack,
    canvas: HtmlCanvasElement,
    /// The object with `requestFrame`: the track, and in Firefox the stream.
    capture: JsValue,
}

/// Captures a canvas. The track has a frame whenever the canvas is drawn, at most `frame_rate` times a second. With a rate of
/// 0, it has one for each [`request_frame`](CanvasCaptureMediaStreamTrack::request_frame) only. WebKit captures without a rate
/// only the first frame.
///
/// Firefox requires that the canvas has a context.
///
/// # Errors
/// - [`Type`](MediaErrorKind::Type): the rate is negative or not finite.
/// - [`Security`](MediaErrorKind::Security): the canvas has a picture of another origin.
/// - [`Unsupported`](MediaErrorKind::Unsupported): the browser cannot capture canvases.
///
/// [Spec](https://w3c.github.io/mediacapture-fromelement/#dom-htmlcanvaselement-capturestream) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLCanvasElement/captureStream)
pub fn capture_canvas(
    canvas: &HtmlCanvasElement,
    frame_rate: Option<f64>,
) -> Result<CanvasCaptureMediaStreamTrack, MediaError> {
    if frame_rate.is_some_and(|rate| !rate.is_finite() || rate < 0.0) {
        return Err(MediaError::new(
            MediaErrorKind::Type,
            "The frame rate must be finite, and at least 0.",
        ));
    }
    require_member(canvas, "captureStream", "This browser cannot capture canvases.")?;
    let stream = canvas
        .unchecked_ref::<sys::CapturedElement>()
        .capture_stream(frame_rate)?;
    let tracks = MediaStream::try_from(stream.clone())?.video_tracks();
    let Some(track) = tracks.into_iter().next() else {
        return Err(MediaError::new(
            MediaErrorKind::Other,
            "The browser returned a stream without a track.",
        ));
    };
    let is_own_class = sys::has_property(track.as_ref(), "requestFrame");
    Ok(CanvasCaptureMediaStreamTrack {
        capture: if is_own_class {
            track.clone().into()
        } else {
            stream
        },
        track: LocalMediaStreamTrack::adopt(track),
        canvas: canvas.clone(),
    })
}

impl CanvasCaptureMediaStreamTrack {
    /// Returns the canvas.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-fromelement/#dom-canvascapturemediastreamtrack-canvas) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CanvasCaptureMediaStreamTrack/canvas)
    pub fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
    }

    /// Captures a frame when the browser next renders the page, also if the canvas was not drawn.
    ///
    /// # Errors
    /// The error of the browser, which throws only if the page has replaced the method.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-fromelement/#dom-canvascapturemediastreamtrack-requestframe) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CanvasCaptureMediaStreamTrack/requestFrame)
    pub fn request_frame(&self) -> Result<(), MediaError> {
        let capture = self.capture.unchecked_ref::<sys::CanvasCapture>();
        Ok(capture.request_frame()?)
    }

    /// Returns the track without its canvas.
    pub fn into_track(self) -> LocalMediaStreamTrack {
        self.track
    }
}

impl Deref for CanvasCaptureMediaStreamTrack {
    type Target = LocalMediaStreamTrack;

    fn deref(&self) -> &LocalMediaStreamTrack {
        &self.track
    }
}

impl fmt::Debug for CanvasCaptureMediaStreamTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CanvasCaptureMediaStreamTrack")
            .field(&self.track)
            .finish()
    }
}
