//! `FakeMediaDevices`: a stand-in for `navigator.mediaDevices` that does as it is told.

use wasm_bindgen::{JsCast, JsValue};

use crate::constraints::FacingMode;
use crate::devices::MediaDeviceKind;
use crate::devices::MediaDevices;
use crate::devices::{PermissionName, PermissionState};
use crate::error::{MediaError, MediaErrorKind};
use crate::sys::{Object, testing as sys};

/// A device that does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct FakeDevice {
    /// A camera or a microphone.
    pub kind: MediaDeviceKind,
    /// Its id, by which the fake is told what becomes of it.
    pub device_id: String,
    /// The id of the apparatus that it is part of.
    pub group_id: String,
    /// Its name for people.
    pub label: String,
    /// Which way a camera looks.
    pub facing_mode: Option<FacingMode>,
    /// The width of a camera's picture, in pixels. It can do less, and not more.
    pub width: u32,
    /// The height of a camera's picture, in pixels. It can do less, and not more.
    pub height: u32,
    /// Frames per second of a camera. It can do less, and not more.
    pub frame_rate: f64,
}

impl FakeDevice {
    /// A camera of 640 × 480 pixels and 30 frames per second.
    pub fn camera(device_id: &str) -> Self {
        Self::new(MediaDeviceKind::VideoInput, device_id)
    }

    /// A microphone.
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

    /// Lets a camera look this way.
    pub fn facing(mut self, mode: FacingMode) -> Self {
        self.facing_mode = Some(mode);
        self
    }
}

/// How the user, or the browser, answers a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PromptResponse {
    /// With what was asked for, if there is such a device.
    Grant,
    /// With `NotAllowedError`.
    Deny,
    /// Rejects with an error of this kind.
    Fail(MediaErrorKind),
    /// Rejects with an `OverconstrainedError`.
    Overconstrained {
        /// The name of the constraint in JavaScript, such as `width`.
        constraint: String,
    },
    /// With a stream that has no tracks.
    Nothing,
    /// With tracks that have ended before anybody could look at them.
    Ended,
}

impl PromptResponse {
    fn name(&self) -> &'static str {
        match self {
            PromptResponse::Grant => "grant",
            PromptResponse::Deny => "deny",
            PromptResponse::Fail(_) | PromptResponse::Overconstrained { .. } => "fail",
            PromptResponse::Nothing => "nothing",
            PromptResponse::Ended => "ended",
        }
    }
}

/// A stand-in for `navigator.mediaDevices` with devices that do not exist. Its tracks are real ones, which elements
/// play.
///
/// At first it has no devices, and grants whatever is asked for. Handles of it (`Clone`) are the same one.
#[derive(Clone)]
pub struct FakeMediaDevices {
    js: sys::FakeMediaDevices,
}

impl FakeMediaDevices {
    /// The id of the screen that `getDisplayMedia` gives, for [`end`](Self::end) and [`set_muted`](Self::set_muted). It
    /// is in no list of devices.
    pub const SCREEN: &str = "screen";

    /// One without devices.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) where there is no page.
    pub fn new() -> Result<Self, MediaError> {
        if !super::is_page() {
            return Err(MediaError::unsupported(
                "fake devices are made in a page, and there is none here",
            ));
        }
        let js = sys::FakeMediaDevices::new()?;
        Ok(FakeMediaDevices { js })
    }

    /// As `navigator.mediaDevices`, for [`MediaDevices::get_user_media`] or a [`Capture`](crate::Capture).
    pub fn devices(&self) -> MediaDevices {
        let js: &JsValue = self.js.as_ref();
        js.clone().unchecked_into::<web_sys::MediaDevices>().into()
    }

    /// Puts it in the place of `navigator.mediaDevices`, and of what `navigator.permissions` says of cameras and
    /// microphones, until what this returns is dropped.
    pub fn install(&self) -> Installed {
        Installed {
            restore: self.js.install(),
        }
    }

    /// Connects a device; one of the same id is disconnected before that. `devicechange` follows.
    pub fn plug(&self, device: &FakeDevice) {
        self.js.plug(&device.to_js());
    }

    /// Disconnects a device: its tracks end with an `ended` event, and `devicechange` follows. `false` if there is no
    /// such device.
    pub fn unplug(&self, device_id: &str) -> bool {
        self.js.unplug(device_id)
    }

    /// Lets a device give nothing for now (`true`), or give again, with the events that belong to it.
    pub fn set_muted(&self, device_id: &str, muted: bool) {
        self.js.set_muted(device_id, muted);
    }

    /// Ends the tracks of a device with an `ended` event, as the browser's own button to stop does.
    pub fn end(&self, device_id: &str) {
        self.js.end(device_id);
    }

    /// Grants or refuses for good. Refusing ends what is live.
    pub fn set_permission(&self, name: &PermissionName, state: &PermissionState) {
        self.js.set_permission(name.as_str(), state.as_str());
    }

    /// Lets only one camera be open at a time, as on many phones: a second one is refused with `NotReadableError`.
    pub fn set_exclusive_camera(&self, one: bool) {
        self.js.set_exclusive_camera(one);
    }

    /// Keeps requests until [`answer`](Self::answer) answers them (`true`), as a prompt does, or grants them at once.
    pub fn hold_prompts(&self, hold: bool) {
        self.js.set_holds_prompts(hold);
    }

    /// Answers the request that has been kept for longest. `false` if there is none.
    pub fn respond(&self, answer: &PromptResponse) -> bool {
        self.respond_nth(0, answer)
    }

    /// Answers one of the requests that are kept, by its place among them: 0 is the one that has been kept for longest.
    /// `false` if there are not so many.
    pub fn respond_nth(&self, place: u32, answer: &PromptResponse) -> bool {
        let (name, constraint) = match answer {
            PromptResponse::Overconstrained { constraint } => ("OverconstrainedError", constraint.as_str()),
            PromptResponse::Fail(kind) => (kind.name(), ""),
            _ => ("", ""),
        };
        self.js.respond_nth(place, answer.name(), name, constraint)
    }

    /// How many requests are kept.
    pub fn pending_prompts(&self) -> u32 {
        self.js.pending_prompts()
    }

    /// How many of all the tracks that it has given, and of their clones, are live.
    pub fn live_tracks(&self) -> u32 {
        self.js.live_tracks()
    }
}

/// Fake devices in the place of the page's.
///
/// # Drop behavior
/// Dropping it puts the page's own back, as they were.
#[must_use = "it puts the page's own devices back when it is dropped"]
pub struct Installed {
    restore: js_sys::Function,
}

impl Drop for Installed {
    fn drop(&mut self) {
        // It throws only where somebody has frozen `navigator` meanwhile; then nothing can be put back.
        let _ = self.restore.call0(&JsValue::UNDEFINED);
    }
}
