//! What a captured page tells of itself to the page that captures it, and what it does for it.

use std::future::Future;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::devices::MediaDevices;
use crate::error::{MediaError, require_member};
use crate::events::events;
use crate::json;
use crate::json::{FromJson, JsonValue};
use crate::promise::{into_future, settled};
use crate::string_enum::string_enum;
use crate::sys;
use crate::track::MediaStreamTrack;

string_enum! {
    /// What a captured page can be told to do.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-captureaction)
    CaptureAction {
        /// Go on to the next slide.
        Next = "next",
        /// Go back to the previous slide.
        Previous = "previous",
        /// Go to the first slide.
        First = "first",
        /// Go to the last slide.
        Last = "last",
    }
}

/// What a page that is captured tells of itself.
///
/// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dictdef-capturehandle)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct CaptureHandle {
    /// Where it comes from, if it lets that be known.
    pub origin: Option<String>,
    /// What it calls itself; empty if it says nothing.
    pub handle: String,
}

/// What this page tells of itself to a page that captures it.
///
/// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dictdef-capturehandleconfig) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/setCaptureHandleConfig#parameters)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, rename_all = "camelCase"))]
#[non_exhaustive]
pub struct CaptureHandleConfig {
    /// Whether it tells its origin.
    pub expose_origin: bool,
    /// What it calls itself, in 1024 UTF-16 units at most.
    pub handle: String,
    /// The origins that it tells; `"*"` is every one.
    pub permitted_origins: Vec<String>,
}

impl CaptureHandleConfig {
    /// Tells nothing to nobody.
    pub fn new() -> Self {
        CaptureHandleConfig::default()
    }

    /// Whether it tells its origin.
    pub fn expose_origin(mut self, expose: bool) -> Self {
        self.expose_origin = expose;
        self
    }

    /// What it calls itself, in 1024 UTF-16 units at most.
    pub fn handle(mut self, handle: impl Into<String>) -> Self {
        self.handle = handle.into();
        self
    }

    /// A further origin that it tells; `"*"` is every one.
    pub fn permitted_origin(mut self, origin: impl Into<String>) -> Self {
        self.permitted_origins.push(origin.into());
        self
    }
}

/// What this page tells and does while another captures it. Chromium.
impl MediaDevices {
    /// Says what a page that captures this one is told of it.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing (Firefox, Safari);
    /// [`Type`](crate::MediaErrorKind::Type) for a handle that is too long;
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) in an iframe;
    /// [`NotSupported`](crate::MediaErrorKind::Unsupported) for an origin that is none.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dom-mediadevices-setcapturehandleconfig) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/setCaptureHandleConfig)
    pub fn set_capture_handle_config(&self, config: &CaptureHandleConfig) -> Result<(), MediaError> {
        require_member(
            self.as_ref(),
            "setCaptureHandleConfig",
            "this browser has no capture handles",
        )?;
        Ok(self.binding().set_capture_handle_config(&encode_config(config))?)
    }

    /// Says what this page does when a page that captures it tells it to. Once for all: a second call is refused.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing: in every browser yet.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediadevices-setsupportedcaptureactions)
    pub fn set_supported_capture_actions(&self, actions: &[CaptureAction]) -> Result<(), MediaError> {
        require_member(
            self.as_ref(),
            "setSupportedCaptureActions",
            "this browser has no capture actions",
        )?;
        let actions = actions.iter().map(|action| action.as_str().to_owned()).collect();
        Ok(self.binding().set_supported_capture_actions(actions)?)
    }

    events! {
        /// Calls back when a page that captures this one tells it to do something. No browser yet.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediadevices-oncaptureaction)
        on_capture_action, capture_action_events: "captureaction" => CaptureAction = action_of;
    }
}

fn action_of(event: &JsValue) -> Option<CaptureAction> {
    let action = sys::string_property(event, "action")?;
    Some(action.as_str().into())
}

/// What a captured page tells and does. Chromium.
impl MediaStreamTrack {
    /// What the captured page tells of itself; `None` if it tells nothing, or what is captured is no page.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#dom-mediastreamtrack-getcapturehandle) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCaptureHandle)
    pub fn capture_handle(&self) -> Result<Option<CaptureHandle>, MediaError> {
        require_member(
            self.as_ref(),
            "getCaptureHandle",
            "this browser has no capture handles",
        )?;
        let handle = json::decode(&self.binding().get_capture_handle()?);
        let JsonValue::Object(mut handle) = handle else {
            return Ok(None);
        };
        let mut text = |name| handle.remove(name).and_then(|text| String::from_json(&text));
        Ok(Some(CaptureHandle {
            origin: text("origin"),
            handle: text("handle").unwrap_or_default(),
        }))
    }

    /// What the captured page can be told to do.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing: in every browser yet.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediastreamtrack-getsupportedcaptureactions)
    pub fn supported_capture_actions(&self) -> Result<Vec<CaptureAction>, MediaError> {
        require_member(self.as_ref(), "getSupportedCaptureActions", NO_ACTIONS)?;
        let actions = self.binding().get_supported_capture_actions()?;
        let actions: Vec<String> = Vec::from_json(&json::decode(&actions)).unwrap_or_default();
        Ok(actions.iter().map(|action| action.as_str().into()).collect())
    }

    /// Tells the captured page to do something. A click or a key press must have led to the call.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing: in every browser yet;
    /// [`NotFound`](crate::MediaErrorKind::NotFound) for what the page [cannot
    /// do](Self::supported_capture_actions).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-handle/actions/#dom-mediastreamtrack-sendcaptureaction)
    pub fn send_capture_action(
        &self,
        action: &CaptureAction,
    ) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask_capture_action(action))
    }

    fn ask_capture_action(&self, action: &CaptureAction) -> Result<JsFuture, MediaError> {
        require_member(self.as_ref(), "sendCaptureAction", NO_ACTIONS)?;
        into_future(self.binding().send_capture_action(action.as_str()))
    }
}

const NO_ACTIONS: &str = "this browser has no capture actions";

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
