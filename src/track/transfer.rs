//! A track on its way to another thread.

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, require_member};
use crate::events::{TRACKS_CHANGED, notify};
use crate::sys;
use crate::track::MediaStreamTrack;

/// Transfer.
impl MediaStreamTrack {
    /// Hands the track over to a worker: posts it as a message to a `Worker`, a `MessagePort`, or whatever else has a
    /// `postMessage(message, transfer)`. There the track is the `data` of the `message` event; here it has ended.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser does not hand tracks over (Chromium,
    /// Firefox), for a track that was handed over already, and for what takes no messages. The track is as it was.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#transferable-mediastreamtrack)
    pub fn transfer_to(&self, target: &impl AsRef<JsValue>) -> Result<(), MediaError> {
        self.transfer_to_js(target.as_ref())
    }

    fn transfer_to_js(&self, target: &JsValue) -> Result<(), MediaError> {
        require_member(target, "postMessage", "this takes no messages")?;
        let track: &JsValue = self.as_ref();
        let posted = target
            .unchecked_ref::<sys::MessageTarget>()
            .post_message(track, &js_sys::Array::of1(track));
        match posted.map_err(MediaError::from) {
            Ok(()) => {
                notify(&TRACKS_CHANGED);
                Ok(())
            }
            // No browser says beforehand whether it can.
            Err(error) if error.name() == "DataCloneError" => Err(MediaError::unsupported(
                "this browser does not hand this track over",
            )),
            Err(error) => Err(error),
        }
    }
}
