//! `InputDeviceInfo`: a camera or a microphone, and what it can do.

use std::fmt;
use std::ops::Deref;

use wasm_bindgen::{JsCast, JsValue};

use crate::devices::MediaDeviceInfo;
use crate::error::{MediaError, require_member};
use crate::json;
use crate::settings::MediaTrackCapabilities;
use crate::sys;

/// A camera or a microphone: its [`MediaDeviceInfo`], and a handle by which it can be asked what it can do before it
/// is opened.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#input-specific-device-info) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/InputDeviceInfo)
#[derive(Clone, PartialEq)]
pub struct InputDeviceInfo {
    info: MediaDeviceInfo,
    js: JsValue,
}

impl InputDeviceInfo {
    /// `None` for what is no source.
    pub(crate) fn read(js: JsValue) -> Option<Self> {
        let info = MediaDeviceInfo::from(json::decode_object(&js));
        info.is_input().then_some(InputDeviceInfo { info, js })
    }

    /// What is known of the device, as plain data.
    pub fn info(&self) -> &MediaDeviceInfo {
        &self.info
    }

    /// What a track of it can do. Empty before the user has let the page use it.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser tells only of a device that is open, by
    /// [`MediaStreamTrack::capabilities`](crate::MediaStreamTrack::capabilities) (Firefox; Safari before 17).
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-inputdeviceinfo-getcapabilities) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/InputDeviceInfo/getCapabilities)
    pub fn capabilities(&self) -> Result<MediaTrackCapabilities, MediaError> {
        require_member(
            &self.js,
            "getCapabilities",
            "this browser tells the capabilities of open devices only",
        )?;
        let capabilities = self
            .js
            .unchecked_ref::<sys::InputDeviceInfo>()
            .get_capabilities()?;
        Ok(json::decode_members(Ok(capabilities)))
    }

    /// The browser's own object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    /// What is known of the device, without the handle.
    pub fn into_info(self) -> MediaDeviceInfo {
        self.info
    }
}

impl Deref for InputDeviceInfo {
    type Target = MediaDeviceInfo;

    fn deref(&self) -> &MediaDeviceInfo {
        &self.info
    }
}

impl fmt::Debug for InputDeviceInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InputDeviceInfo").field(&self.info).finish()
    }
}
