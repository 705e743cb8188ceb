//! Capture handles and capture actions: the messages between a captured page and the page that captures it.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::devices::MediaDevices;
use crate::error::{MediaError, require_member};
use crate::events::events;
use crate::json::{self, FromJson, JsonValue};
use crate::promise::{MediaFuture, into_future, settled};
use crate::string_enum::string_enum;
use crate::sys;
use crate::track::MediaStreamTrack;

string_enum! {
    /// An action that the capturing page requests from the captured page.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-captureaction)
    CaptureAction {
        /// Show the next slide.
        Next = "next",
        /// Show the previous slide.
        Previous = "previous",
        /// Show the first slide.
        First = "first",
        /// Show the last slide.
        Last = "last",
    }
}

/// The identity of a captured page.
///
/// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dictdef-capturehandle)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CaptureHandle {
    /// The origin of the captured page. `None` if the page does not expose it.
    pub origin: Option<String>,
    /// The handle that the captured page has set. Empty by default.
    pub handle: String,
}

/// The identity of this page for pages that capture it.
///
/// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dictdef-capturehandleconfig) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/setCaptureHandleConfig#parameters)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct CaptureHandleConfig {
    /// Whether the origin of this page is exposed.
    pub expose_origin: bool,
    /// The handle. At most 1024 UTF-16 units.
    pub handle: String,
    /// The origins that may observe this page. `"*"` permits every origin.
    pub permitted_origins: Vec<String>,
}

impl CaptureHandleConfig {
    /// Creates a configuration that exposes nothing.
    pub fn new() -> Self {
        CaptureHandleConfig::default()
    }

    /// Sets whether the origin of this page is exposed.
    pub fn expose_origin(mut self, expose: bool) -> Self {
        self.expose_origin = expose;
        self
    }

    /// Sets the handle. At most 1024 UTF-16 units.
    pub fn handle(mut self, handle: impl Into<String>) -> Self {
        self.handle = handle.into();
        self
    }

    /// Permits an origin to observe this page. `"*"` permits every origin.
    pub fn permitted_origin(mut self, origin: impl Into<String>) -> Self {
        self.permitted_origins.push(origin.into());
        self
    }
}

/// The captured page. Chromium.
impl MediaDevices {
    /// Sets the identity of this page for pages that capture it.
    ///
    /// # Errors
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Firefox, Safari), or a
    ///   permitted origin is invalid.
    /// - [`Type`](crate::MediaErrorKind::Type): the handle is too long.
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): the page is in an iframe.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dom-mediadevices-setcapturehandleconfig) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/setCaptureHandleConfig)
    pub fn set_capture_handle_config(&self, config: &CaptureHandleConfig) -> Result<(), MediaError> {
        require_member(self.as_ref(), "setCaptureHandleConfig", NO_HANDLES)?;
        Ok(self.binding().set_capture_handle_config(&encode_config(config))?)
    }

    /// Declares which actions this page supports. Browsers reject a second call.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser lacks this method (currently every browser).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediadevices-setsupportedcaptureactions)
    pub fn set_supported_capture_actions(&self, actions: &[CaptureAction]) -> Result<(), MediaError> {
        require_member(self.as_ref(), "setSupportedCaptureActions", NO_ACTIONS)?;
        let actions = actions.iter().map(|action| action.as_str().to_owned()).collect();
        Ok(self.binding().set_supported_capture_actions(actions)?)
    }

    events! {
        /// Calls back when a page that captures this one requests an action. Not in any browser yet.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediadevices-oncaptureaction)
        on_capture_action, capture_action_events: "captureaction" => CaptureAction = decode_action;
    }
}

fn decode_action(event: &JsValue) -> Option<CaptureAction> {
    let action = sys::string_property(event, "action")?;
    Some(action.as_str().into())
}

/// The capturing page. Chromium.
impl MediaStreamTrack {
    /// Returns the identity of the captured page. `None` if the page exposes none, or if no page is captured.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser lacks this method (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dom-mediastreamtrack-getcapturehandle) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCaptureHandle)
    pub fn capture_handle(&self) -> Result<Option<CaptureHandle>, MediaError> {
        require_member(self.as_ref(), "getCaptureHandle", NO_HANDLES)?;
        let JsonValue::Object(mut members) = json::decode(&self.binding().get_capture_handle()?) else {
            return Ok(None);
        };
        let mut text = |name| members.remove(name).and_then(|text| String::from_json(&text));
        Ok(Some(CaptureHandle {
            origin: text("origin"),
            handle: text("handle").unwrap_or_default(),
        }))
    }

    /// Returns the actions that the captured page supports.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser lacks this method (currently every browser).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediastreamtrack-getsupportedcaptureactions)
    pub fn supported_capture_actions(&self) -> Result<Vec<CaptureAction>, MediaError> {
        require_member(self.as_ref(), "getSupportedCaptureActions", NO_ACTIONS)?;
        let actions = self.binding().get_supported_capture_actions()?;
        let actions: Vec<String> = Vec::from_json(&json::decode(&actions)).unwrap_or_default();
        Ok(actions.iter().map(|action| action.as_str().into()).collect())
    }

    /// Requests an action from the captured page. Requires a user gesture.
    ///
    /// # Errors
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (currently every browser).
    /// - [`NotFound`](crate::MediaErrorKind::NotFound): the captured page does not
    ///   [support](Self::supported_capture_actions) the action.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediastreamtrack-sendcaptureaction)
    pub fn send_capture_action(&self, action: &CaptureAction) -> MediaFuture<()> {
        settled(self.call_send_capture_action(action))
    }

    fn call_send_capture_action(&self, action: &CaptureAction) -> Result<JsFuture, MediaError> {
        require_member(self.as_ref(), "sendCaptureAction", NO_ACTIONS)?;
        into_future(self.binding().send_capture_action(action.as_str()))
    }
}

const NO_HANDLES: &str = "This browser has no capture handles.";
const NO_ACTIONS: &str = "This browser has no capture actions.";

/// Encodes the argument of `setCaptureHandleConfig`.
fn encode_config(config: &CaptureHandleConfig) -> JsValue {
    let object = sys::Object::new();
    object.set_bool("exposeOrigin", config.expose_origin);
    object.set_string("handle", &config.handle);
    let origins = js_sys::Array::new();
    for origin in &config.permitted_origins {
        origins.push(&JsValue::from_str(origin));
    }
    object.set("permittedOrigins", &origins);
    object.into()
}

#[cfg(feature = "serde")]
json::deserialize_object!(CaptureHandle {
    origin: member "origin",
    handle: member_or_default "handle",
});

#[cfg(feature = "serde")]
json::deserialize_object!(CaptureHandleConfig {
    expose_origin: member_or_default "exposeOrigin",
    handle: member_or_default "handle",
    permitted_origins: member_or_default "permittedOrigins",
});
