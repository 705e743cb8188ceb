//! `CaptureController`: a say in a capture of the display.

use std::fmt;
use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, require_member};
use crate::events::events;
use crate::json;
use crate::json::{FromJson, JsonValue};
use crate::promise::{into_future, settled};
use crate::string_enum::string_enum;
use crate::sys;

string_enum! {
    /// What comes to the front when a capture starts.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturestartfocusbehavior) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/setFocusBehavior#parameters)
    CaptureStartFocusBehavior {
        /// The browser with this page.
        FocusCapturingApplication = "focus-capturing-application",
        /// The tab or window that is captured.
        FocusCapturedSurface = "focus-captured-surface",
        /// Whatever is there already.
        NoFocusChange = "no-focus-change",
    }
}

/// A say in one capture of the display: it is given to
/// [`MediaDevices::get_display_media_with`](crate::MediaDevices::get_display_media_with). Chromium.
///
/// It is a handle: clones of it are the same controller.
///
/// [Spec](https://www.w3.org/TR/screen-capture/#capturecontroller) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController)
#[derive(Clone, PartialEq)]
pub struct CaptureController {
    js: JsValue,
}

impl CaptureController {
    /// A controller for one capture that is yet to come.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing (Firefox, Safari).
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturecontroller-capturecontroller) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/CaptureController)
    pub fn new() -> Result<Self, MediaError> {
        if !sys::has_global("CaptureController") {
            return Err(MediaError::unsupported("there is no CaptureController here"));
        }
        Ok(CaptureController {
            js: sys::CaptureController::new()?.into(),
        })
    }

    /// Says what is to come to the front when the capture starts: before the stream is there, or at once when it is.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) once it is too late, or for a to_u32_exact screen.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-capturecontroller-setfocusbehavior) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/setFocusBehavior)
    pub fn set_focus_behavior(&self, behavior: &CaptureStartFocusBehavior) -> Result<(), MediaError> {
        self.require("setFocusBehavior")?;
        Ok(self.binding().set_focus_behavior(behavior.as_str())?)
    }

    /// To what the captured tab can be zoomed, in percent.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) where no tab is captured;
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser does not zoom (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-getsupportedzoomlevels) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/getSupportedZoomLevels)
    pub fn supported_zoom_levels(&self) -> Result<Vec<u32>, MediaError> {
        self.require("getSupportedZoomLevels")?;
        let levels = self.binding().get_supported_zoom_levels()?;
        Ok(Vec::from_json(&json::decode(&levels)).unwrap_or_default())
    }

    /// To what the captured tab is zoomed, in percent; `None` where no tab is captured or the browser does not zoom.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-zoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/zoomLevel)
    pub fn zoom_level(&self) -> Option<u32> {
        let level = sys::property(&self.js, "zoomLevel")?;
        u32::from_json(&JsonValue::Number(level.as_f64()?))
    }

    /// Zooms the captured tab in, by one level. A click or a key press must have led to the call, and the user may be
    /// asked.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) where no tab is captured, it can't be zoomed any further,
    /// or nobody clicked; [`NotAllowed`](crate::MediaErrorKind::NotAllowed) where the user refuses;
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser does not zoom (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-increasezoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/increaseZoomLevel)
    pub fn increase_zoom_level(&self) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask("increaseZoomLevel", sys::CaptureController::increase_zoom_level))
    }

    /// Zooms the captured tab out, by one level; as [`increase_zoom_level`](Self::increase_zoom_level).
    ///
    /// # Errors
    /// As [`increase_zoom_level`](Self::increase_zoom_level).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-decreasezoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/decreaseZoomLevel)
    pub fn decrease_zoom_level(&self) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask("decreaseZoomLevel", sys::CaptureController::decrease_zoom_level))
    }

    /// Zooms the captured tab to its usual level; as [`increase_zoom_level`](Self::increase_zoom_level).
    ///
    /// # Errors
    /// As [`increase_zoom_level`](Self::increase_zoom_level).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-resetzoomlevel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/resetZoomLevel)
    pub fn reset_zoom_level(&self) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask("resetZoomLevel", sys::CaptureController::reset_zoom_level))
    }

    /// Lets the mouse wheel over an element scroll the captured tab; over none (`None`) any more. The user may be
    /// asked.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) where no tab is captured;
    /// [`NotAllowed`](crate::MediaErrorKind::NotAllowed) where the user refuses;
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser does not scroll (Chromium before 136).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-forwardwheel) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/forwardWheel)
    pub fn forward_wheel(
        &self,
        element: Option<&web_sys::HtmlElement>,
    ) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask("forwardWheel", |controller| controller.forward_wheel(element)))
    }

    events! {
        /// Calls back when the captured tab was zoomed, by whomever. Chromium 136.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-surface-control/#dom-capturecontroller-onzoomlevelchange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CaptureController/zoomlevelchange_event)
        on_zoom_level_change, zoom_level_change_events: "zoomlevelchange";

        /// Calls back when the mouse has moved over what is captured. No browser yet.
        ///
        /// [Spec](https://screen-share.github.io/mouse-events/#dom-capturecontroller-oncapturedmousechange)
        on_captured_mouse_change, captured_mouse_change_events:
            "capturedmousechange" => CapturedMouseEvent = CapturedMouseEvent::read;
    }

    /// The browser's own object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    fn ask(
        &self,
        member: &str,
        call: impl FnOnce(&sys::CaptureController) -> Result<JsValue, JsValue>,
    ) -> Result<JsFuture, MediaError> {
        self.require(member)?;
        into_future(call(self.binding()))
    }

    fn require(&self, member: &str) -> Result<(), MediaError> {
        require_member(
            &self.js,
            member,
            "the CaptureController of this browser cannot do this",
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

impl fmt::Debug for CaptureController {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaptureController")
    }
}

/// Where the mouse is over what is captured.
///
/// [Spec](https://screen-share.github.io/mouse-events/#capturedmouseevent)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CapturedMouseEvent {
    /// Pixels from the left edge; -1 where the mouse is elsewhere.
    pub surface_x: i32,
    /// Pixels from the upper edge; -1 where the mouse is elsewhere.
    pub surface_y: i32,
}

impl CapturedMouseEvent {
    fn read(event: &JsValue) -> Option<Self> {
        let side = |name| sys::property(event, name)?.as_f64();
        Some(CapturedMouseEvent {
            surface_x: side("surfaceX")? as i32,
            surface_y: side("surfaceY")? as i32,
        })
    }
}
