//! The texts of errors, for visitors and for developers.

use std::borrow::Cow;

use super::{MediaError, MediaErrorKind};
use crate::track::MediaStreamTrackKind;

impl MediaError {
    /// Returns one or two English sentences for the visitor of the page: what failed, then what to do.
    pub fn user_message(&self) -> Cow<'static, str> {
        let is_audio = self.track_kind() == Some(MediaStreamTrackKind::Audio);
        let is_known = self.track_kind().is_some();
        Cow::Borrowed(match self.kind() {
            MediaErrorKind::NotAllowed if is_audio => {
                "Access to the microphone was denied. Allow it in the browser's site settings and in the system's \
                 privacy settings, then try again."
            }
            MediaErrorKind::NotAllowed if is_known => {
                "Access to the camera was denied. Allow it in the browser's site settings and in the system's privacy \
                 settings, then try again."
            }
            MediaErrorKind::NotFound if is_audio => {
                "No matching microphone was found. Connect one, then try again."
            }
            MediaErrorKind::NotFound if is_known => {
                "No matching camera was found. Connect one, then try again."
            }
            MediaErrorKind::NotReadable if is_audio => {
                "The microphone does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::NotReadable if is_known => {
                "The camera does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::NotAllowed => {
                "Access to the camera, microphone or screen was denied. Allow it in the browser's site settings and \
                 in the system's privacy settings, then try again."
            }
            MediaErrorKind::NotFound => "No matching device was found. Connect one, then try again.",
            MediaErrorKind::NotReadable => {
                "The device does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::Overconstrained if self.is_missing_device() => {
                "The selected device is not connected. Connect it, or select another one."
            }
            MediaErrorKind::Overconstrained => {
                return self.with_capability("No device supports the requested settings. Select other ones.");
            }
            MediaErrorKind::Abort => "The operation was interrupted. Try again.",
            MediaErrorKind::Security => {
                "Capture is disabled for this page. Check the settings and policies of the browser."
            }
            MediaErrorKind::InvalidState => {
                "Capture is not possible right now. Return to the page and try again."
            }
            MediaErrorKind::Type => "The page made an invalid request. Report it to the owner of the page.",
            MediaErrorKind::InsecureContext => {
                "The browser allows capture on secure pages only. Open the page over https."
            }
            MediaErrorKind::Unsupported => {
                "This browser does not support the feature. Try the current version of another browser."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => {
                "The recording ended because a camera or a microphone was changed. Start another one."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => {
                "There is no space left for the recording. Free some, then try again."
            }
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => {
                "The device delivers nothing right now. Return to the page and click on it, then try again."
            }
            MediaErrorKind::Other => "The browser reported an unknown error. Try again.",
        })
    }

    /// Returns one or two English sentences for the developer of the page: likely cause and fix.
    pub fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.kind() {
            MediaErrorKind::NotAllowed => {
                "The user, the system or the permissions policy denied access. In an iframe, set allow=\"camera; \
                 microphone; display-capture\"."
            }
            MediaErrorKind::NotFound => "Request only kinds of devices that enumerateDevices lists.",
            MediaErrorKind::NotReadable => {
                "Another program or tab may use the device. Stop the device's other tracks, then try again."
            }
            MediaErrorKind::Overconstrained if self.is_missing_device() => {
                "The device with this id is not connected, or the user cleared the site's data. Fall back to an \
                 ideal id, or to another device."
            }
            MediaErrorKind::Overconstrained => {
                return self.with_capability(
                    "Make the constraint ideal instead of required (exact, min or max), or relax it.",
                );
            }
            MediaErrorKind::Abort => "Retry, unless a later call superseded this one.",
            MediaErrorKind::Security => {
                "Check the Permissions-Policy header and the policies of the browser."
            }
            MediaErrorKind::InvalidState => {
                "Call it from an active document, for a track that is live. Screen capture requires a user gesture."
            }
            MediaErrorKind::Type => "Fix the arguments of the call.",
            MediaErrorKind::InsecureContext => {
                "Serve the page over https or from localhost. Every ancestor of an iframe must be secure too."
            }
            MediaErrorKind::Unsupported => {
                "Detect the feature before the call, and call it from a page in a browser that has it."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => {
                "Record a Capture instead of a stream whose tracks change, as a type that can be joined (WebM)."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => {
                "Check navigator.storage.estimate before, or write to a file that the user has selected."
            }
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => {
                "Browsers deliver no frames to hidden pages, no sound before the user clicks on the page, and nothing \
                 of muted tracks. Wait for that."
            }
            MediaErrorKind::Other => "Inspect the name and the message of the original error.",
        })
    }

    /// Returns whether the unmet constraint is the id of a device or of a group.
    fn is_missing_device(&self) -> bool {
        matches!(self.constraint(), Some("deviceId" | "groupId"))
    }

    fn with_capability(&self, text: &'static str) -> Cow<'static, str> {
        let offered = || self.context.as_deref()?.describe();
        let (Some(constraint), Some(offered)) = (self.constraint(), offered()) else {
            return Cow::Borrowed(text);
        };
        Cow::Owned([text, " The device offers ", constraint, ": ", &offered, "."].concat())
    }
}
