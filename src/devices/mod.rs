//! Devices: `MediaDevices`, the list of devices and its changes, permissions, and audio output.

mod audio_output;
mod changes;
mod info;
mod input_info;
mod lister;
mod media_devices;
mod permissions;
mod watch;

pub use audio_output::{set_sink_id, sink_id};
pub use changes::{DeviceChange, DeviceChanges};
pub use info::{MediaDeviceInfo, MediaDeviceKind};
pub use input_info::InputDeviceInfo;
pub(crate) use media_devices::set_track_requests;
pub use media_devices::{MediaDevices, get_user_media};
pub use permissions::{PermissionName, PermissionQuery, PermissionState, PermissionStatus};
pub use watch::DeviceWatch;
