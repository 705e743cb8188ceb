//! A camera and a microphone that are made in the page.

use crate::error::{MediaError, MediaErrorKind};
use crate::sys::testing as sys;
use crate::track::LocalMediaStreamTrack;

/// Where there is a page to make it in, and these make sense.
fn possible(sensible: bool, what: &'static str) -> Result<(), MediaError> {
    if !sensible {
        return Err(MediaError::new(MediaErrorKind::Type, what));
    }
    if !super::is_page() {
        return Err(MediaError::unsupported(NO_PAGE));
    }
    Ok(())
}

const NO_PAGE: &str = "a synthetic device is made in a page, and there is none here";

/// A camera without a camera: a canvas with a moving picture, in which every frame shows its number.
///
/// # Drop behavior
/// Its tracks live on, and stop when they are dropped themselves. The canvas is drawn for as long as one of them, or a
/// clone of one, is live.
pub struct SyntheticCamera {
    js: sys::Camera,
}

impl SyntheticCamera {
    /// A camera of this width and height, in pixels, and this many frames per second, above 0.
    ///
    /// # Errors
    /// [`Type`](MediaErrorKind::Type) for what makes no sense;
    /// [`Unsupported`](MediaErrorKind::Unsupported) where there is no page: in a worker, on a server.
    pub fn new(width: u32, height: u32, frame_rate: f64) -> Result<Self, MediaError> {
        possible(
            width > 0 && height > 0 && frame_rate > 0.0 && frame_rate.is_finite(),
            "a camera has a width, a height and a frame rate, each above 0",
        )?;
        let js = sys::Camera::new(width, height, frame_rate)?;
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
        // A count: to_u32_exact, and never below 0.
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
    js: sys::Microphone,
}

impl SyntheticMicrophone {
    /// A microphone that hears this.
    ///
    /// # Errors
    /// [`Type`](MediaErrorKind::Type) for what makes no sense;
    /// [`Unsupported`](MediaErrorKind::Unsupported) where there is no page: in a worker, on a server.
    pub fn new(sound: Sound) -> Result<Self, MediaError> {
        let (sound, frequency, volume) = match sound {
            Sound::Silence => ("silence", 440.0, 0.0),
            Sound::Tone { frequency, volume } => ("tone", frequency, volume),
            Sound::Noise { volume } => ("noise", 440.0, volume),
        };
        possible(
            frequency.is_finite() && (0.0..=1.0).contains(&volume),
            "a frequency is finite, and a volume from 0 to 1",
        )?;
        let js = sys::Microphone::new(sound, frequency, volume)?;
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
