//! `DisplayMediaStreamOptions`: what to ask `getDisplayMedia` for.

use crate::constraints::{ConstraintError, TrackRequest};
use crate::json::{FromJson, JsonObject, JsonValue};
use crate::string_enum::string_enum;

string_enum! {
    /// Whether the page that asks is offered for capture.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-selfcapturepreferenceenum)
    SelfCapturePreference {
        /// It is.
        Include = "include",
        /// It is not, which spares the user a hall of mirrors.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the sound of the to_u32_exact system is offered.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-systemaudiopreferenceenum)
    SystemAudioPreference {
        /// It is.
        Include = "include",
        /// It is not.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Which sound is offered with a window.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-windowaudiopreferenceenum)
    WindowAudioPreference {
        /// That of the to_u32_exact system.
        System = "system",
        /// That of the window.
        Window = "window",
        /// None.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the user is offered to change what is captured while it is.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-surfaceswitchingpreferenceenum)
    SurfaceSwitchingPreference {
        /// They are.
        Include = "include",
        /// They are not.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether to_u32_exact screens are offered.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-monitortypesurfacesenum)
    MonitorTypeSurfaces {
        /// They are.
        Include = "include",
        /// They are not, which keeps the user from showing more than they want.
        Exclude = "exclude",
    }
}

string_enum! {
    /// Whether the user is led to share sound as well.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-audioselectionpreferenceenum)
    AudioSelectionPreference {
        /// They are.
        Preferred = "preferred",
    }
}

/// What to ask [`get_display_media`](crate::get_display_media) for.
///
/// What is `None` is left to the browser. All but audio and video are wishes: a browser that does not know one passes
/// it over.
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
#[cfg_attr(feature = "serde", serde(default, rename_all = "camelCase"))]
#[non_exhaustive]
pub struct DisplayMediaStreamOptions {
    /// The picture; any, if nothing else is said. A browser refuses to go without.
    pub video: TrackRequest,
    /// The sound that goes with it; none, if nothing else is said. Chromium.
    pub audio: TrackRequest,
    /// Whether this page is offered. Chromium.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub self_browser_surface: Option<SelfCapturePreference>,
    /// Whether the sound of the to_u32_exact system is offered. Chromium.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub system_audio: Option<SystemAudioPreference>,
    /// Which sound is offered with a window. Chromium.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub window_audio: Option<WindowAudioPreference>,
    /// Whether the user may change what is captured. Chromium.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub surface_switching: Option<SurfaceSwitchingPreference>,
    /// Whether to_u32_exact screens are offered. Chromium.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub monitor_type_surfaces: Option<MonitorTypeSurfaces>,
    /// Whether the user is led to share sound as well. No browser yet.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub audio_selection: Option<AudioSelectionPreference>,
    /// Whether this page is what is offered first. Chromium's own, and in no spec.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub prefer_current_tab: Option<bool>,
}

/// Any picture, and no sound.
impl Default for DisplayMediaStreamOptions {
    fn default() -> Self {
        DisplayMediaStreamOptions {
            video: TrackRequest::Any,
            audio: TrackRequest::Off,
            self_browser_surface: None,
            system_audio: None,
            window_audio: None,
            surface_switching: None,
            monitor_type_surfaces: None,
            audio_selection: None,
            prefer_current_tab: None,
        }
    }
}

/// From an object, as JavaScript has it; what it does not say, or what is no object, is left to the browser.
impl From<JsonValue> for DisplayMediaStreamOptions {
    fn from(value: JsonValue) -> Self {
        let members = match value {
            JsonValue::Object(members) => members,
            _ => JsonObject::new(),
        };
        fn word<T: for<'a> From<&'a str>>(members: &JsonObject, name: &str) -> Option<T> {
            let word = members.get(name).and_then(String::from_json)?;
            Some(T::from(&word))
        }
        let request = |name| members.get(name).cloned().map(TrackRequest::from);
        DisplayMediaStreamOptions {
            video: request("video").unwrap_or(TrackRequest::Any),
            audio: request("audio").unwrap_or_default(),
            self_browser_surface: word(&members, "selfBrowserSurface"),
            system_audio: word(&members, "systemAudio"),
            window_audio: word(&members, "windowAudio"),
            surface_switching: word(&members, "surfaceSwitching"),
            monitor_type_surfaces: word(&members, "monitorTypeSurfaces"),
            audio_selection: word(&members, "audioSelection"),
            prefer_current_tab: members.get("preferCurrentTab").and_then(bool::from_json),
        }
    }
}

impl DisplayMediaStreamOptions {
    /// Asks for any picture, and no sound.
    pub fn new() -> Self {
        DisplayMediaStreamOptions::default()
    }

    /// Asks for a picture: any (`true`), or one [like this](crate::MediaTrackConstraints), without `exact`, `min` and
    /// `advanced`, which are refused here: what is captured is the user's choice.
    pub fn video(mut self, request: impl Into<TrackRequest>) -> Self {
        self.video = request.into();
        self
    }

    /// Asks for sound: any (`true`), or one [like this](crate::MediaTrackConstraints), as with
    /// [`video`](Self::video).
    pub fn audio(mut self, request: impl Into<TrackRequest>) -> Self {
        self.audio = request.into();
        self
    }

    /// Whether this page is offered.
    pub fn self_browser_surface(mut self, preference: SelfCapturePreference) -> Self {
        self.self_browser_surface = Some(preference);
        self
    }

    /// Whether the sound of the to_u32_exact system is offered.
    pub fn system_audio(mut self, preference: SystemAudioPreference) -> Self {
        self.system_audio = Some(preference);
        self
    }

    /// Which sound is offered with a window.
    pub fn window_audio(mut self, preference: WindowAudioPreference) -> Self {
        self.window_audio = Some(preference);
        self
    }

    /// Whether the user may change what is captured while it is.
    pub fn surface_switching(mut self, preference: SurfaceSwitchingPreference) -> Self {
        self.surface_switching = Some(preference);
        self
    }

    /// Whether to_u32_exact screens are offered.
    pub fn monitor_type_surfaces(mut self, surfaces: MonitorTypeSurfaces) -> Self {
        self.monitor_type_surfaces = Some(surfaces);
        self
    }

    /// Whether the user is led to share sound as well.
    pub fn audio_selection(mut self, preference: AudioSelectionPreference) -> Self {
        self.audio_selection = Some(preference);
        self
    }

    /// Whether this page is what is offered first.
    pub fn prefer_current_tab(mut self, prefer: bool) -> Self {
        self.prefer_current_tab = Some(prefer);
        self
    }

    /// Looks for what no browser could make sense of, before one is asked.
    ///
    /// # Errors
    /// As [`MediaTrackConstraints::validate`](crate::MediaTrackConstraints::validate) says.
    pub fn validate(&self) -> Result<(), ConstraintError> {
        [&self.audio, &self.video]
            .into_iter()
            .try_for_each(|request| match request {
                TrackRequest::Constrained(constraints) => constraints.validate(),
                TrackRequest::Off | TrackRequest::Any => Ok(()),
            })
    }
}

#[cfg(all(test, feature = "serde", not(target_family = "wasm")))]
mod tests {
    use super::*;

    #[test]
    fn serde_has_the_form_of_javascript() {
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
    }
}
