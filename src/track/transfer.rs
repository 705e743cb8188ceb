//! Transfer of a track to a worker.

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, require_member};
use crate::events::{Topic, notify};
use crate::sys;
use crate::track::MediaStreamTrack;

/// Transfer.
impl MediaStreamTrack {
    /// Transfers the track to a worker. It is posted as a message to a `Worker`, a `MessagePort`, or another object with
    /// `postMessage(message, transfer)`. The receiver finds the track in the `data` of the `message` event. The track of
    /// this page ends.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser does not support transfer (Chromium, Firefox),
    /// if the track was transferred before, or if the target has no `postMessage`. The track is unchanged.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#transferable-mediastreamtrack)
    pub fn transfer_to(&self, target: &impl AsRef<JsValue>) -> Result<(), MediaError> {
        self.transfer_to_js(target.as_ref())
    }

    fn transfer_to_js(&self, target: &JsValue) -> Result<(), MediaError> {
        require_member(
            target,
            "postMessage",
            "The target has no postMessage. Pass a Worker or a MessagePort.",
        )?;
        let track: &JsValue = self.as_ref();
        let posted = target
            .unchecked_ref::<sys::MessageTarget>()
            .post_message(track, &js_sys::Array::of1(track));
        match posted.map_err(MediaError::from) {
            Ok(()) => {
                notify(Topic::TracksChanged);
                Ok(())
            }
            // The only way to detect the lack of support is to try.
            Err(error) if error.name() == "DataCloneError" => Err(MediaError::unsupported(
                "This browser cannot transfer the track. Process it on the page.",
            )),
            Err(error) => Err(error),
        }
    }
}
