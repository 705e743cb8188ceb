//! `DeviceList`: the devices to choose from, and what was chosen.

use crate::constraints::{Constrain, MediaTrackConstraints};
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};

/// The devices to choose from, and what was chosen, as plain data.
///
/// ```
/// use local_media_stream::headless::DeviceList;
/// use local_media_stream::{MediaDeviceInfo, MediaDeviceKind};
///
/// let camera = |id: &str| {
///     let mut camera = MediaDeviceInfo::new(MediaDeviceKind::VideoInput);
///     camera.device_id = Some(id.to_owned());
///     camera
/// };
/// let mut list = DeviceList::new();
/// list.set_devices(vec![camera("a"), camera("b")]);
/// list.select(MediaDeviceKind::VideoInput, Some("b"));
/// assert_eq!(list.selected(&MediaDeviceKind::VideoInput), Some(&camera("b")));
/// // Unplugged, and plugged in again.
/// list.set_devices(vec![camera("a")]);
/// assert_eq!(list.selected(&MediaDeviceKind::VideoInput), None);
/// list.set_devices(vec![camera("a"), camera("b")]);
/// assert_eq!(list.selected(&MediaDeviceKind::VideoInput), Some(&camera("b")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceList {
    devices: Vec<MediaDeviceInfo>,
    chosen: Vec<(MediaDeviceKind, String)>,
}

impl DeviceList {
    /// No devices, and nothing chosen.
    pub fn new() -> Self {
        DeviceList::default()
    }

    /// These are the devices now. What was chosen stays so, also while it is not there.
    pub fn set_devices(&mut self, devices: Vec<MediaDeviceInfo>) {
        self.devices = devices;
    }

    /// All of it, as the browser tells it.
    pub fn devices(&self) -> &[MediaDeviceInfo] {
        &self.devices
    }

    /// The devices of a kind that can be chosen from, without entries that
    /// [stand for another](MediaDeviceInfo::is_duplicate).
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> impl Iterator<Item = &MediaDeviceInfo> {
        let devices = self.devices.iter();
        devices.filter(move |device| device.kind == *kind && !device.is_duplicate())
    }

    /// The same with a name for each: its label or, where the browser hides that, this noun and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, &MediaDeviceInfo)> {
        let named = |(index, device): (usize, _)| (name(device, index + 1, noun), device);
        self.of_kind(kind).enumerate().map(named).collect()
    }

    /// What a device of a kind is called, in English and in the singular; empty for a kind that is not known.
    pub fn noun(kind: &MediaDeviceKind) -> &'static str {
        match kind {
            MediaDeviceKind::AudioInput => "Microphone",
            MediaDeviceKind::AudioOutput => "Speaker",
            MediaDeviceKind::VideoInput => "Camera",
            _ => "",
        }
    }

    /// Chooses a device by its id, or leaves the choice to the browser.
    pub fn select(&mut self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.chosen.retain(|(chosen, _)| *chosen != kind);
        if let Some(id) = device_id.filter(|id| !id.is_empty()) {
            self.chosen.push((kind, id.to_owned()));
        }
    }

    /// The device of a kind that was chosen, if it is there.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<&MediaDeviceInfo> {
        let (_, id) = self.chosen.iter().find(|(chosen, _)| chosen == kind)?;
        self.of_kind(kind)
            .find(|device| device.device_id.as_ref() == Some(id))
    }

    /// These constraints, for the device that was chosen and no other; as they are where none was, or it is not there.
    pub fn constrain(
        &self,
        kind: &MediaDeviceKind,
        constraints: MediaTrackConstraints,
    ) -> MediaTrackConstraints {
        match self.selected(kind).and_then(|device| device.device_id.as_deref()) {
            Some(id) => constraints.device_id(Constrain::exact(id)),
            None => constraints,
        }
    }
}

fn name(device: &MediaDeviceInfo, number: usize, noun: &str) -> String {
    match &device.label {
        Some(label) => label.clone(),
        None => format!("{noun} {number}"),
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    fn device(kind: MediaDeviceKind, id: &str, label: &str) -> MediaDeviceInfo {
        let mut device = MediaDeviceInfo::new(kind);
        device.device_id = (!id.is_empty()).then(|| id.to_owned());
        device.label = (!label.is_empty()).then(|| label.to_owned());
        device
    }

    #[test]
    fn names_before_permission_and_after() {
        use MediaDeviceKind::{AudioInput, VideoInput};
        let mut list = DeviceList::new();
        list.set_devices(vec![
            device(AudioInput, "", ""),
            device(VideoInput, "", ""),
            device(VideoInput, "b", "Back"),
            device(VideoInput, "c", ""),
        ]);
        let names: Vec<_> = list
            .names(&VideoInput, "Kamera")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["Kamera 1", "Back", "Kamera 3"]);
        let microphones = list.names(&AudioInput, DeviceList::noun(&AudioInput));
        assert_eq!(microphones[0].0, "Microphone 1");
    }

    #[test]
    fn what_stands_for_another_is_not_offered() {
        use MediaDeviceKind::AudioInput;
        let mut list = DeviceList::new();
        list.set_devices(vec![
            device(AudioInput, "default", "Default - Headset"),
            device(AudioInput, "communications", "Communications - Headset"),
            device(AudioInput, "h", "Headset"),
        ]);
        assert_eq!(list.of_kind(&AudioInput).count(), 1);
        list.select(AudioInput, Some("default"));
        assert_eq!(list.selected(&AudioInput), None);
    }

    #[test]
    fn each_kind_has_its_own_choice() {
        use MediaDeviceKind::{AudioInput, AudioOutput, VideoInput};
        let mut list = DeviceList::new();
        list.set_devices(
            [AudioInput, AudioOutput, VideoInput]
                .map(|kind| device(kind, "x", ""))
                .into(),
        );
        list.select(VideoInput, Some("x"));
        list.select(AudioInput, Some("x"));
        list.select(AudioInput, Some(""));
        assert!(list.selected(&VideoInput).is_some());
        assert_eq!(
            (list.selected(&AudioInput), list.selected(&AudioOutput)),
            (None, None)
        );
        let plain = MediaTrackConstraints::new().width(640);
        assert_eq!(
            list.constrain(&VideoInput, plain.clone()),
            plain.clone().device_id(Constrain::exact("x"))
        );
        list.select(VideoInput, None);
        assert_eq!(list.selected(&VideoInput), None);
        assert_eq!(list.constrain(&VideoInput, plain.clone()), plain);
    }
}
