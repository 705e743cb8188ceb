//! `CropTarget` and `RestrictionTarget`: parts of a page, for captures of that page.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::promise::{MediaFuture, into_future, settled};
use crate::sys;
use crate::track::MediaStreamTrack;

/// An area of this page, to which a capture of the page can be [cropped](MediaStreamTrack::crop_to). Content on top of
/// the element is captured too. Chromium on desktops.
///
/// Its JavaScript object can be sent to the page that captures this one.
///
/// [Spec](https://w3c.github.io/mediacapture-region/#croptarget) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CropTarget)
#[derive(Clone, Debug, PartialEq)]
pub struct CropTarget {
    js: JsValue,
}

impl CropTarget {
    /// Creates the target of an element.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) if the browser lacks this API (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-region/#dom-croptarget-fromelement) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CropTarget/fromElement_static)
    pub fn from_element(element: &web_sys::Element) -> MediaFuture<Self> {
        let call = match sys::has_global("CropTarget") {
            true => into_future(sys::CropTarget::from_element(element)),
            false => Err(MediaError::unsupported("There is no CropTarget here.")),
        };
        MediaFuture::new(call, |js| Ok(CropTarget { js }))
    }

    /// Returns the JavaScript object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }
}

impl AsRef<JsValue> for CropTarget {
    fn as_ref(&self) -> &JsValue {
        &self.js
    }
}

impl From<CropTarget> for JsValue {
    fn from(target: CropTarget) -> Self {
        target.js
    }
}

/// Accepts a target of this page or of another one.
///
/// # Errors
/// [`Type`](MediaErrorKind::Type) if the value is not a `CropTarget`.
impl TryFrom<JsValue> for CropTarget {
    type Error = MediaError;

    fn try_from(js: JsValue) -> Result<Self, MediaError> {
        require_interface(&js, "CropTarget", "The value is not a CropTarget.")?;
        Ok(CropTarget { js })
    }
}

/// An element of this page, to which a capture of the page can be [restricted](MediaStreamTrack::restrict_to). Content
/// on top of the element is not captured. Chromium on desktops.
///
/// Its JavaScript object can be sent to the page that captures this one.
///
/// [Spec](https://screen-share.github.io/element-capture/#restrictiontarget) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/RestrictionTarget)
#[derive(Clone, Debug, PartialEq)]
pub struct RestrictionTarget {
    js: JsValue,
}

impl RestrictionTarget {
    /// Creates the target of an element.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) if the browser lacks this API (Firefox, Safari, Chromium before
    /// 132).
    ///
    /// [Spec](https://screen-share.github.io/element-capture/#dom-restrictiontarget-fromelement) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/RestrictionTarget/fromElement_static)
    pub fn from_element(element: &web_sys::Element) -> MediaFuture<Self> {
        let call = match sys::has_global("RestrictionTarget") {
            true => into_future(sys::RestrictionTarget::from_element(element)),
            false => Err(MediaError::unsupported("There is no RestrictionTarget here.")),
        };
        MediaFuture::new(call, |js| Ok(RestrictionTarget { js }))
    }

    /// Returns the JavaScript object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }
}

impl AsRef<JsValue> for RestrictionTarget {
    fn as_ref(&self) -> &JsValue {
        &self.js
    }
}

impl From<RestrictionTarget> for JsValue {
    fn from(target: RestrictionTarget) -> Self {
        target.js
    }
}

/// Accepts a target of this page or of another one.
///
/// # Errors
/// [`Type`](MediaErrorKind::Type) if the value is not a `RestrictionTarget`.
impl TryFrom<JsValue> for RestrictionTarget {
    type Error = MediaError;

    fn try_from(js: JsValue) -> Result<Self, MediaError> {
        require_interface(&js, "RestrictionTarget", "The value is not a RestrictionTarget.")?;
        Ok(RestrictionTarget { js })
    }
}

/// Checks the interface of an object of any realm. `instanceof` would reject objects of other realms.
fn require_interface(value: &JsValue, interface: &str, message: &'static str) -> Result<(), MediaError> {
    let tag = js_sys::Reflect::get(value, &js_sys::Symbol::to_string_tag());
    if tag.is_ok_and(|tag| tag == interface) {
        Ok(())
    } else {
        Err(MediaError::new(MediaErrorKind::Type, message))
    }
}

/// Parts of a captured page: the spec's `BrowserCaptureMediaStreamTrack`, the track of a captured tab.
impl MediaStreamTrack {
    /// Crops the capture to the area of a target. `None` captures the entire page again.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the track does not capture a tab, or the browser lacks this
    ///   method (Firefox, Safari).
    /// - [`NotAllowed`](MediaErrorKind::NotAllowed): the target is in another page.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): the track has ended or has [duplicates](Self::duplicate).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-region/#dom-browsercapturemediastreamtrack-cropto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BrowserCaptureMediaStreamTrack/cropTo)
    pub fn crop_to(&self, target: Option<&CropTarget>) -> MediaFuture<()> {
        settled(self.call_tab_capture("cropTo", |track| {
            track.crop_to(target.map(|target| target.js.unchecked_ref()))
        }))
    }

    /// Restricts the capture to the element of a target. `None` captures the entire page again.
    ///
    /// # Errors
    /// Those of [`crop_to`](Self::crop_to). Chromium lacks this method before 132.
    ///
    /// [Spec](https://screen-share.github.io/element-capture/#dom-browsercapturemediastreamtrack-restrictto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BrowserCaptureMediaStreamTrack/restrictTo)
    pub fn restrict_to(&self, target: Option<&RestrictionTarget>) -> MediaFuture<()> {
        settled(self.call_tab_capture("restrictTo", |track| {
            track.restrict_to(target.map(|target| target.js.unchecked_ref()))
        }))
    }

    fn call_tab_capture(
        &self,
        member: &str,
        method: impl FnOnce(&sys::MediaStreamTrack) -> Result<JsValue, JsValue>,
    ) -> Result<JsFuture, MediaError> {
        let js: &JsValue = self.as_ref();
        require_member(
            js,
            member,
            "This track does not capture a tab, or the browser cannot capture a part of it.",
        )?;
        into_future(method(js.unchecked_ref()))
    }
}
