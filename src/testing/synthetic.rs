//! A camera and a microphone that are made in the page.

use super::bindings;
use crate::error::MediaError;
use crate::local_media_stream_track::LocalMediaStreamTrack;

const NO_PAGE: &str = "a synthetic device is made in a page, and there is none here";

/// A camera without a camera: a canvas with a moving picture, in which every frame shows its number.
///
/// # Drop behavior
/// Its tracks live on, and stop when they are dropped themselves; with the last of them the canvas is drawn no more.
pub struct SyntheticCamera {
    js: bindings::Camera,
}

impl SyntheticCamera {
    /// A camera of this width and height, in pixels, and this many frames per second, above 0.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no page.
    pub fn new(width: u32, height: u32, frame_rate: f64) -> Result<Self, MediaError> {
        if !cfg!(target_family = "wasm") {
            return Err(MediaError::unsupported(NO_PAGE));
        }
        let js = bindings::Camera::new(width, height, frame_rate)?;
        Ok(SyntheticCamera { js })
    }

    /// A further track of it.
    ///
    /// # Errors
    /// Where the browser cannot capture a canvas.
    pub fn track(&self) -> Result<LocalMediaStreamTrack, MediaError> {
        Ok(LocalMediaStreamTrack::adopt(self.js.track()?))
    }

    /// How many frames it has drawn.
    pub fn frames(&self) -> u64 {
        // A count: whole, and never below 0.
        self.js.frames() as u64
    }
}

/// What a [`SyntheticMicrophone`] hears.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sound {
    /// Nothing.
    Silence,
    /// A tone.
    Tone {
        /// In hertz.
        frequency: f64,
        /// From 0 to 1.
        volume: f64,
    },
    /// White noise.
    Noise {
        /// From 0 to 1.
        volume: f64,
    },
}

/// A microphone without a microphone, made by Web Audio. Where no sound can come out of the machine, as in a headless
/// Firefox, its tracks are live and silent. Until the user has clicked somewhere, WebKit may hold up a video that plays
/// in the same element.
///
/// # Drop behavior
/// It falls silent; its tracks live on, and stop when they are dropped themselves.
pub struct SyntheticMicrophone {
    js: bindings::Microphone,
}

impl SyntheticMicrophone {
    /// A microphone that hears this.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no page, or no Web Audio.
    pub fn new(sound: Sound) -> Result<Self, MediaError> {
        if !cfg!(target_family = "wasm") {
            return Err(MediaError::unsupported(NO_PAGE));
        }
        let (sound, frequency, volume) = match sound {
            Sound::Silence => ("silence", 440.0, 0.0),
            Sound::Tone { frequency, volume } => ("tone", frequency, volume),
            Sound::Noise { volume } => ("noise", 440.0, volume),
        };
        let js = bindings::Microphone::new(sound, frequency, volume)?;
        Ok(SyntheticMicrophone { js })
    }

    /// A further track of it.
    ///
    /// # Errors
    /// Where the browser gives none.
    pub fn track(&self) -> Result<LocalMediaStreamTrack, MediaError> {
        Ok(LocalMediaStreamTrack::adopt(self.js.track()?))
    }
}

impl Drop for SyntheticMicrophone {
    fn drop(&mut self) {
        self.js.close();
    }
}
