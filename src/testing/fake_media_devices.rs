//! `FakeMediaDevices`: a fake `navigator.mediaDevices` that tests control.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

use crate::constraints::FacingMode;
use crate::devices::{MediaDeviceKind, MediaDevices, PermissionName, PermissionState};
use crate::error::{MediaError, MediaErrorKind};
use crate::sys::{Object, testing as sys};

/// A fake camera or microphone.
#[derive(Clone, Debug, PartialEq)]
pub struct FakeDevice {
    /// The kind: a camera or a microphone.
    pub kind: MediaDeviceKind,
    /// The id, which the functions of [`FakeMediaDevices`] take.
    pub device_id: String,
    /// The id of the physical device that it is part of.
    pub group_id: String,
    /// The human-readable name.
    pub label: String,
    /// The direction that a camera faces.
    pub facing_mode: Option<FacingMode>,
    /// The maximum width of a camera, in pixels.
    pub width: u32,
    /// The maximum height of a camera, in pixels.
    pub height: u32,
    /// The maximum frame rate of a camera, in frames per second.
    pub frame_rate: f64,
}

impl FakeDevice {
    /// Creates a camera of 640 × 480 pixels and 30 frames per second. Its label is its id.
    pub fn camera(device_id: &str) -> Self {
        Self::new(MediaDeviceKind::VideoInput, device_id)
    }

    /// Creates a microphone. Its label is its id.
    pub fn microphone(device_id: &str) -> Self {
        Self::new(MediaDeviceKind::AudioInput, device_id)
    }

    fn new(kind: MediaDeviceKind, device_id: &str) -> Self {
        FakeDevice {
            kind,
            device_id: device_id.to_owned(),
            group_id: String::new(),
            label: device_id.to_owned(),
            facing_mode: None,
            width: 640,
            height: 480,
            frame_rate: 30.0,
        }
    }

    fn to_js(&self) -> sys::FakeDevice {
        let options = Object::new();
        options.set_string("kind", self.kind.as_str());
        options.set_string("deviceId", &self.device_id);
        options.set_string("groupId", &self.group_id);
        options.set_string("label", &self.label);
        if let Some(mode) = &self.facing_mode {
            options.set_string("facingMode", mode.as_str());
        }
        options.set("width", &self.width.into());
        options.set("height", &self.height.into());
        options.set("frameRate", &self.frame_rate.into());
        sys::FakeDevice::new(&options)
    }

    /// Sets the direction that a camera faces.
    #[must_use]
    pub fn facing(mut self, mode: FacingMode) -> Self {
        self.facing_mode = Some(mode);
        self
    }
}

/// The response of the user or the browser to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PromptResponse {
    /// Resolves to a stream of the requested tracks, if there are such devices.
    Grant,
    /// Rejects with a `NotAllowedError`.
    Deny,
    /// Rejects with an error of this kind.
    Fail(MediaErrorKind),
    /// Rejects with an `OverconstrainedError`.
    Overconstrained {
        /// The name of the constraint in JavaScript, such as `width`.
        constraint: String,
    },
    /// Resolves to a stream without tracks.
    NoTracks,
    /// Resolves to a stream of ended tracks.
    EndedTracks,
}

impl PromptResponse {
    /// Returns the response in the form of the JavaScript module.
    fn as_str(&self) -> &'static str {
        match self {
            PromptResponse::Grant => "grant",
            PromptResponse::Deny => "deny",
            PromptResponse::Fail(_) | PromptResponse::Overconstrained { .. } => "fail",
            PromptResponse::NoTracks => "nothing",
            PromptResponse::EndedTracks => "ended",
        }
    }
}

/// A fake `navigator.mediaDevices`. Its tracks are real ones, which elements play.
///
/// It begins without devices, and grants every request. A clone is a handle of the same fake.
#[derive(Clone)]
pub struct FakeMediaDevices {
    js: sys::FakeMediaDevices,
}

impl FakeMediaDevices {
    /// The id of the screen that `getDisplayMedia` captures, for [`end`](Self::end) and
    /// [`set_muted`](Self::set_muted). `enumerateDevices` does not list it.
    pub const SCREEN: &str = "screen";

    /// Creates a fake without devices.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) outside a page: in a worker or on a server.
    pub fn new() -> Result<Self, MediaError> {
        if !super::is_in_page() {
            return Err(MediaError::unsupported(
                "Fake devices require a page. Create them in a window of a browser.",
            ));
        }
        let js = sys::FakeMediaDevices::new()?;
        Ok(FakeMediaDevices { js })
    }

    /// Returns the fake as [`MediaDevices`], for [`Capture::with_devices`](crate::Capture::with_devices) or
    /// [`MediaDevices::get_user_media`].
    pub fn devices(&self) -> MediaDevices {
        let js: &JsValue = self.js.as_ref();
        js.clone().unchecked_into::<web_sys::MediaDevices>().into()
    }

    /// Replaces `navigator.mediaDevices`, and the camera and microphone permissions of `navigator.permissions`, until the
    /// guard is dropped.
    pub fn install(&self) -> InstallGuard {
        InstallGuard {
            restore: self.js.install(),
        }
    }

    /// Connects a device, and dispatches `devicechange`. A device with the same id is disconnected first.
    pub fn plug(&self, device: &FakeDevice) {
        self.js.plug(&device.to_js());
    }

    /// Disconnects a device: ends its tracks with an `ended` event, and dispatches `devicechange`. Returns `false` if no
    /// device has this id.
    pub fn unplug(&self, device_id: &str) -> bool {
        self.js.unplug(device_id)
    }

    /// Mutes or unmutes the tracks of a device, and dispatches `mute` or `unmute`.
    pub fn set_muted(&self, device_id: &str, muted: bool) {
        self.js.set_muted(device_id, muted);
    }

    /// Ends the tracks of a device with an `ended` event, as the browser's stop button does.
    pub fn end(&self, device_id: &str) {
        self.js.end(device_id);
    }

    /// Sets a permission. `Denied` ends the live tracks, and rejects all later requests.
    pub fn set_permission(&self, name: &PermissionName, state: &PermissionState) {
        self.js.set_permission(name.as_str(), state.as_str());
    }

    /// Sets whether only one camera can be open at a time, as on many phones. The request for a second one fails with
    /// `NotReadableError`.
    pub fn set_exclusive_camera(&self, exclusive: bool) {
        self.js.set_exclusive_camera(exclusive);
    }

    /// Sets whether requests stay pending until [`respond`](Self::respond) settles them, as with a prompt, or are granted
    /// immediately.
    pub fn hold_prompts(&self, hold: bool) {
        self.js.set_holds_prompts(hold);
    }

    /// Settles the oldest pending request. Returns `false` if there is none.
    pub fn respond(&self, response: &PromptResponse) -> bool {
        self.respond_nth(0, response)
    }

    /// Settles a pending request by its index, where 0 is the oldest. Returns `false` if there is no such request.
    pub fn respond_nth(&self, index: u32, response: &PromptResponse) -> bool {
        let (error_name, constraint) = match response {
            PromptResponse::Overconstrained { constraint } => ("OverconstrainedError", constraint.as_str()),
            PromptResponse::Fail(kind) => (kind.name(), ""),
            _ => ("", ""),
        };
        self.js
            .respond_nth(index, response.as_str(), error_name, constraint)
    }

    /// Returns the number of pending requests.
    pub fn pending_prompts(&self) -> u32 {
        self.js.pending_prompts()
    }

    /// Returns the number of live tracks, including clones.
    pub fn live_tracks(&self) -> u32 {
        self.js.live_tracks()
    }
}

/// The guard of an [installed](FakeMediaDevices::install) fake.
///
/// # Drop behavior
/// Dropping it restores `navigator.mediaDevices` and `navigator.permissions`.
#[must_use = "the fake is uninstalled when the guard is dropped"]
pub struct InstallGuard {
    restore: js_sys::Function,
}

impl Drop for InstallGuard {
    fn drop(&mut self) {
        // Throws only if the page has frozen `navigator`, which then cannot be restored.
        let _ = self.restore.call0(&JsValue::UNDEFINED);
    }
}

impl fmt::Debug for FakeMediaDevices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeMediaDevices")
            .field("pending_prompts", &self.pending_prompts())
            .field("live_tracks", &self.live_tracks())
            .finish()
    }
}

impl fmt::Debug for InstallGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InstallGuard")
    }
}
