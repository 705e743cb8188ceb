//! `InputDeviceInfo`: a camera or microphone with its capabilities.

use std::fmt;
use std::ops::Deref;

use wasm_bindgen::{JsCast, JsValue};

use super::info::MediaDeviceInfo;
use crate::error::{MediaError, require_member};
use crate::json;
use crate::settings::MediaTrackCapabilities;
use crate::sys;

/// A camera or microphone: its [`MediaDeviceInfo`], and its [capabilities](Self::capabilities) before it is opened.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#input-specific-device-info) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/InputDeviceInfo)
#[derive(Clone, PartialEq)]
pub struct InputDeviceInfo {
    info: MediaDeviceInfo,
    js: JsValue,
}

impl InputDeviceInfo {
    /// Reads an entry of `enumerateDevices`. `None` if it is not a camera or microphone.
    pub(super) fn decode(js: JsValue) -> Option<Self> {
        let info = MediaDeviceInfo::decode(json::decode_object(&js));
        info.is_input().then_some(InputDeviceInfo { info, js })
    }

    /// Returns the description of the device, as plain data.
    pub fn info(&self) -> &MediaDeviceInfo {
        &self.info
    }

    /// Returns the capabilities of a track of this device. Empty before the user has granted permission.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser exposes the capabilities of open devices
    /// only (Firefox, Safari before 17): use
    /// [`MediaStreamTrack::capabilities`](crate::MediaStreamTrack::capabilities).
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-inputdeviceinfo-getcapabilities) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/InputDeviceInfo/getCapabilities)
    pub fn capabilities(&self) -> Result<MediaTrackCapabilities, MediaError> {
        require_member(
            &self.js,
            "getCapabilities",
            "This browser exposes the capabilities of open devices only. Read those of a track.",
        )?;
        let capabilities = self
            .js
            .unchecked_ref::<sys::InputDeviceInfo>()
            .get_capabilities()?;
        Ok(json::decode_object(&capabilities).into())
    }

    /// Returns the JavaScript object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    /// Returns the description of the device without the JavaScript object.
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

impl AsRef<JsValue> for InputDeviceInfo {
    fn as_ref(&self) -> &JsValue {
        &self.js
    }
}

impl From<InputDeviceInfo> for JsValue {
    fn from(device: InputDeviceInfo) -> Self {
        device.js
    }
}

impl fmt::Debug for InputDeviceInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InputDeviceInfo").field(&self.info).finish()
    }
}
