#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "frames", feature = "audio"))]
mod capture_reader;
mod device_picker;
#[cfg(feature = "audio")]
mod level_meter;
mod media_capture;
mod media_device_list;
#[cfg(feature = "frames")]
mod media_frames;
mod media_permission;
#[cfg(feature = "photo")]
mod media_photo;
#[cfg(feature = "recorder")]
mod media_recording;
#[cfg(feature = "audio")]
mod media_sound;
mod permission_help;
#[cfg(feature = "recorder")]
mod recorder_controls;
mod video_preview;

#[cfg(any(feature = "frames", feature = "audio"))]
pub use capture_reader::RenderedSnapshot;
pub use device_picker::{DevicePicker, DevicePickerProps};
#[cfg(feature = "audio")]
pub use level_meter::{LevelMeter, LevelMeterProps};
#[cfg(feature = "audio")]
pub use local_media_stream::headless::MeterReading;
#[cfg(feature = "recorder")]
pub use local_media_stream::headless::RecorderLabels;
pub use local_media_stream::headless::{AccessProblem, CaptureHelp, MediaCaptureOptions};
pub use media_capture::{
    MediaCapture, RenderedCapture, use_display_media, use_user_media, use_user_media_with_options,
};
pub use media_device_list::{MediaDeviceList, RenderedDevices, use_media_devices};
#[cfg(feature = "frames")]
pub use media_frames::{MediaFrames, use_frames};
pub use media_permission::use_media_permission;
#[cfg(feature = "photo")]
pub use media_photo::{MediaPhoto, RenderedPhoto, use_photo, use_photo_with_settings};
#[cfg(feature = "recorder")]
pub use media_recording::{MediaRecording, RenderedRecording, use_recorder, use_recorder_with_options};
#[cfg(feature = "audio")]
pub use media_sound::{MediaLevel, use_audio_level, use_audio_level_with_options};
#[cfg(feature = "vad")]
pub use media_sound::{MediaVoice, use_voice_activity, use_voice_activity_with_options};
pub use permission_help::{PermissionHelp, PermissionHelpProps};
#[cfg(feature = "recorder")]
pub use recorder_controls::{RecorderControls, RecorderControlsProps};
pub use video_preview::{VideoPreview, VideoPreviewProps};

/// Compiles the examples of the guide.
#[cfg(all(doctest, feature = "audio", feature = "recorder"))]
#[doc = include_str!("../guide.md")]
struct Guide;
