//! What the shim is asked for.

use wasm_bindgen::{JsCast, JsValue};

use crate::bindings::Record;

/// What `stop()` does, from draft to draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Era {
    /// Every track has ended when `stop()` returns; `inactive` and `ended` come to the stream after.
    #[default]
    Modern,
    /// The drafts of 2012: it happens in a task of its own, and without `ended` at the stream or its tracks. What was
    /// derived from the stream, and is in no other `LocalMediaStream`, ends with it and has `ended`. The error callback
    /// may be left out.
    ///
    /// [The draft](https://www.w3.org/TR/2012/WD-mediacapture-streams-20120628/#localmediastream)
    Y2012,
    /// The draft of October 2011: it happens in a task of its own, with `ended` at the stream. `getUserMedia` asks for
    /// everything that is not refused with `false`, and understands `"audio, video user"`.
    ///
    /// [The draft](https://www.w3.org/TR/2011/WD-webrtc-20111027/#localmediastream)
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

/// What the `name` of a `NavigatorUserMediaError` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorNames {
    /// Today's: `NotAllowedError`, `OverconstrainedError`, …
    #[default]
    Modern,
    /// The two of the draft of 2013: `PERMISSION_DENIED` and `CONSTRAINT_NOT_SATISFIED`, with `constraintName`.
    Y2013,
    /// Chrome's, and the drafts' from 2014 on: `PermissionDeniedError`, `DevicesNotFoundError`, `TrackStartError`,
    /// `ConstraintNotSatisfiedError`, with `constraintName`.
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

/// What stands before the name in `navigator`.
///
/// Libraries tell browsers by these names. What does so, such as webrtc-adapter, is to be loaded before the shim is
/// installed, or the prefix left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Prefix {
    /// Nothing: `getUserMedia`.
    None,
    /// `webkitGetUserMedia`; and `webkitMediaStream` with it.
    Webkit,
    /// `mozGetUserMedia`; and `mozSrcObject` of media elements with it.
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

/// What [`install`](super::install) is asked for. Without any of it, the shim adds what is missing and replaces
/// nothing.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegacyOptions {
    /// What `stop()` does.
    pub era: Era,
    /// What errors are called.
    pub error_names: ErrorNames,
    /// Whether every `MediaStream` has a `stop()`, as in Chrome until 2015, and not only a `LocalMediaStream`.
    pub media_stream_stop: bool,
    /// Whether `readyState` is a number: of every stream, and of the tracks that come from the shim.
    pub numeric_states: bool,
    /// Whether `URL.createObjectURL` takes a stream, and an element's `src` what it gives.
    pub object_urls: bool,
    /// Under which names `navigator` has it.
    pub prefixes: Vec<Prefix>,
    /// Whether the browser's own `getUserMedia`, of `navigator` and of `navigator.mediaDevices`, is replaced. Without
    /// it, what these give in Chromium is no `LocalMediaStream`. And whether `MediaStream` is replaced by one that takes
    /// two lists of tracks, as in 2012.
    pub replace_native: bool,
}

impl Default for LegacyOptions {
    fn default() -> Self {
        LegacyOptions {
            era: Era::default(),
            error_names: ErrorNames::default(),
            media_stream_stop: false,
            numeric_states: false,
            object_urls: false,
            prefixes: vec![Prefix::None, Prefix::Webkit, Prefix::Moz],
            replace_native: false,
        }
    }
}

impl LegacyOptions {
    /// Adds what is missing, and replaces nothing.
    pub fn new() -> Self {
        LegacyOptions::default()
    }

    /// Says what `stop()` does.
    pub fn era(mut self, era: Era) -> Self {
        self.era = era;
        self
    }

    /// Says what errors are called.
    pub fn error_names(mut self, names: ErrorNames) -> Self {
        self.error_names = names;
        self
    }

    /// Gives every `MediaStream` a `stop()`.
    pub fn media_stream_stop(mut self, stop: bool) -> Self {
        self.media_stream_stop = stop;
        self
    }

    /// Makes `readyState` a number.
    pub fn numeric_states(mut self, numeric: bool) -> Self {
        self.numeric_states = numeric;
        self
    }

    /// Lets `URL.createObjectURL` take a stream.
    pub fn object_urls(mut self, urls: bool) -> Self {
        self.object_urls = urls;
        self
    }

    /// Says under which names `navigator` has it.
    pub fn prefixes(mut self, prefixes: impl IntoIterator<Item = Prefix>) -> Self {
        self.prefixes = prefixes.into_iter().collect();
        self
    }

    /// Replaces the browser's own `getUserMedia`, and the constructor of streams.
    pub fn replace_native(mut self, replace: bool) -> Self {
        self.replace_native = replace;
        self
    }

    pub(super) fn to_js(&self) -> JsValue {
        let options = Record::new();
        options.set_string("era", self.era.as_str());
        options.set_string("errorNames", self.error_names.as_str());
        options.set_bool("mediaStreamStop", self.media_stream_stop);
        options.set_bool("numericStates", self.numeric_states);
        options.set_bool("objectUrls", self.object_urls);
        options.set_bool("replaceNative", self.replace_native);
        let prefixes: js_sys::Array = self
            .prefixes
            .iter()
            .map(|prefix| JsValue::from_str(prefix.as_str()))
            .collect();
        options.set("prefixes", &prefixes);
        options.unchecked_into()
    }
}
