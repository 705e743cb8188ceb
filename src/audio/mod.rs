//! Sound: the samples and the level of audio tracks in Rust, and the [`AudioContext`] that all parts of this module share.
//!
//! [Spec](https://www.w3.org/TR/webaudio/) · [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Web_Audio_API)

mod audio_context;
mod delivery;
mod gesture;
mod level;
mod level_options;
mod level_stream;
mod reblock;
mod resample;
mod ring;
mod sample_block;
mod sample_options;
mod samples;
mod source;
mod source_options;
mod state;
mod tap;
#[cfg(feature = "vad")]
mod voice;
mod worklet;

pub use audio_context::AudioContext;
pub use level::{ChannelLevel, Level, Silence, dbfs};
pub use level_options::LevelOptions;
pub use level_stream::LevelStream;
pub use sample_block::SampleBlock;
pub use sample_options::{SampleLayout, SampleOptions};
pub use samples::SampleStream;
pub use source::AudioSource;
pub use source_options::AudioSourceOptions;
pub use state::AudioContextState;
#[cfg(feature = "vad")]
pub use voice::{VoiceActivityStream, VoiceEvent, VoiceOptions};
pub use worklet::{WORKLET_SOURCE, set_worklet_url};
