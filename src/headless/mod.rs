//! Headless components: the state and logic of user interfaces, without rendering. The crates for Leptos, Yew and Dioxus
//! share them; crates for other frameworks can use them too.
//!
//! Each type belongs to one component, reports changes by a callback, and releases its resources on drop, at any time.
//! On a server each type can be created, and its callback is never called.

mod capture_model;
mod device_list;
mod media_capture;
mod media_capture_options;
mod media_device_list;
#[cfg(feature = "recorder")]
mod media_recording;
#[cfg(feature = "recorder")]
mod object_url;
mod permission_watch;
mod playback;
#[cfg(feature = "recorder")]
mod recording_model;

pub use crate::devices::DeviceWatch;
pub use capture_model::{CaptureModel, CaptureRequest, CaptureSnapshot};
pub use device_list::DeviceList;
pub use media_capture::{CaptureAccess, MediaCapture};
pub use media_capture_options::MediaCaptureOptions;
pub use media_device_list::{DeviceListAccess, MediaDeviceList};
#[cfg(feature = "recorder")]
pub use media_recording::{MediaRecording, RecordingAccess};
#[cfg(feature = "recorder")]
pub use object_url::ObjectUrl;
pub use permission_watch::PermissionWatch;
pub use playback::Playback;
#[cfg(feature = "recorder")]
pub use recording_model::{RecordingModel, RecordingSnapshot};
