//! Speech in the sound of a track.

mod detector;
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::unwrap_used)]
mod evaluation;
mod event;
mod hysteresis;
mod options;
mod stream;

pub use event::VoiceEvent;
pub use options::VoiceOptions;
pub use stream::VoiceActivityStream;
