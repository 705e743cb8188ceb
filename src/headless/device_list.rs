//! `DeviceList`: the available devices and the selected ones.

use crate::constraints::{Constrain, MediaTrackConstraints};
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};

/// The available devices and the selected device of each kind, as plain data.
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
/// // A disconnected device is selected again when it is reconnected.
/// list.set_devices(vec![camera("a")]);
/// assert_eq!(list.selected(&MediaDeviceKind::VideoInput), None);
/// list.set_devices(vec![camera("a"), camera("b")]);
/// assert_eq!(list.selected(&MediaDeviceKind::VideoInput), Some(&camera("b")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceList {
    devices: Vec<MediaDeviceInfo>,
    /// The id of the selected device of each kind.
    selected: Vec<(MediaDeviceKind, String)>,
}

impl DeviceList {
    /// Creates a list without devices and without a selection.
    pub fn new() -> Self {
        DeviceList::default()
    }

    /// Replaces the devices. The selection stays, also while the selected device is absent.
    pub fn set_devices(&mut self, devices: Vec<MediaDeviceInfo>) {
        self.devices = devices;
    }

    /// Returns all devices, in the order of the browser.
    pub fn devices(&self) -> &[MediaDeviceInfo] {
        &self.devices
    }

    /// Returns the devices of a kind, without [duplicates](MediaDeviceInfo::is_duplicate).
    pub fn of_kind(&self, kind: &MediaDeviceKind) -> impl Iterator<Item = &MediaDeviceInfo> {
        let devices = self.devices.iter();
        devices.filter(move |device| device.kind == *kind && !device.is_duplicate())
    }

    /// Returns the devices of a kind with a name for each: the label or, if the browser hides it, the noun and a number.
    pub fn names(&self, kind: &MediaDeviceKind, noun: &str) -> Vec<(String, &MediaDeviceInfo)> {
        let named = |(index, device): (usize, _)| (name(device, index + 1, noun), device);
        self.of_kind(kind).enumerate().map(named).collect()
    }

    /// Returns the English noun for a kind of device, in the singular. Empty for an unknown kind.
    pub fn noun(kind: &MediaDeviceKind) -> &'static str {
        match kind {
            MediaDeviceKind::AudioInput => "Microphone",
            MediaDeviceKind::AudioOutput => "Speaker",
            MediaDeviceKind::VideoInput => "Camera",
            _ => "",
        }
    }

    /// Selects a device by its id. `None` or an empty id clears the selection.
    pub fn select(&mut self, kind: MediaDeviceKind, device_id: Option<&str>) {
        self.selected.retain(|(selected, _)| *selected != kind);
        if let Some(id) = device_id.filter(|id| !id.is_empty()) {
            self.selected.push((kind, id.to_owned()));
        }
    }

    /// Returns the selected device of a kind, if it is available.
    pub fn selected(&self, kind: &MediaDeviceKind) -> Option<&MediaDeviceInfo> {
        let (_, id) = self.selected.iter().find(|(selected, _)| selected == kind)?;
        self.of_kind(kind)
            .find(|device| device.device_id.as_ref() == Some(id))
    }

    /// Returns the constraints with the selected device as a required constraint. Unchanged if no available device is
    /// selected.
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
    fn names_without_a_label_are_numbered() {
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
    fn duplicates_cannot_be_selected() {
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
    fn each_kind_has_its_own_selection() {
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
