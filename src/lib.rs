//! The camera, the microphone and the screen for web pages, typed.
//!
//! Every stream has an owner, and the owner stops it: by `stop()`, or when it is dropped.
//!
//! ```no_run
//! use local_media_stream::{LocalMediaStream, MediaError, MediaStreamConstraints, MediaTrackConstraints, get_user_media};
//!
//! async fn open(video: &web_sys::HtmlMediaElement) -> Result<LocalMediaStream, MediaError> {
//!     let camera = MediaTrackConstraints::new().width(1280).frame_rate(24..=60);
//!     let constraints = MediaStreamConstraints::new().audio(true).video(camera);
//!     let stream = get_user_media(&constraints).await?; // on an error: error.user_message()
//!     video.set_src_object(Some(stream.as_web_sys()));
//!     Ok(stream) // stopped when it is dropped
//! }
//! ```
//!
//! # Map
//!
//! | to | use | feature |
//! |---|---|---|
//! | open a camera and a microphone once | [`get_user_media`], a [`LocalMediaStream`] | |
//! | start, stop and switch devices, recover lost ones | [`Capture`] | |
//! | capture a screen, a window or a tab | [`get_display_media`], [`Capture::start_display`] | |
//! | select resolution, frame rate, camera, zoom | [`MediaStreamConstraints`], [`MediaTrackConstraints`], [`Constrain`] | |
//! | change a live track, read its settings | [`MediaStreamTrack::apply_constraints`], [`MediaStreamTrack::settings`] | |
//! | play a stream in an element | [`MediaStream::attach`], [`Capture::attach_muted`] | |
//! | send to a peer, also after switches | [`Capture::attach_sender`] | |
//! | list devices, watch changes | [`MediaDevices::enumerate_devices`], [`headless::DeviceWatch`] | |
//! | read a permission | [`PermissionStatus::query`] | |
//! | select a loudspeaker | [`set_sink_id`] | |
//! | show an error | [`MediaError::user_message`], [`MediaError::help`] | |
//! | build a hook or a component | [`headless`] | |
//! | take photos | [`MediaStreamTrack::take_photo`], [`photo`] | `photo` |
//! | record to one seekable file | [`recorder::Recorder`] | `recorder` |
//! | read frames into wasm memory | [`MediaStreamTrack::frames`], [`frames`] | `frames` |
//! | make a video track, filter another one | [`video_source::VideoSource`], [`MediaStreamTrack::process`] | `video-source` |
//! | read samples and the level of sound, make a track of samples | [`MediaStreamTrack::samples`], [`MediaStreamTrack::level`], [`audio::AudioSource`] | `audio` |
//! | detect speech | [`MediaStreamTrack::voice_activity`] | `vad` |
//! | store constraints as JSON | `serde::Serialize` of constraints, settings and devices | `serde` |
//! | test without devices | [`testing::FakeMediaDevices`], [`leak_check::assert_no_leaks`] | `testing`, `leak-check` |
//! | run pages of 2011 to 2015 | [`legacy::install`] | `legacy` |
//!
//! No feature is on by default, and a feature that is off adds 0 bytes.
//!
//! # Prompts
//!
//! The functions that open a prompt call the browser before they return, and their futures report the result. Browsers open
//! some prompts only within a user gesture: call the function in the click handler, and await the future in `spawn_local`.
//! Every failure of these calls is a [`MediaError`]. No function panics, except the assertions of [`leak_check`]. Outside a
//! page, as on a server, the error is [`Unsupported`](MediaErrorKind::Unsupported).
//!
//! # Drops
//!
//! | dropped | effect |
//! |---|---|
//! | [`PendingMediaStream`], the future of a request | the stream is stopped on arrival |
//! | [`LocalMediaStream`], [`LocalMediaStreamTrack`] | its tracks stop |
//! | [`Capture`] | its tracks stop, and those of a pending request on arrival |
//! | [`CaptureFuture`], [`ApplyConstraints`] and other futures of calls | the call continues; its result is discarded |
//! | [`MediaStream`], [`MediaStreamTrack`] | none: they are handles |
//! | [`Attachment`], [`CaptureAttachment`] | the element no longer plays the stream; the sender no longer sends the track |
//! | [`VideoSource`](video_source::VideoSource), [`AudioSource`](audio::AudioSource) | the track ends |
//! | [`PhotoFuture`](photo::PhotoFuture) | the photo is discarded |
//! | [`EventListener`], [`EventStream`] | the callback is removed |
//!
//! # Browsers
//!
//! | | Chromium, Edge | Firefox | Safari, WebKitGTK |
//! |---|---|---|---|
//! | tested with | 156 | 153 | WebKitGTK 2.50 |
//! | loads | from 96 | from 79 | from Safari 15 |
//! | [`capabilities`](MediaStreamTrack::capabilities) | yes | from 132 | yes |
//! | [`content_hint`](MediaStreamTrack::content_hint) | yes | no | yes |
//! | `photo` | by the camera | from the video | by the camera from Safari 18.4 |
//! | `recorder` | WebM, MP4 | WebM, Ogg | MP4; WebM from Safari 18.4; not in WebKitGTK |
//! | `frames` of a hidden page | yes | no | in workers |
//!
//! Pages must be secure contexts: https or `localhost`. Elsewhere browsers expose no devices, and the error is
//! [`InsecureContext`](MediaErrorKind::InsecureContext).
//!
//! # More
//!
//! - The [guide](https://local-media-stream.github.io/local-media-stream/guide/), and
//!   [pages to try](https://local-media-stream.github.io/local-media-stream/) with their source.
//! - Hooks and components for [Leptos](https://docs.rs/local-media-stream-leptos),
//!   [Yew](https://docs.rs/local-media-stream-yew) and [Dioxus](https://docs.rs/local-media-stream-dioxus).
//! - The [npm package](https://www.npmjs.com/package/local-media-stream) of the same name.

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

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
