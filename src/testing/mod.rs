//! Fake devices for tests: a camera and a microphone that are synthesized in the page, and a fake
//! `navigator.mediaDevices`. They work in every browser without flags.
//!
//! ```no_run
//! use local_media_stream::testing::{FakeDevice, FakeMediaDevices};
//! use local_media_stream::{MediaStreamConstraints, get_user_media};
//!
//! # async fn example() -> Result<(), local_media_stream::MediaError> {
//! let fake = FakeMediaDevices::new()?;
//! fake.plug(&FakeDevice::camera("front"));
//! let guard = fake.install();
//! let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
//! fake.unplug("front");
//! assert!(!stream.active());
//! assert_eq!(fake.live_tracks(), 0);
//! # Ok(()) }
//! ```

mod fake_media_devices;
mod synthetic;

use crate::sys::has_global;

pub use fake_media_devices::{FakeDevice, FakeMediaDevices, InstallGuard, PromptResponse};
pub use synthetic::{Sound, SyntheticCamera, SyntheticMicrophone};

/// Returns whether the code runs in a page, as opposed to a worker or a server.
fn is_in_page() -> bool {
    has_global("document") && has_global("MediaStream") && has_global("AudioContext")
}
