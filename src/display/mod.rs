//! Screen capture: the options of `getDisplayMedia`, the capture controller, crop and restriction targets, and capture
//! handles.

mod controller;
mod get_display_media;
mod handle;
mod options;
mod targets;

pub use controller::{CaptureController, CaptureStartFocusBehavior, CapturedMouseEvent};
pub use get_display_media::get_display_media;
pub use handle::{CaptureAction, CaptureHandle, CaptureHandleConfig};
pub use options::{
    AudioSelectionPreference, DisplayMediaStreamOptions, MonitorTypeSurfaces, SelfCapturePreference,
    SurfaceSwitchingPreference, SystemAudioPreference, WindowAudioPreference,
};
pub use targets::{CropTarget, RestrictionTarget};
