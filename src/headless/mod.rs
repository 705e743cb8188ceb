//! Headless components: the state and logic of user interfaces, without rendering. The crates for Leptos, Yew and Dioxus
//! share them; crates for other frameworks can use them too.
//!
//! Each type belongs to one component, reports changes by a callback, and releases its resources on drop, at any time.
//! On a server each type can be created, and its callback is never called.

mod capture_help;
mod capture_model;
#[cfg(any(feature = "frames", feature = "audio"))]
mod capture_reader;
mod device_list;
#[cfg(any(feature = "frames", feature = "audio"))]
mod followed_track;
#[cfg(feature = "frames")]
mod frames_model;
mod media_capture;
mod media_capture_options;
mod media_device_list;
#[cfg(feature = "frames")]
mod media_frames;
#[cfg(feature = "photo")]
mod media_photo;
#[cfg(feature = "recorder")]
mod media_recording;
#[cfg(feature = "audio")]
mod media_sound;
#[cfg(feature = "audio")]
mod meter_reading;
#[cfg(any(feature = "photo", feature = "recorder"))]
mod object_url;
mod permission_watch;
#[cfg(feature = "photo")]
mod photo_model;
mod playback;
#[cfg(feature = "recorder")]
mod recorder_labels;
#[cfg(feature = "recorder")]
mod recording_model;
#[cfg(feature = "audio")]
mod sound_model;
#[cfg(feature = "audio")]
mod sound_snapshot;

pub use crate::devices::DeviceWatch;
pub use capture_help::{AccessProblem, CaptureHelp};
pub use capture_model::{CaptureModel, CaptureRequest, CaptureSnapshot};
#[cfg(any(feature = "frames", feature = "audio"))]
pub use capture_reader::{CaptureReader, SnapshotAccess};
pub use device_list::DeviceList;
#[cfg(feature = "frames")]
pub use frames_model::{FramesModel, FramesSnapshot};
pub use media_capture::{CaptureAccess, MediaCapture};
pub use media_capture_options::MediaCaptureOptions;
pub use media_device_list::{DeviceListAccess, MediaDeviceList};
#[cfg(feature = "frames")]
pub use media_frames::MediaFrames;
#[cfg(feature = "photo")]
pub use media_photo::{MediaPhoto, PhotoAccess};
#[cfg(feature = "recorder")]
pub use media_recording::{MediaRecording, RecordingAccess};
#[cfg(feature = "audio")]
pub use media_sound::MediaSound;
#[cfg(feature = "audio")]
pub use meter_reading::MeterReading;
#[cfg(any(feature = "photo", feature = "recorder"))]
pub use object_url::ObjectUrl;
pub use permission_watch::PermissionWatch;
#[cfg(feature = "photo")]
pub use photo_model::{PhotoModel, PhotoSnapshot};
pub use playback::Playback;
#[cfg(feature = "recorder")]
pub use recorder_labels::RecorderLabels;
#[cfg(feature = "recorder")]
pub use recording_model::{RecordingModel, RecordingSnapshot};
#[cfg(feature = "audio")]
pub use sound_model::SoundModel;
#[cfg(feature = "vad")]
pub use sound_snapshot::VoiceSnapshot;
#[cfg(feature = "audio")]
pub use sound_snapshot::{LevelSnapshot, SoundSnapshot, SoundState};
