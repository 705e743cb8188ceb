//! `MediaDeviceInfo`: the description of a device.

use crate::error::{MediaError, MediaErrorKind};
use crate::json::{JsonObject, JsonValue};
use crate::string_enum::string_enum;

string_enum! {
    /// The kind of a device.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevicekind) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDeviceInfo/kind)
    MediaDeviceKind {
        /// A microphone, or another source of audio.
        AudioInput = "audioinput",
        /// A loudspeaker, or another sink of audio.
        AudioOutput = "audiooutput",
        /// A camera, or another source of video.
        VideoInput = "videoinput",
    }
}

/// The description of a device, as plain data.
///
/// Before the user has granted permission for a kind of device, browsers list at most one device of that kind, without
/// id and label.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#device-info) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDeviceInfo)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "JsonObject", into = "JsonObject"))]
#[non_exhaustive]
pub struct MediaDeviceInfo {
    /// The kind of the device.
    pub kind: MediaDeviceKind,
    /// The id of the device for constraints ([`device_id`](crate::MediaTrackConstraints::device_id)). It is valid until
    /// the user clears the site's data. `None` if the browser hides it.
    pub device_id: Option<String>,
    /// The id of the hardware: the microphone and the loudspeakers of a headset share it. `None` if the browser hides
    /// it.
    pub group_id: Option<String>,
    /// The name of the device for users. `None` if the browser hides it.
    pub label: Option<String>,
}

/// The id of Chromium's additional entry for the system's default device.
const DEFAULT: &str = "default";
/// The id of Chromium's additional entry for the default communications device of Windows.
const COMMUNICATIONS: &str = "communications";

impl MediaDeviceInfo {
    /// Creates a description with a kind only.
    pub fn new(kind: MediaDeviceKind) -> Self {
        MediaDeviceInfo {
            kind,
            device_id: None,
            group_id: None,
            label: None,
        }
    }

    /// Returns whether this entry represents the system's default device. Chromium lists that device twice: under this
    /// id and under its own.
    pub fn is_default(&self) -> bool {
        self.device_id.as_deref() == Some(DEFAULT)
    }

    /// Returns whether this entry represents the system's default device for calls. Chromium on Windows lists that
    /// device twice: under this id and under its own.
    pub fn is_communications(&self) -> bool {
        self.device_id.as_deref() == Some(COMMUNICATIONS)
    }

    /// Returns whether this entry represents another entry of the list. Exclude such entries from counts and menus.
    pub fn is_duplicate(&self) -> bool {
        self.is_default() || self.is_communications()
    }

    /// Returns the device in the list that this entry [represents](Self::is_duplicate), or the entry itself if it is no
    /// duplicate. `None` if the browser does not expose it.
    ///
    /// ```
    /// # use local_media_stream::MediaDeviceInfo;
    /// fn real_devices(devices: &[MediaDeviceInfo]) -> impl Iterator<Item = &MediaDeviceInfo> {
    ///     devices.iter().filter(|device| !device.is_duplicate())
    /// }
    /// fn default_device(devices: &[MediaDeviceInfo]) -> Option<&MediaDeviceInfo> {
    ///     devices.iter().find(|device| device.is_default())?.device_in(devices)
    /// }
    /// ```
    pub fn device_in<'a>(&'a self, devices: &'a [MediaDeviceInfo]) -> Option<&'a MediaDeviceInfo> {
        if !self.is_duplicate() {
            return Some(self);
        }
        let group = self.group_id.as_ref()?;
        let same_hardware = devices.iter().filter(|device| {
            !device.is_duplicate() && device.kind == self.kind && device.group_id.as_ref() == Some(group)
        });
        // One piece of hardware may have two devices of a kind. Chromium's label is "Default - " and the device's label.
        let has_label_of = |device: &MediaDeviceInfo| match (&self.label, &device.label) {
            (Some(own), Some(label)) => own.ends_with(label.as_str()),
            _ => false,
        };
        let mut first = None;
        for device in same_hardware {
            if has_label_of(device) {
                return Some(device);
            }
            first = first.or(Some(device));
        }
        first
    }

    /// Returns whether the device is a source of audio or video, and so can be opened.
    pub fn is_input(&self) -> bool {
        matches!(
            self.kind,
            MediaDeviceKind::AudioInput | MediaDeviceKind::VideoInput
        )
    }

    /// Reads the members of a JavaScript object. A member that is absent, empty or no string becomes `None`.
    pub(super) fn decode(mut members: JsonObject) -> Self {
        let mut text = |name| match members.remove(name) {
            Some(JsonValue::String(text)) if !text.is_empty() => Some(text.into_owned()),
            _ => None,
        };
        MediaDeviceInfo {
            kind: text("kind").unwrap_or_default().as_str().into(),
            device_id: text("deviceId"),
            group_id: text("groupId"),
            label: text("label"),
        }
    }
}

/// Converts from the form of JavaScript. `kind` is required. Another member that is absent, `null` or empty becomes
/// `None`.
///
/// # Errors
/// [`Type`](MediaErrorKind::Type) if a member is not a string.
impl TryFrom<JsonObject> for MediaDeviceInfo {
    type Error = MediaError;

    fn try_from(members: JsonObject) -> Result<Self, MediaError> {
        for name in ["kind", "deviceId", "groupId", "label"] {
            match members.get(name) {
                Some(JsonValue::String(_)) => {}
                None | Some(JsonValue::Null) if name != "kind" => {}
                _ => {
                    let message = format!("The member `{name}` of a device must be a string.");
                    return Err(MediaError::new(MediaErrorKind::Type, message));
                }
            }
        }
        Ok(MediaDeviceInfo::decode(members))
    }
}

/// Converts to the form of JavaScript, where `None` is an empty string.
impl From<MediaDeviceInfo> for JsonObject {
    fn from(device: MediaDeviceInfo) -> Self {
        let mut members = JsonObject::new();
        let mut set = |name: &'static str, text: Option<String>| {
            members.set(name, JsonValue::String(text.unwrap_or_default().into()));
        };
        set("deviceId", device.device_id);
        set("kind", Some(device.kind.into_str().into_owned()));
        set("label", device.label);
        set("groupId", device.group_id);
        members
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    fn device(kind: &str, device_id: &str, group_id: &str, label: &str) -> MediaDeviceInfo {
        let option = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        MediaDeviceInfo {
            kind: kind.into(),
            device_id: option(device_id),
            group_id: option(group_id),
            label: option(label),
        }
    }

    #[test]
    fn cameras_and_microphones_are_inputs() {
        for (kind, is_input) in [
            ("audioinput", true),
            ("videoinput", true),
            ("audiooutput", false),
            ("other", false),
        ] {
            assert_eq!(MediaDeviceInfo::new(kind.into()).is_input(), is_input, "{kind}");
        }
    }

    #[test]
    fn a_duplicate_represents_a_device_of_the_same_kind_and_group() {
        let devices = [
            device("audioinput", "default", "g1", "Default - Headset"),
            device("audioinput", "communications", "g2", "Communications - Desk"),
            device("audioinput", "a", "g1", "Line in"),
            device("audioinput", "b", "g1", "Headset"),
            device("audioinput", "c", "g2", "Desk"),
            device("videoinput", "d", "g1", "Camera"),
            device("audiooutput", "default", "g3", "Default"),
            device("audiooutput", "e", "", "Loudspeakers"),
        ];
        let found = |at: usize| {
            devices[at]
                .device_in(&devices)
                .and_then(|device| device.device_id.clone())
        };
        assert_eq!(
            found(0).as_deref(),
            Some("b"),
            "of two in the group, the label decides"
        );
        assert_eq!(found(1).as_deref(), Some("c"));
        assert_eq!(found(5).as_deref(), Some("d"), "a device represents itself");
        assert_eq!(found(6), None, "no other entry has the group");
        let duplicates: Vec<_> = devices.iter().map(MediaDeviceInfo::is_duplicate).collect();
        assert_eq!(duplicates, [true, true, false, false, false, false, true, false]);
    }

    fn invalid_members() -> JsonObject {
        let mut members = JsonObject::new();
        for (name, value) in [
            ("kind", JsonValue::String("smellinput".into())),
            ("deviceId", JsonValue::String("".into())),
            ("label", JsonValue::Number(1.0)),
            ("further", JsonValue::Bool(true)),
        ] {
            members.set(name, value);
        }
        members
    }

    #[test]
    fn invalid_members_of_a_browser_are_none() {
        assert_eq!(
            MediaDeviceInfo::decode(invalid_members()),
            device("smellinput", "", "", "")
        );
    }

    #[test]
    fn conversion_rejects_invalid_members() {
        let error = MediaDeviceInfo::try_from(invalid_members()).err();
        assert!(error.is_some_and(|error| {
            error.kind() == MediaErrorKind::Type && error.message().contains("`label`")
        }));
        let mut members = invalid_members();
        members.set("label", JsonValue::Null);
        assert_eq!(
            MediaDeviceInfo::try_from(members.clone()).ok(),
            Some(device("smellinput", "", "", ""))
        );
        members.remove("kind");
        assert!(MediaDeviceInfo::try_from(members).is_err());
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_uses_the_form_of_javascript() {
        let camera = device("videoinput", "id", "", "Camera");
        let json = r#"{"deviceId":"id","kind":"videoinput","label":"Camera","groupId":""}"#;
        assert_eq!(serde_json::to_string(&camera).ok().as_deref(), Some(json));
        assert_eq!(serde_json::from_str::<MediaDeviceInfo>(json).ok(), Some(camera));
        for invalid in [
            "{}",
            "[]",
            "null",
            r#"{"kind":1}"#,
            r#"{"kind":"videoinput","label":1}"#,
        ] {
            assert!(
                serde_json::from_str::<MediaDeviceInfo>(invalid).is_err(),
                "{invalid}"
            );
        }
    }
}
