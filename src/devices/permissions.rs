//! Permissions: whether the page may use the camera, the microphone or the screen.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use wasm_bindgen::JsValue;

use crate::error::MediaError;
use crate::events::{EventListener, EventStream, listen, push};
use crate::promise::{Call, into_future};
use crate::string_enum::string_enum;
use crate::sys;

string_enum! {
    /// The name of a permission.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Permissions/query#name)
    PermissionName {
        /// The use of cameras. Not in Firefox before 132.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-camera)
        Camera = "camera",
        /// The use of microphones. Not in Firefox before 132.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-microphone)
        Microphone = "microphone",
        /// The selection of an audio output. Firefox.
        ///
        /// [Spec](https://www.w3.org/TR/audio-output/#permissions-policy-integration)
        SpeakerSelection = "speaker-selection",
        /// Screen capture. Browsers prompt for every capture. Chromium.
        ///
        /// [Spec](https://www.w3.org/TR/screen-capture/#permissions-integration)
        DisplayCapture = "display-capture",
        /// Scrolling and zooming a captured tab. Chromium.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-surface-control/)
        CapturedSurfaceControl = "captured-surface-control",
    }
}

string_enum! {
    /// The state of a permission.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissionstate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus/state)
    PermissionState {
        /// Granted. The browser does not prompt.
        Granted = "granted",
        /// Denied. The browser does not prompt.
        Denied = "denied",
        /// The browser will prompt the user.
        Prompt = "prompt",
    }
}

/// The current state of a permission, and its changes.
///
/// ```no_run
/// use local_media_stream::{PermissionName, PermissionState, PermissionStatus};
///
/// # async fn example() {
/// let camera = PermissionStatus::query(PermissionName::Camera).await;
/// if camera.state() == PermissionState::Denied {
///     // Explain how to allow access: a request would fail without a prompt.
/// }
/// # }
/// ```
///
/// [Spec](https://www.w3.org/TR/permissions/#permissionstatus-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus)
#[derive(Clone, PartialEq)]
pub struct PermissionStatus {
    /// `None` if the browser does not expose the permission.
    js: Option<JsValue>,
}

impl PermissionStatus {
    /// Queries a permission. The user is not prompted.
    ///
    /// Never fails. If the browser lacks the permission or the API, the state is
    /// [`Prompt`](PermissionState::Prompt) and [`is_known`](Self::is_known) returns `false`.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissions-query) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Permissions/query)
    pub fn query(name: PermissionName) -> PermissionQuery {
        PermissionQuery::new(name, |_| {})
    }

    /// Queries the permission to pan, tilt and zoom cameras. It is separate from the camera permission in Chromium
    /// only.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-cameradevicepermissiondescriptor-pantiltzoom)
    pub fn query_camera_pan_tilt_zoom() -> PermissionQuery {
        PermissionQuery::new(PermissionName::Camera, |descriptor| {
            descriptor.set_bool("panTiltZoom", true);
        })
    }

    /// Returns the current state.
    pub fn state(&self) -> PermissionState {
        self.js.as_ref().map_or(PermissionState::Prompt, read_state)
    }

    /// Returns whether the browser exposes the permission. If not, the state is always
    /// [`Prompt`](PermissionState::Prompt).
    pub fn is_known(&self) -> bool {
        self.js.is_some()
    }

    /// Calls back with the new state when it has changed.
    ///
    /// [Spec](https://www.w3.org/TR/permissions/#dom-permissionstatus-onchange) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/PermissionStatus/change_event)
    pub fn on_change(&self, mut callback: impl FnMut(PermissionState) + 'static) -> EventListener {
        let Some(js) = &self.js else {
            return EventListener::noop();
        };
        let status = js.clone();
        listen(js, "change", Box::new(move |_| callback(read_state(&status))))
    }

    /// Returns the events of [`on_change`](Self::on_change) as a stream.
    pub fn changes(&self) -> EventStream<PermissionState> {
        EventStream::new(|sender| self.on_change(move |state| push(&sender, state)))
    }

    /// Returns the JavaScript object. `None` if the browser does not expose the permission.
    pub fn js_value(&self) -> Option<&JsValue> {
        self.js.as_ref()
    }
}

fn read_state(status: &JsValue) -> PermissionState {
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

/// The future of a [`PermissionStatus`], as [`PermissionStatus::query`] returns it.
///
/// The browser is called before the future is first polled.
#[must_use = "the result is only available to the code that awaits this"]
pub struct PermissionQuery {
    call: Call,
}

impl PermissionQuery {
    fn new(name: PermissionName, set_options: fn(&sys::Object)) -> Self {
        let call = match sys::navigator_permissions() {
            Some(permissions) => {
                let descriptor = sys::Object::new();
                descriptor.set_string("name", name.as_str());
                set_options(&descriptor);
                into_future(permissions.query(&descriptor))
            }
            None => Err(MediaError::unsupported("There is no navigator.permissions here.")),
        };
        PermissionQuery {
            call: Call::new(call),
        }
    }
}

impl Future for PermissionQuery {
    type Output = PermissionStatus;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<PermissionStatus> {
        let status = ready!(self.call.poll(context)).ok();
        Poll::Ready(PermissionStatus {
            js: status.filter(|status| sys::string_property(status, "state").is_some()),
        })
    }
}

impl fmt::Debug for PermissionQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PermissionQuery").field(&self.call).finish()
    }
}
