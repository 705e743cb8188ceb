//! The options of the shim.

use wasm_bindgen::{JsCast, JsValue};

use crate::sys::Object;

/// The draft that defines the semantics of `stop()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Era {
    /// Every track has ended when `stop()` returns. `inactive` and `ended` are dispatched at the stream in a task.
    #[default]
    Modern,
    /// The drafts of 2012: `stop()` takes effect in a task, without `ended` at the stream or its tracks. Tracks derived
    /// from the stream end too, with `ended`, unless another `LocalMediaStream` has a live track of their source.
    ///
    /// [Specification draft](https://www.w3.org/TR/2012/WD-mediacapture-streams-20120628/#localmediastream)
    Y2012,
    /// The draft of October 2011: `stop()` takes effect in a task, with `ended` at the stream. `getUserMedia` requests
    /// each kind that is not `false`. The success callback is optional.
    ///
    /// [Specification draft](https://www.w3.org/TR/2011/WD-webrtc-20111027/#localmediastream)
    Y2011,
}

impl Era {
    fn as_str(self) -> &'static str {
        match self {
            Era::Modern => "modern",
            Era::Y2012 => "2012",
            Era::Y2011 => "2011",
        }
    }
}

/// The `name` values of `NavigatorUserMediaError`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorNames {
    /// The current names: `NotAllowedError`, `OverconstrainedError`, …
    #[default]
    Modern,
    /// The two names of the 2013 draft: `PERMISSION_DENIED` and `CONSTRAINT_NOT_SATISFIED`, with `constraintName`.
    Y2013,
    /// The names of Chrome and of the drafts from 2014 on: `PermissionDeniedError`, `DevicesNotFoundError`,
    /// `TrackStartError`, `ConstraintNotSatisfiedError`, with `constraintName`.
    Y2014,
}

impl ErrorNames {
    fn as_str(self) -> &'static str {
        match self {
            ErrorNames::Modern => "modern",
            ErrorNames::Y2013 => "2013",
            ErrorNames::Y2014 => "2014",
        }
    }
}

/// A vendor prefix of `navigator.getUserMedia`.
///
/// Some libraries, such as webrtc-adapter, detect the browser by the prefixed names. A prefix of another vendor therefore
/// breaks pages that use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Prefix {
    /// No prefix: `getUserMedia`.
    None,
    /// `webkitGetUserMedia`, and the interface `webkitMediaStream`.
    Webkit,
    /// `mozGetUserMedia`, and `mozSrcObject` of media elements.
    Moz,
}

impl Prefix {
    fn as_str(self) -> &'static str {
        match self {
            Prefix::None => "",
            Prefix::Webkit => "webkit",
            Prefix::Moz => "moz",
        }
    }
}

/// The options of [`install`](super::install). By default, the shim adds missing members and replaces none.
///
/// ```
/// use local_media_stream::legacy::{Era, ErrorNames, LegacyOptions, Prefix};
///
/// let options = LegacyOptions::new()
///     .era(Era::Y2012)
///     .error_names(ErrorNames::Y2014)
///     .prefixes([Prefix::None, Prefix::Webkit])
///     .replace_native(true);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegacyOptions {
    /// The semantics of `stop()`.
    pub era: Era,
    /// The names of errors.
    pub error_names: ErrorNames,
    /// Whether every `MediaStream` has `stop()`, as in Chrome until 2015. Otherwise only `LocalMediaStream` has it.
    pub media_stream_stop: bool,
    /// Whether `readyState` is a number, for every stream and for the tracks of the shim.
    pub numeric_states: bool,
    /// Whether `URL.createObjectURL` accepts a stream, and the `src` of media elements accepts its result or a stream.
    pub object_urls: bool,
    /// The prefixes of `navigator.getUserMedia`. By default, no prefix and that of the engine's own vendor: `Webkit` in
    /// Chromium and Safari, `Moz` in Firefox.
    pub prefixes: Option<Vec<Prefix>>,
    /// Whether the native `getUserMedia` functions of `navigator` and `navigator.mediaDevices` are replaced. Otherwise
    /// they return plain `MediaStream` objects. The option also replaces the `MediaStream` constructor by one that
    /// accepts two lists of tracks, as in 2012.
    pub replace_native: bool,
}

impl LegacyOptions {
    /// Returns the default options.
    pub fn new() -> Self {
        LegacyOptions::default()
    }

    /// Sets the semantics of `stop()`.
    pub fn era(mut self, era: Era) -> Self {
        self.era = era;
        self
    }

    /// Sets the names of errors.
    pub fn error_names(mut self, names: ErrorNames) -> Self {
        self.error_names = names;
        self
    }

    /// Sets whether every `MediaStream` has `stop()`.
    pub fn media_stream_stop(mut self, stop: bool) -> Self {
        self.media_stream_stop = stop;
        self
    }

    /// Sets whether `readyState` is a number.
    pub fn numeric_states(mut self, numeric: bool) -> Self {
        self.numeric_states = numeric;
        self
    }

    /// Sets whether `URL.createObjectURL` accepts a stream.
    pub fn object_urls(mut self, urls: bool) -> Self {
        self.object_urls = urls;
        self
    }

    /// Sets the prefixes of `navigator.getUserMedia`.
    pub fn prefixes(mut self, prefixes: impl IntoIterator<Item = Prefix>) -> Self {
        self.prefixes = Some(prefixes.into_iter().collect());
        self
    }

    /// Sets whether native `getUserMedia` functions and the `MediaStream` constructor are replaced.
    pub fn replace_native(mut self, replace: bool) -> Self {
        self.replace_native = replace;
        self
    }

    pub(super) fn to_js(&self) -> JsValue {
        let options = Object::new();
        options.set_string("era", self.era.as_str());
        options.set_string("errorNames", self.error_names.as_str());
        options.set_bool("mediaStreamStop", self.media_stream_stop);
        options.set_bool("numericStates", self.numeric_states);
        options.set_bool("objectUrls", self.object_urls);
        options.set_bool("replaceNative", self.replace_native);
        if let Some(prefixes) = &self.prefixes {
            let prefixes: js_sys::Array = prefixes
                .iter()
                .map(|prefix| JsValue::from_str(prefix.as_str()))
                .collect();
            options.set("prefixes", &prefixes);
        }
        options.unchecked_into()
    }
}
