//! Devices without devices, for tests: a camera and a microphone that are made in the page, and a stand-in for
//! `navigator.mediaDevices` that does as it is told. No browser needs a flag for them.
//!
//! ```no_run
//! use local_media_stream::testing::{FakeDevice, FakeMediaDevices};
//! use local_media_stream::{MediaStreamConstraints, get_user_media};
//!
//! # async fn example() -> Result<(), local_media_stream::MediaError> {
//! let fake = FakeMediaDevices::new()?;
//! fake.plug(&FakeDevice::camera("front"));
//! let installed = fake.install();
//! let stream = get_user_media(MediaStreamConstraints::new().video(true)).await?;
//! fake.unplug("front");
//! assert!(!stream.active());
//! assert_eq!(fake.live_tracks(), 0);
//! # Ok(()) }
//! ```

mod fake_media_devices;
mod synthetic;

use crate::sys::has_global;

pub use fake_media_devices::{FakeDevice, FakeMediaDevices, Installed, PromptResponse};
pub use synthetic::{Sound, SyntheticCamera, SyntheticMicrophone};

/// Whether there is a page to make devices in: not in a worker, not on a server.
fn is_page() -> bool {
    has_global("document") && has_global("MediaStream") && has_global("AudioContext")
}
