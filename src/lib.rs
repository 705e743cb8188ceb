#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "accounting")]
pub mod accounting;
mod audio_output;
mod bindings;
mod capture;
mod capture_controller;
mod capture_handle;
mod capture_target;
mod constraints;
mod convert;
mod device_changes;
mod display_media_stream_options;
mod error;
mod events;
mod input_device_info;
mod json;
#[cfg(feature = "legacy")]
pub mod legacy;
mod local_media_stream;
mod local_media_stream_track;
mod media_device_info;
mod media_devices;
mod media_stream;
mod media_stream_track;
mod media_stream_track_event;
mod media_stream_track_stats;
mod pending_media_stream;
mod permissions;
mod promise;
mod settings;
mod shown;
#[cfg(feature = "testing")]
pub mod testing;
mod transfer;
mod value;
pub mod view;
mod words;

pub use audio_output::{set_sink_id, sink_id};
pub use capture::{Capture, CaptureOutcome, CaptureState, Loss, LossReason, Recovery, Retry};
pub use capture_controller::{CaptureController, CaptureStartFocusBehavior, CapturedMouseEvent};
pub use capture_handle::{CaptureAction, CaptureHandle, CaptureHandleConfig};
pub use capture_target::{CropTarget, RestrictionTarget};
pub use constraints::*;
pub use device_changes::{DeviceChange, DeviceChanges};
pub use display_media_stream_options::{
    AudioSelectionPreference, DisplayMediaStreamOptions, MonitorTypeSurfaces, SelfCapturePreference,
    SurfaceSwitchingPreference, SystemAudioPreference, WindowAudioPreference,
};
pub use error::{MediaError, MediaErrorKind};
pub use events::{EventListener, EventStream};
pub use input_device_info::InputDeviceInfo;
pub use local_media_stream::LocalMediaStream;
pub use local_media_stream_track::LocalMediaStreamTrack;
pub use media_device_info::{MediaDeviceInfo, MediaDeviceKind};
pub use media_devices::{MediaDevices, get_display_media, get_user_media};
pub use media_stream::MediaStream;
pub use media_stream_track::{
    Applied, ContentHint, MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState,
};
pub use media_stream_track_event::MediaStreamTrackEvent;
pub use media_stream_track_stats::{
    MediaStreamTrackAudioStats, MediaStreamTrackStats, MediaStreamTrackVideoStats,
};
pub use pending_media_stream::PendingMediaStream;
pub use permissions::{PermissionName, PermissionState, PermissionStatus};
pub use settings::{
    Demand, DoubleRange, MediaTrackCapabilities, MediaTrackSettings, MediaTrackSupportedConstraints,
    ULongRange, Unmet,
};
pub use shown::Shown;
pub use value::{FromValue, Record, Value};
