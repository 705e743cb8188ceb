//! `ContentHint`: the kind of content that a track carries.

use crate::error::{MediaError, require_member};
use crate::string_enum::string_enum;
use crate::track::media_stream_track::MediaStreamTrack;

string_enum! {
    /// A hint about the content of a track, for encoders and players.
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    ContentHint {
        /// No hint.
        None = "",
        /// Speech for human listeners.
        Speech = "speech",
        /// Speech for transcription by a machine.
        SpeechRecognition = "speech-recognition",
        /// Music.
        Music = "music",
        /// Motion: preserves the frame rate.
        Motion = "motion",
        /// Fine detail: preserves the resolution.
        Detail = "detail",
        /// Text and line art: preserves sharp edges.
        Text = "text",
    }
}

/// Content hint.
impl MediaStreamTrack {
    /// Returns the hint. `None` if the browser does not support hints (Firefox).
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    pub fn content_hint(&self) -> Option<ContentHint> {
        self.binding()
            .content_hint()
            .map(|hint| ContentHint::from(hint.as_str()))
    }

    /// Sets the hint. The browser ignores a hint that does not fit the kind of the track.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser does not support hints (Firefox).
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    pub fn set_content_hint(&self, hint: &ContentHint) -> Result<(), MediaError> {
        // Without the attribute, the assignment would create an ordinary property without effect.
        require_member(
            self.as_ref(),
            "contentHint",
            "This browser has no contentHint. Detect it with content_hint().",
        )?;
        self.binding().set_content_hint(hint.as_str());
        Ok(())
    }
}
