//! What a user interface shows and does, kept up to date: the state of a capture, the devices to choose from, what is
//! permitted, a stream in an element. The crates for Leptos, Yew and Dioxus are made of it, and so can others be.
//!
//! Each of these belongs to one part of the interface, calls back with what is to be shown, and lets go of everything
//! when it is dropped, which may be at any moment. On a server each can be made and stays quiet.

mod capture_model;
mod device_list;
mod media_capture_options;
mod permission_watch;
mod playback;

pub use crate::devices::DeviceWatch;
pub use capture_model::{CaptureModel, CaptureRequest, CaptureSnapshot};
pub use device_list::DeviceList;
pub use media_capture_options::MediaCaptureOptions;
pub use permission_watch::PermissionWatch;
pub use playback::Playback;
