//! Sound: the [`AudioContext`] that all parts of this module share.
//!
//! [Spec](https://www.w3.org/TR/webaudio/) · [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Web_Audio_API)

mod audio_context;
mod gesture;
mod state;

pub use audio_context::AudioContext;
pub use state::AudioContextState;
