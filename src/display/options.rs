//! `DisplayMediaStreamOptions`: the argument of `getDisplayMedia`, as plain data.

use wasm_bindgen::JsValue;

use crate::constraints::{ConstraintError, MediaTrackConstraints, TrackRequest};
use crate::error::MediaError;
use crate::json::{JsonObject, JsonValue};
use crate::string_enum::string_enum;

string_enum! {
    /// Whether the browser offers the capturing page itself.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-selfcapturepreferenceenum)
    SelfCapturePreference {
        /// The page is offered.
        Include = "include",
        /// The page is not offered. This prevents a capture that shows itself endlessly nested.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the browser offers the audio of the entire system.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-systemaudiopreferenceenum)
    SystemAudioPreference {
        /// System audio is offered.
        Include = "include",
        /// System audio is not offered.
        Exclude = "exclude",
    }
}

string_enum! {
    /// The audio that the browser offers with a window.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-windowaudiopreferenceenum)
    WindowAudioPreference {
        /// The audio of the entire system.
        System = "system",
        /// The audio of the window.
        Window = "window",
        /// No audio.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the user can switch to another surface during the capture.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-surfaceswitchingpreferenceenum)
    SurfaceSwitchingPreference {
        /// Switching is offered.
        Include = "include",
        /// Switching is not offered.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the browser offers entire screens.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-monitortypesurfacesenum)
    MonitorTypeSurfaces {
        /// Screens are offered.
        Include = "include",
        /// Screens are not offered. This prevents users from sharing more than they intend.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the browser encourages the user to share audio.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-audioselectionpreferenceenum)
    AudioSelectionPreference {
        /// The user is encouraged.
        Preferred = "preferred",
    }
}

/// The members that are strings.
const STRINGS: [&str; 6] = [
    "selfBrowserSurface",
    "systemAudio",
    "windowAudio",
    "surfaceSwitching",
    "monitorTypeSurfaces",
    "audioSelection",
];

const PREFER_CURRENT_TAB: &str = "preferCurrentTab";

/// The options of [`get_display_media`](crate::get_display_media).
///
/// The browser decides about members that are not set. All members but `audio` and `video` are hints: browsers ignore
/// those they don't support.
///
/// ```
/// use local_media_stream::{DisplayMediaStreamOptions, DisplaySurface, MediaTrackConstraints, MonitorTypeSurfaces};
///
/// let options = DisplayMediaStreamOptions::new()
///     .video(MediaTrackConstraints::new().display_surface(DisplaySurface::Window))
///     .monitor_type_surfaces(MonitorTypeSurfaces::Exclude);
/// ```
///
/// [Spec](https://www.w3.org/TR/screen-capture/#displaymediastreamoptions) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getDisplayMedia#options)
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "JsonValue", into = "JsonObject"))]
#[non_exhaustive]
pub struct DisplayMediaStreamOptions {
    /// The video track. [`Any`](TrackRequest::Any) by default. Browsers reject [`Off`](TrackRequest::Off).
    pub video: TrackRequest,
    /// The audio track of the captured surface. [`Off`](TrackRequest::Off) by default. Chromium.
    pub audio: TrackRequest,
    /// The other members that are set, by their JavaScript names.
    preferences: JsonObject,
}

/// Requests video without audio.
impl Default for DisplayMediaStreamOptions {
    fn default() -> Self {
        DisplayMediaStreamOptions {
            video: TrackRequest::Any,
            audio: TrackRequest::Off,
            preferences: JsonObject::new(),
        }
    }
}

/// Converts from the form of JavaScript. Absent members have their default, and unknown members are ignored.
///
/// # Errors
/// [`WrongType`](crate::ConstraintErrorKind::WrongType) for a member of another type, or as the conversion of
/// [`MediaTrackConstraints`](crate::MediaTrackConstraints).
impl TryFrom<JsonObject> for DisplayMediaStreamOptions {
    type Error = ConstraintError;

    fn try_from(mut object: JsonObject) -> Result<Self, Self::Error> {
        let mut options = DisplayMediaStreamOptions::default();
        if let Some(request) = object.remove("video") {
            options.video = TrackRequest::from_member("video", request)?;
        }
        if let Some(request) = object.remove("audio") {
            options.audio = TrackRequest::from_member("audio", request)?;
        }
        for name in STRINGS {
            match object.remove(name) {
                None => {}
                Some(text @ JsonValue::String(_)) => options.preferences.set(name, text),
                Some(_) => return Err(ConstraintError::wrong_type(name, "Pass a string.")),
            }
        }
        match object.remove(PREFER_CURRENT_TAB) {
            None => {}
            Some(flag @ JsonValue::Bool(_)) => options.preferences.set(PREFER_CURRENT_TAB, flag),
            Some(_) => {
                return Err(ConstraintError::wrong_type(
                    PREFER_CURRENT_TAB,
                    "Pass true or false.",
                ));
            }
        }
        Ok(options)
    }
}

/// Converts to the form of JavaScript, with the members that are set.
impl From<DisplayMediaStreamOptions> for JsonObject {
    fn from(options: DisplayMediaStreamOptions) -> Self {
        let mut object = JsonObject::new();
        object.set("video", options.video.into());
        object.set("audio", options.audio.into());
        for (name, value) in options.preferences {
            object.set(name, value);
        }
        object
    }
}

/// Converts from the form of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<JsonValue> for DisplayMediaStreamOptions {
    type Error = ConstraintError;

    fn try_from(value: JsonValue) -> Result<Self, Self::Error> {
        match value {
            JsonValue::Object(object) => object.try_into(),
            _ => Err(ConstraintError::wrong_type("", "Pass an object.")),
        }
    }
}

/// Reads an object of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<&JsValue> for DisplayMediaStreamOptions {
    type Error = ConstraintError;

    fn try_from(js: &JsValue) -> Result<Self, Self::Error> {
        JsonValue::from(js).try_into()
    }
}

impl DisplayMediaStreamOptions {
    /// Requests video without audio.
    pub fn new() -> Self {
        DisplayMediaStreamOptions::default()
    }

    /// Requests video: `true`, or [constraints](crate::MediaTrackConstraints). Browsers reject `exact`, `min` and
    /// `advanced` here, because the user selects the surface.
    pub fn video(mut self, request: impl Into<TrackRequest>) -> Self {
        self.video = request.into();
        self
    }

    /// Requests audio: `true`, or [constraints](crate::MediaTrackConstraints) as for [`video`](Self::video).
    pub fn audio(mut self, request: impl Into<TrackRequest>) -> Self {
        self.audio = request.into();
        self
    }

    /// Sets whether this page is offered. Chromium.
    pub fn self_browser_surface(self, preference: SelfCapturePreference) -> Self {
        self.with("selfBrowserSurface", JsonValue::String(preference.into_str()))
    }

    /// Sets whether the audio of the entire system is offered. Chromium.
    pub fn system_audio(self, preference: SystemAudioPreference) -> Self {
        self.with("systemAudio", JsonValue::String(preference.into_str()))
    }

    /// Sets the audio that is offered with a window. Chromium.
    pub fn window_audio(self, preference: WindowAudioPreference) -> Self {
        self.with("windowAudio", JsonValue::String(preference.into_str()))
    }

    /// Sets whether the user can switch to another surface during the capture. Chromium.
    pub fn surface_switching(self, preference: SurfaceSwitchingPreference) -> Self {
        self.with("surfaceSwitching", JsonValue::String(preference.into_str()))
    }

    /// Sets whether entire screens are offered. Chromium.
    pub fn monitor_type_surfaces(self, surfaces: MonitorTypeSurfaces) -> Self {
        self.with("monitorTypeSurfaces", JsonValue::String(surfaces.into_str()))
    }

    /// Sets whether the user is encouraged to share audio. Not in any browser yet.
    pub fn audio_selection(self, preference: AudioSelectionPreference) -> Self {
        self.with("audioSelection", JsonValue::String(preference.into_str()))
    }

    /// Sets whether this page is preselected. A Chromium extension that no spec defines.
    pub fn prefer_current_tab(self, prefer: bool) -> Self {
        self.with(PREFER_CURRENT_TAB, JsonValue::Bool(prefer))
    }

    /// Returns the members besides `video` and `audio` that are set, by their JavaScript names.
    pub fn preferences(&self) -> &JsonObject {
        &self.preferences
    }

    fn with(mut self, name: &'static str, value: JsonValue) -> Self {
        self.preferences.set(name, value);
        self
    }

    /// Checks the constraints without calling the browser.
    ///
    /// # Errors
    /// Those of [`MediaTrackConstraints::validate`](crate::MediaTrackConstraints::validate).
    pub fn validate(&self) -> Result<(), ConstraintError> {
        self.constraints().try_for_each(MediaTrackConstraints::validate)
    }

    /// Validates the constraints, with the error of the browser call as the result.
    pub(crate) fn validate_for_call(&self) -> Result<(), MediaError> {
        self.constraints()
            .try_for_each(MediaTrackConstraints::validate_for_call)
    }

    fn constraints(&self) -> impl Iterator<Item = &MediaTrackConstraints> {
        [&self.audio, &self.video]
            .into_iter()
            .filter_map(TrackRequest::constraints)
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;
    use crate::constraints::ConstraintErrorKind;
    use crate::error::MediaErrorKind;

    fn parse(members: &[(&'static str, JsonValue)]) -> Result<DisplayMediaStreamOptions, ConstraintError> {
        let mut object = JsonObject::new();
        for (name, value) in members {
            object.set(*name, value.clone());
        }
        JsonValue::Object(object).try_into()
    }

    #[test]
    fn absent_members_have_their_default() {
        assert_eq!(parse(&[]), Ok(DisplayMediaStreamOptions::new()));
        assert_eq!(
            parse(&[
                ("audio", JsonValue::Bool(true)),
                ("preferCurrentTab", JsonValue::Bool(false)),
                ("unknown", JsonValue::Number(1.0)),
            ]),
            Ok(DisplayMediaStreamOptions::new()
                .audio(true)
                .prefer_current_tab(false))
        );
    }

    #[test]
    fn every_member_has_a_setter() {
        let text = |text: &'static str| JsonValue::String(text.into());
        let new = DisplayMediaStreamOptions::new;
        for (name, value, options) in [
            ("video", JsonValue::Bool(false), new().video(false)),
            ("audio", JsonValue::Bool(true), new().audio(true)),
            (
                "selfBrowserSurface",
                text("a"),
                new().self_browser_surface("a".into()),
            ),
            ("systemAudio", text("a"), new().system_audio("a".into())),
            ("windowAudio", text("a"), new().window_audio("a".into())),
            ("surfaceSwitching", text("a"), new().surface_switching("a".into())),
            (
                "monitorTypeSurfaces",
                text("a"),
                new().monitor_type_surfaces("a".into()),
            ),
            ("audioSelection", text("a"), new().audio_selection("a".into())),
            (
                "preferCurrentTab",
                JsonValue::Bool(true),
                new().prefer_current_tab(true),
            ),
        ] {
            assert_ne!(options, new(), "{name}");
            assert_eq!(parse(&[(name, value)]), Ok(options), "{name}");
        }
    }

    #[test]
    fn constraints_of_both_kinds_are_validated() {
        let invalid = || MediaTrackConstraints::new().width(0);
        for options in [
            DisplayMediaStreamOptions::new().video(invalid()),
            DisplayMediaStreamOptions::new().audio(invalid()),
        ] {
            assert_eq!(
                options.validate().err().map(|error| error.kind()),
                Some(ConstraintErrorKind::NotPositive)
            );
        }
        assert_eq!(DisplayMediaStreamOptions::new().audio(true).validate(), Ok(()));
    }

    #[test]
    fn members_of_the_wrong_type_are_rejected_by_name() {
        let text = || JsonValue::String("yes".into());
        for (name, value) in [
            ("video", text()),
            ("audio", JsonValue::Null),
            ("audio", JsonValue::Number(1.0)),
            ("selfBrowserSurface", JsonValue::Bool(true)),
            ("systemAudio", JsonValue::Null),
            ("windowAudio", JsonValue::Number(1.0)),
            ("preferCurrentTab", text()),
        ] {
            let error = parse(&[(name, value)]).err();
            assert!(
                error.as_ref().is_some_and(|error| {
                    error.property() == name && error.kind() == ConstraintErrorKind::WrongType
                }),
                "{name}: {error:?}"
            );
            let error = error.map(MediaError::from);
            assert!(error.is_some_and(|error| {
                error.kind() == MediaErrorKind::Type && error.message().contains(name)
            }));
        }
        for value in [JsonValue::Null, text(), JsonValue::Array(Vec::new())] {
            assert!(DisplayMediaStreamOptions::try_from(value).is_err());
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_uses_the_form_of_javascript() {
        let options = DisplayMediaStreamOptions::new()
            .audio(true)
            .window_audio(WindowAudioPreference::Window)
            .surface_switching(SurfaceSwitchingPreference::Other("perhaps".into()))
            .prefer_current_tab(true);
        let json = r#"{"video":true,"audio":true,"windowAudio":"window","surfaceSwitching":"perhaps","preferCurrentTab":true}"#;
        assert_eq!(serde_json::to_string(&options).ok().as_deref(), Some(json));
        assert_eq!(
            serde_json::from_str::<DisplayMediaStreamOptions>(json).ok(),
            Some(options)
        );
        assert_eq!(
            serde_json::from_str::<DisplayMediaStreamOptions>("{}").ok(),
            Some(DisplayMediaStreamOptions::new())
        );
        for invalid in ["[]", "null", r#"{"video":"yes"}"#, r#"{"systemAudio":1}"#] {
            assert!(
                serde_json::from_str::<DisplayMediaStreamOptions>(invalid).is_err(),
                "{invalid}"
            );
        }
    }
}
