//! `MediaDeviceInfo`: what there is to know of a device.

use crate::json::{FromJson, JsonObject, JsonValue};
use crate::string_enum::string_enum;

string_enum! {
    /// What a device is for.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevicekind) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDeviceInfo/kind)
    MediaDeviceKind {
        /// A microphone, or another source of sound.
        AudioInput = "audioinput",
        /// Loudspeakers, or another place for sound to go.
        AudioOutput = "audiooutput",
        /// A camera, or another source of pictures.
        VideoInput = "videoinput",
    }
}

/// What there is to know of a device, as plain data.
///
/// Before the user has let the page use a device of this kind, browsers tell that there is one and not much more, and
/// list one of a kind at most.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#device-info) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDeviceInfo)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "JsonObject", into = "JsonObject"))]
#[non_exhaustive]
pub struct MediaDeviceInfo {
    /// What it is for.
    pub kind: MediaDeviceKind,
    /// Names it in constraints ([`device_id`](crate::MediaTrackConstraints::device_id)), for as long as the user does
    /// not clear the site's data. `None` where the browser hides it before permission.
    pub device_id: Option<String>,
    /// The same for all that is one piece of hardware: a headset is a microphone and loudspeakers. `None` where the
    /// browser hides it before permission.
    pub group_id: Option<String>,
    /// Its name for people to read. `None` where the browser hides it before permission.
    pub label: Option<String>,
}

/// The id that Chromium gives to the entry for the device that the system prefers.
const DEFAULT: &str = "default";
/// The id that Chromium gives to the entry for the device that Windows prefers for calls.
const COMMUNICATIONS: &str = "communications";

impl MediaDeviceInfo {
    /// A device of this kind of which nothing else is known.
    pub fn new(kind: MediaDeviceKind) -> Self {
        MediaDeviceInfo {
            kind,
            device_id: None,
            group_id: None,
            label: None,
        }
    }

    /// Whether it is no device but stands for the one that the system prefers. Chromium lists that one twice, here
    /// and under its own id.
    pub fn is_default(&self) -> bool {
        self.device_id.as_deref() == Some(DEFAULT)
    }

    /// Whether it is no device but stands for the one that the system prefers for calls. Chromium on Windows lists
    /// that one twice, here and under its own id.
    pub fn is_communications(&self) -> bool {
        self.device_id.as_deref() == Some(COMMUNICATIONS)
    }

    /// Whether it stands for another entry of the list, and so must not be counted or offered as a further device.
    pub fn is_duplicate(&self) -> bool {
        self.is_default() || self.is_communications()
    }

    /// The device that it [stands for](Self::is_duplicate), out of the list that it comes from; itself if it is one;
    /// `None` if the browser does not tell.
    ///
    /// ```
    /// # use local_media_stream::MediaDeviceInfo;
    /// fn real_devices(devices: &[MediaDeviceInfo]) -> impl Iterator<Item = &MediaDeviceInfo> {
    ///     devices.iter().filter(|device| !device.is_duplicate())
    /// }
    /// fn preferred(devices: &[MediaDeviceInfo]) -> Option<&MediaDeviceInfo> {
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
        // Two of one kind in one piece of hardware: Chromium's label is "Default - " and the label of the device.
        let named = |device: &MediaDeviceInfo| match (&self.label, &device.label) {
            (Some(own), Some(label)) => own.ends_with(label.as_str()),
            _ => false,
        };
        let mut first = None;
        for device in same_hardware {
            if named(device) {
                return Some(device);
            }
            first = first.or(Some(device));
        }
        first
    }

    /// Whether it gives a picture or sound, and so can be asked for.
    pub fn is_input(&self) -> bool {
        matches!(
            self.kind,
            MediaDeviceKind::AudioInput | MediaDeviceKind::VideoInput
        )
    }
}

/// From the object that JavaScript has. What is absent, empty or of the wrong type is not known.
impl From<JsonObject> for MediaDeviceInfo {
    fn from(mut record: JsonObject) -> Self {
        let mut text = |name| match record.remove(name) {
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

/// The object that JavaScript has, in which an empty string is what is not known.
impl From<MediaDeviceInfo> for JsonObject {
    fn from(device: MediaDeviceInfo) -> Self {
        let mut record = JsonObject::new();
        let mut text = |name: &'static str, text: Option<String>| {
            record.push(name.into(), JsonValue::String(text.unwrap_or_default().into()));
        };
        text("deviceId", device.device_id);
        text("kind", Some(device.kind.into_str().into_owned()));
        text("label", device.label);
        text("groupId", device.group_id);
        record
    }
}

impl FromJson for MediaDeviceInfo {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Object(record) => Some(record.clone().into()),
            _ => None,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    fn device(kind: &str, device_id: &str, group_id: &str, label: &str) -> MediaDeviceInfo {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        MediaDeviceInfo {
            kind: kind.into(),
            device_id: known(device_id),
            group_id: known(group_id),
            label: known(label),
        }
    }

    #[test]
    fn a_duplicate_stands_for_a_device_of_the_same_kind_and_group() {
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
            "by its label, where the group has two"
        );
        assert_eq!(found(1).as_deref(), Some("c"));
        assert_eq!(found(5).as_deref(), Some("d"), "a device stands for itself");
        assert_eq!(found(6), None, "nobody tells");
        let duplicates: Vec<_> = devices.iter().map(MediaDeviceInfo::is_duplicate).collect();
        assert_eq!(duplicates, [true, true, false, false, false, false, true, false]);
    }

    #[test]
    fn what_is_not_known_is_none() {
        let mut record = JsonObject::new();
        for (name, value) in [
            ("kind", JsonValue::String("smellinput".into())),
            ("deviceId", JsonValue::String("".into())),
            ("label", JsonValue::Number(1.0)),
            ("further", JsonValue::Bool(true)),
        ] {
            record.set(name, value);
        }
        let read = MediaDeviceInfo::from_json(&JsonValue::Object(record));
        assert_eq!(read, Some(device("smellinput", "", "", "")));
        assert_eq!(MediaDeviceInfo::from_json(&JsonValue::Null), None);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_has_the_form_of_javascript() {
        let camera = device("videoinput", "id", "", "Camera");
        let json = r#"{"deviceId":"id","kind":"videoinput","label":"Camera","groupId":""}"#;
        assert_eq!(serde_json::to_string(&camera).ok().as_deref(), Some(json));
        assert_eq!(serde_json::from_str::<MediaDeviceInfo>(json).ok(), Some(camera));
    }
}
