//! `CaptureController`: focus, zoom and scrolling of a captured surface.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, require_member};
use crate::events::events;
use crate::json::{self, FromJson, JsonValue};
use crate::promise::{MediaFuture, into_future, settled};
use crate::string_enum::string_enum;
use crate::sys;

string_enum! {
    /// The window or tab that has the focus after a capture has started.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturestartfocusbehavior) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/setFocusBehavior#parameters)
    CaptureStartFocusBehavior {
        /// The browser with this page.
        FocusCapturingApplication = "focus-capturing-application",
        /// The captured tab or window.
        FocusCapturedSurface = "focus-captured-surface",
        /// The one that already has the focus.
        NoFocusChange = "no-focus-change",
    }
}

/// A controller for one screen capture: the argument of
/// [`MediaDevices::get_display_media_with`](crate::MediaDevices::get_display_media_with). Chromium.
///
/// Clones are handles of the same controller.
///
/// [Spec](https://www.w3.org/TR/screen-capture/#capturecontroller) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController)
#[derive(Clone, PartialEq)]
pub struct CaptureController {
    js: JsValue,
}

impl CaptureController {
    /// Creates a controller for a capture that has not started yet.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) if the browser lacks this API (Firefox, Safari).
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturecontroller-capturecontroller) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/CaptureController)
    pub fn new() -> Result<Self, MediaError> {
        if !sys::has_global("CaptureController") {
            return Err(MediaError::unsupported("There is no CaptureController here."));
        }
        Ok(CaptureController {
            js: sys::CaptureController::new()?.into(),
        })
    }

    /// Sets which window or tab has the focus after the capture has started. Call it before the stream is available, or
    /// immediately afterwards.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) if it is too late, or if an entire screen is captured.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturecontroller-setfocusbehavior) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/setFocusBehavior)
    pub fn set_focus_behavior(&self, behavior: &CaptureStartFocusBehavior) -> Result<(), MediaError> {
        self.require("setFocusBehavior")?;
        Ok(self.binding().set_focus_behavior(behavior.as_str())?)
    }

    /// Returns the zoom levels that the captured tab supports, in percent.
    ///
    /// # Errors
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): no tab is captured.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-getsupportedzoomlevels) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/getSupportedZoomLevels)
    pub fn supported_zoom_levels(&self) -> Result<Vec<u32>, MediaError> {
        self.require("getSupportedZoomLevels")?;
        let levels = self.binding().get_supported_zoom_levels()?;
        Ok(Vec::from_json(&json::decode(&levels)).unwrap_or_default())
    }

    /// Returns the zoom level of the captured tab, in percent. `None` if no tab is captured or the browser lacks this
    /// property.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-zoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/zoomLevel)
    pub fn zoom_level(&self) -> Option<u32> {
        let level = sys::property(&self.js, "zoomLevel")?;
        u32::from_json(&JsonValue::Number(level.as_f64()?))
    }

    /// Zooms the captured tab in by one level. Requires a user gesture. The browser may prompt the user.
    ///
    /// # Errors
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): no tab is captured, the tab has the highest zoom level,
    ///   or there was no user gesture.
    /// - [`NotAllowed`](crate::MediaErrorKind::NotAllowed): the user denied it.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-increasezoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/increaseZoomLevel)
    pub fn increase_zoom_level(&self) -> MediaFuture<()> {
        settled(self.call("increaseZoomLevel", sys::CaptureController::increase_zoom_level))
    }

    /// Zooms the captured tab out by one level. Requires a user gesture. The browser may prompt the user.
    ///
    /// # Errors
    /// Those of [`increase_zoom_level`](Self::increase_zoom_level), for the lowest zoom level.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-decreasezoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/decreaseZoomLevel)
    pub fn decrease_zoom_level(&self) -> MediaFuture<()> {
        settled(self.call("decreaseZoomLevel", sys::CaptureController::decrease_zoom_level))
    }

    /// Resets the captured tab to its default zoom level. Requires a user gesture. The browser may prompt the user.
    ///
    /// # Errors
    /// Those of [`increase_zoom_level`](Self::increase_zoom_level).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-resetzoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/resetZoomLevel)
    pub fn reset_zoom_level(&self) -> MediaFuture<()> {
        settled(self.call("resetZoomLevel", sys::CaptureController::reset_zoom_level))
    }

    /// Forwards wheel events of an element to the captured tab, which scrolls. `None` ends the forwarding. The browser
    /// may prompt the user.
    ///
    /// # Errors
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): no tab is captured.
    /// - [`NotAllowed`](crate::MediaErrorKind::NotAllowed): the user denied it.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-forwardwheel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/forwardWheel)
    pub fn forward_wheel(&self, element: Option<&web_sys::HtmlElement>) -> MediaFuture<()> {
        settled(self.call("forwardWheel", |controller| controller.forward_wheel(element)))
    }

    events! {
        /// Calls back when the zoom level of the captured tab has changed, by this page or by the user. Chromium 136.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-onzoomlevelchange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/zoomlevelchange_event)
        on_zoom_level_change, zoom_level_change_events: "zoomlevelchange";

        /// Calls back when the mouse has moved over the captured surface. Not in any browser yet.
        ///
        /// [Spec](https://screen-share.github.io/mouse-events/#dom-capturecontroller-oncapturedmousechange)
        on_captured_mouse_change, captured_mouse_change_events:
            "capturedmousechange" => CapturedMouseEvent = CapturedMouseEvent::decode;
    }

    /// Returns the JavaScript object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    fn call(
        &self,
        member: &str,
        method: impl FnOnce(&sys::CaptureController) -> Result<JsValue, JsValue>,
    ) -> Result<JsFuture, MediaError> {
        self.require(member)?;
        into_future(method(self.binding()))
    }

    fn require(&self, member: &str) -> Result<(), MediaError> {
        require_member(
            &self.js,
            member,
            "The CaptureController of this browser lacks this method.",
        )
    }

    fn binding(&self) -> &sys::CaptureController {
        self.js.unchecked_ref()
    }
}

impl AsRef<JsValue> for CaptureController {
    fn as_ref(&self) -> &JsValue {
        &self.js
    }
}

impl From<CaptureController> for JsValue {
    fn from(controller: CaptureController) -> Self {
        controller.js
    }
}

impl fmt::Debug for CaptureController {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaptureController")
    }
}

/// The position of the mouse over the captured surface.
///
/// [Spec](https://screen-share.github.io/mouse-events/#capturedmouseevent)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CapturedMouseEvent {
    /// The distance from the left edge in pixels. -1 if the mouse is not over the surface.
    pub surface_x: i32,
    /// The distance from the upper edge in pixels. -1 if the mouse is not over the surface.
    pub surface_y: i32,
}

impl CapturedMouseEvent {
    fn decode(event: &JsValue) -> Option<Self> {
        let coordinate = |name| sys::property(event, name)?.as_f64();
        Some(CapturedMouseEvent {
            surface_x: coordinate("surfaceX")? as i32,
            surface_y: coordinate("surfaceY")? as i32,
        })
    }
}
