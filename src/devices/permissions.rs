//! Permissions: whether the page may use the camera, the microphone, the screen.

use std::fmt;
use std::future::Future;

use wasm_bindgen::JsValue;

use crate::events::{EventListener, EventStream, listen};
use crate::promise::into_future;
use crate::string_enum::string_enum;
use crate::sys;

string_enum! {
    /// What a page can be permitted.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Permissions/query#name)
    PermissionName {
        /// To use cameras. Not in Firefox before 132.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-camera)
        Camera = "camera",
        /// To use microphones. Not in Firefox before 132.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-microphone)
        Microphone = "microphone",
        /// To choose where sound goes. Firefox.
        ///
        /// [Spec](https://www.w3.org/TR/audio-output/#permissions-policy-integration)
        SpeakerSelection = "speaker-selection",
        /// To capture the screen; browsers ask each time. Chromium.
        ///
        /// [Spec](https://www.w3.org/TR/screen-capture/#permissions-integration)
        DisplayCapture = "display-capture",
        /// To scroll and zoom a tab that is captured. Chromium.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-surface-control/)
        CapturedSurfaceControl = "captured-surface-control",
    }
}

string_enum! {
    /// Whether something is permitted.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissionstate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus/state)
    PermissionState {
        /// It is; nobody is asked.
        Granted = "granted",
        /// It is not; nobody is asked.
        Denied = "denied",
        /// The user will be asked.
        Prompt = "prompt",
    }
}

/// Whether something is permitted, now and from now on.
///
/// ```no_run
/// use local_media_stream::{PermissionName, PermissionState, PermissionStatus};
///
/// # async fn example() {
/// let camera = PermissionStatus::query(PermissionName::Camera).await;
/// if camera.state() == PermissionState::Denied {
///     // Tell how to allow it; asking would be in vain.
/// }
/// # }
/// ```
///
/// [Spec](https://www.w3.org/TR/permissions/#permissionstatus-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus)
#[derive(Clone, PartialEq)]
pub struct PermissionStatus {
    /// `None` where the browser doesn't tell.
    js: Option<JsValue>,
}

impl PermissionStatus {
    /// Asks the browser; the user is not asked.
    ///
    /// This cannot fail. A browser that does not know the name, or has no such API, would ask the user: it is
    /// [`Prompt`](PermissionState::Prompt) there, and [`is_known`](Self::is_known) tells that it is a guess.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissions-query) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Permissions/query)
    pub fn query(name: PermissionName) -> impl Future<Output = Self> + use<> {
        Self::ask(name, |_| {})
    }

    /// As [`query`](Self::query), for cameras whose pan, tilt and zoom are to be moved: another permission, where the
    /// browser has it (Chromium); elsewhere it is that for cameras.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-cameradevicepermissiondescriptor-pantiltzoom)
    pub fn query_camera_pan_tilt_zoom() -> impl Future<Output = Self> + use<> {
        Self::ask(PermissionName::Camera, |descriptor| {
            descriptor.set_bool("panTiltZoom", true);
        })
    }

    fn ask(
        name: PermissionName,
        further: fn(&sys::Object),
    ) -> impl Future<Output = PermissionStatus> + use<> {
        let asked = sys::navigator_permissions().and_then(|permissions| {
            let descriptor = sys::Object::new();
            descriptor.set_string("name", name.as_str());
            further(&descriptor);
            into_future(permissions.query(&descriptor)).ok()
        });
        async {
            let answer = match asked {
                Some(asked) => asked.await.ok(),
                None => None,
            };
            PermissionStatus {
                js: answer.filter(|status| sys::string_property(status, "state").is_some()),
            }
        }
    }

    /// Whether it is permitted now.
    pub fn state(&self) -> PermissionState {
        self.js.as_ref().map_or(PermissionState::Prompt, state_of)
    }

    /// Whether the browser tells. Where it does not, the state is [`Prompt`](PermissionState::Prompt) and never
    /// changes.
    pub fn is_known(&self) -> bool {
        self.js.is_some()
    }

    /// Calls back when the state has changed.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissionstatus-onchange) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus/change_event)
    pub fn on_change(&self, mut callback: impl FnMut(PermissionState) + 'static) -> EventListener {
        let Some(js) = &self.js else {
            return EventListener::noop();
        };
        let status = js.clone();
        listen(js, "change", Box::new(move |_| callback(state_of(&status))))
    }

    /// What [`on_change`](Self::on_change) tells, as a stream.
    pub fn changes(&self) -> EventStream<PermissionState> {
        EventStream::new(|queue| self.on_change(move |state| queue.push(state)))
    }
}

fn state_of(status: &JsValue) -> PermissionState {
    match sys::string_property(status, "state") {
        Some(state) => state.as_str().into(),
        None => PermissionState::Prompt,
    }
}

impl fmt::Debug for PermissionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PermissionStatus")
            .field("state", &self.state())
            .field("is_known", &self.is_known())
            .finish()
    }
}
