//! `CropTarget` and `RestrictionTarget`: a part of a page, for who captures that page.

use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, require_member};
use crate::promise::{into_future, settled};
use crate::sys;
use crate::track::MediaStreamTrack;

/// A part of this page, to whose area a capture of the page can be [cropped](MediaStreamTrack::crop_to): whatever lies
/// over it is captured with it. Chromium on desktops.
///
/// [`into_js`](Self::into_js) gives the object that can be sent to the page that captures this one.
///
/// [Spec](https://w3c.github.io/mediacapture-region/#croptarget) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CropTarget)
#[derive(Clone, Debug, PartialEq)]
pub struct CropTarget {
    js: JsValue,
}

impl CropTarget {
    /// The target that this element is.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing (Firefox, Safari).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-region/#dom-croptarget-fromelement) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/CropTarget/fromElement_static)
    pub fn from_element(
        element: &web_sys::Element,
    ) -> impl Future<Output = Result<Self, MediaError>> + use<> {
        let asked = match sys::has_global("CropTarget") {
            true => into_future(sys::CropTarget::from_element(element)),
            false => Err(MediaError::unsupported("this browser crops no captures")),
        };
        async { Ok(CropTarget { js: asked?.await? }) }
    }

    /// The browser's own object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    /// The browser's own object, which can be sent to the page that captures this one.
    pub fn into_js(self) -> JsValue {
        self.js
    }
}

/// A target that came from another page, or anything: a track refuses what is none.
impl From<JsValue> for CropTarget {
    fn from(js: JsValue) -> Self {
        CropTarget { js }
    }
}

/// An element of this page, to which a capture of the page can be [restricted](MediaStreamTrack::restrict_to): what
/// lies over it is not captured. Chromium on desktops.
///
/// [`into_js`](Self::into_js) gives the object that can be sent to the page that captures this one.
///
/// [Spec](https://screen-share.github.io/element-capture/#restrictiontarget) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/RestrictionTarget)
#[derive(Clone, Debug, PartialEq)]
pub struct RestrictionTarget {
    js: JsValue,
}

impl RestrictionTarget {
    /// The target that this element is.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no such thing (Firefox, Safari, Chromium
    /// before 132).
    ///
    /// [Spec](https://screen-share.github.io/element-capture/#dom-restrictiontarget-fromelement) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/RestrictionTarget/fromElement_static)
    pub fn from_element(
        element: &web_sys::Element,
    ) -> impl Future<Output = Result<Self, MediaError>> + use<> {
        let asked = match sys::has_global("RestrictionTarget") {
            true => into_future(sys::RestrictionTarget::from_element(element)),
            false => Err(MediaError::unsupported("this browser restricts no captures")),
        };
        async { Ok(RestrictionTarget { js: asked?.await? }) }
    }

    /// The browser's own object.
    pub fn js_value(&self) -> &JsValue {
        &self.js
    }

    /// The browser's own object, which can be sent to the page that captures this one.
    pub fn into_js(self) -> JsValue {
        self.js
    }
}

/// A target that came from another page, or anything: a track refuses what is none.
impl From<JsValue> for RestrictionTarget {
    fn from(js: JsValue) -> Self {
        RestrictionTarget { js }
    }
}

/// Parts of a captured page: the spec's `BrowserCaptureMediaStreamTrack`, which a track is that captures a tab.
impl MediaStreamTrack {
    /// Captures of the page only the area of this target; of the to_u32_exact page (`None`) again.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) for a track that captures no tab, and in a browser that
    /// crops none (Firefox, Safari); [`NotAllowed`](crate::MediaErrorKind::NotAllowed) for a target that is in
    /// another page; [`InvalidState`](crate::MediaErrorKind::InvalidState) for a track that has ended or has
    /// [duplicates](Self::duplicate).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-region/#dom-browsercapturemediastreamtrack-cropto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BrowserCaptureMediaStreamTrack/cropTo)
    pub fn crop_to(
        &self,
        target: Option<&CropTarget>,
    ) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask_part("cropTo", |track| {
            track.crop_to(target.map(|target| target.js.unchecked_ref()))
        }))
    }

    /// Captures of the page only this target; the to_u32_exact page (`None`) again.
    ///
    /// # Errors
    /// As [`crop_to`](Self::crop_to); also Chromium before 132 restricts none.
    ///
    /// [Spec](https://screen-share.github.io/element-capture/#dom-browsercapturemediastreamtrack-restrictto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BrowserCaptureMediaStreamTrack/restrictTo)
    pub fn restrict_to(
        &self,
        target: Option<&RestrictionTarget>,
    ) -> impl Future<Output = Result<(), MediaError>> + use<> {
        settled(self.ask_part("restrictTo", |track| {
            track.restrict_to(target.map(|target| target.js.unchecked_ref()))
        }))
    }

    fn ask_part(
        &self,
        member: &str,
        call: impl FnOnce(&sys::MediaStreamTrack) -> Result<JsValue, JsValue>,
    ) -> Result<JsFuture, MediaError> {
        let js: &JsValue = self.as_ref();
        require_member(js, member, "no part can be taken of what this track captures")?;
        into_future(call(js.unchecked_ref()))
    }
}
