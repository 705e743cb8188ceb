#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "audio")]
pub mod audio;
mod capture;
mod constraints;
mod devices;
mod display;
mod error;
mod events;
#[cfg(feature = "frames")]
pub mod frames;
pub mod headless;
mod json;
#[cfg(feature = "leak-check")]
pub mod leak_check;
#[cfg(feature = "legacy")]
pub mod legacy;
mod milliseconds;
#[cfg(feature = "photo")]
pub mod photo;
mod promise;
#[cfg(feature = "recorder")]
pub mod recorder;
#[cfg(any(feature = "audio", feature = "frames"))]
mod regular_check;
mod settings;
#[cfg(any(feature = "audio", feature = "frames"))]
mod starvation;
mod stream;
mod string_enum;
mod sys;
#[cfg(feature = "testing")]
pub mod testing;
mod track;
#[cfg(feature = "video-source")]
pub mod video_source;
#[cfg(any(
    feature = "audio",
    feature = "recorder",
    all(feature = "frames", feature = "video-source")
))]
mod wakers;

pub use capture::{
    Backoff, Capture, CaptureAttachment, CaptureFuture, CaptureState, LossReason, RecoveryPolicy, TrackLoss,
};
pub use constraints::{
    Constrain, Constrainable, ConstraintError, ConstraintErrorKind, Cursor, DisplaySurface, EchoCancellation,
    EchoCancellationMode, FacingMode, GetUserMediaSemantics, HumanFaceDetectionMode, Key,
    MediaStreamConstraints, MediaTrackConstraintSet, MediaTrackConstraints, MeteringMode, Numeric,
    PanTiltZoom, Point2D, PointsOfInterest, ResizeMode, Textual, TrackRequest, key,
};
pub use devices::{
    DeviceChange, DeviceChanges, InputDeviceInfo, MediaDeviceInfo, MediaDeviceKind, MediaDevices,
    PermissionName, PermissionQuery, PermissionState, PermissionStatus, get_user_media, set_sink_id, sink_id,
};
pub use display::{
    AudioSelectionPreference, CaptureAction, CaptureController, CaptureHandle, CaptureHandleConfig,
    CaptureStartFocusBehavior, CapturedMouseEvent, CropTarget, DisplayMediaStreamOptions,
    MonitorTypeSurfaces, RestrictionTarget, SelfCapturePreference, SurfaceSwitchingPreference,
    SystemAudioPreference, WindowAudioPreference, get_display_media,
};
pub use error::{MediaError, MediaErrorKind};
pub use events::{EventListener, EventStream};
pub use json::{FromJson, IntoJson, JsonObject, JsonValue};
pub use promise::MediaFuture;
pub use settings::{
    DoubleRange, MediaTrackCapabilities, MediaTrackSettings, MediaTrackSupportedConstraints, Strength,
    ULongRange, UnmetConstraint,
};
pub use stream::{
    Attachment, LocalMediaStream, MediaStream, MediaStreamTrackEvent, PendingMediaStream, stop_streamed_video,
};
pub use track::{
    AppliedConstraints, ApplyConstraints, ContentHint, LocalMediaStreamTrack, MediaStreamTrack,
    MediaStreamTrackAudioStats, MediaStreamTrackKind, MediaStreamTrackState, MediaStreamTrackStats,
    MediaStreamTrackVideoStats,
};

/// The version of web-sys whose types this crate converts to and from.
pub use web_sys;
