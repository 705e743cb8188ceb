//! A camera and a microphone that are synthesized in the page.

use std::fmt;

use crate::error::{MediaError, MediaErrorKind};
use crate::sys::testing as sys;
use crate::track::LocalMediaStreamTrack;

/// Returns an error for invalid arguments, and outside a page.
fn check(is_valid: bool, requirement: &'static str) -> Result<(), MediaError> {
    if !is_valid {
        return Err(MediaError::new(MediaErrorKind::Type, requirement));
    }
    if !super::is_in_page() {
        return Err(MediaError::unsupported(
            "Synthetic devices require a page. Create them in a window of a browser.",
        ));
    }
    Ok(())
}

/// A synthetic camera: an animated canvas that displays the number of every frame.
///
/// # Drop behavior
/// Dropping it stops no track. The canvas is drawn until all its tracks and their clones have ended.
pub struct SyntheticCamera {
    js: sys::Camera,
}

impl SyntheticCamera {
    /// Creates a camera with a width and a height in pixels, and a frame rate in frames per second. Each must be above 0.
    ///
    /// # Errors
    /// [`Type`](MediaErrorKind::Type) for an invalid argument;
    /// [`Unsupported`](MediaErrorKind::Unsupported) outside a page: in a worker or on a server.
    pub fn new(width: u32, height: u32, frame_rate: f64) -> Result<Self, MediaError> {
        check(
            width > 0 && height > 0 && frame_rate > 0.0 && frame_rate.is_finite(),
            "The width, height and frame rate must be above 0.",
        )?;
        let js = sys::Camera::new(width, height, frame_rate)?;
        Ok(SyntheticCamera { js })
    }

    /// Creates a track of the camera.
    ///
    /// # Errors
    /// If the browser cannot capture a canvas.
    pub fn track(&self) -> Result<LocalMediaStreamTrack, MediaError> {
        Ok(LocalMediaStreamTrack::adopt(self.js.track()?))
    }

    /// Returns the number of frames that were drawn.
    pub fn frames(&self) -> u64 {
        // Exact: a count is a whole number of at least 0.
        self.js.frames() as u64
    }
}

/// The sound of a [`SyntheticMicrophone`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sound {
    /// Silence.
    Silence,
    /// A sine tone.
    Tone {
        /// The frequency in hertz.
        frequency: f64,
        /// The volume from 0 to 1.
        volume: f64,
    },
    /// White noise.
    Noise {
        /// The volume from 0 to 1.
        volume: f64,
    },
}

/// A synthetic microphone, made with Web Audio.
///
/// On a machine without audio output, and in headless Firefox, its tracks are live and silent. In WebKit a video in the
/// same element may not play before the first user activation.
///
/// # Drop behavior
/// Dropping it silences its tracks, and stops none.
#[must_use = "dropping it silences its tracks"]
pub struct SyntheticMicrophone {
    js: sys::Microphone,
}

impl SyntheticMicrophone {
    /// Creates a microphone with this sound.
    ///
    /// # Errors
    /// [`Type`](MediaErrorKind::Type) for an invalid frequency or volume;
    /// [`Unsupported`](MediaErrorKind::Unsupported) outside a page: in a worker or on a server.
    pub fn new(sound: Sound) -> Result<Self, MediaError> {
        let (sound, frequency, volume) = match sound {
            Sound::Silence => ("silence", 440.0, 0.0),
            Sound::Tone { frequency, volume } => ("tone", frequency, volume),
            Sound::Noise { volume } => ("noise", 440.0, volume),
        };
        check(
            frequency.is_finite() && (0.0..=1.0).contains(&volume),
            "The frequency must be finite, and the volume from 0 to 1.",
        )?;
        let js = sys::Microphone::new(sound, frequency, volume)?;
        Ok(SyntheticMicrophone { js })
    }

    /// Creates a track of the microphone.
    ///
    /// # Errors
    /// If the browser cannot create one.
    pub fn track(&self) -> Result<LocalMediaStreamTrack, MediaError> {
        Ok(LocalMediaStreamTrack::adopt(self.js.track()?))
    }
}

impl Drop for SyntheticMicrophone {
    fn drop(&mut self) {
        self.js.close();
    }
}

impl fmt::Debug for SyntheticCamera {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyntheticCamera")
            .field("frames", &self.frames())
            .finish()
    }
}

impl fmt::Debug for SyntheticMicrophone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SyntheticMicrophone")
    }
}
