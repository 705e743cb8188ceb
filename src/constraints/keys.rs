//! The one table of everything that can be constrained. Setters and typed keys are made from it, so that a key that
//! is added here is there everywhere.

use std::fmt;
use std::marker::PhantomData;

/// The name of a constrainable property, with the type of what it holds.
///
/// Every key of the specs stands in [`key`]. One that they don't know yet is made with [`Key::new`]:
///
/// ```
/// use local_media_stream::{Key, MediaTrackConstraints};
///
/// const SEPIA: Key<bool> = Key::new("sepia");
/// let video = MediaTrackConstraints::new().with(SEPIA, true);
/// assert_eq!(video.get(SEPIA).and_then(|sepia| sepia.bare_value()), Some(true));
/// ```
pub struct Key<T> {
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The key of this name, as JavaScript spells it.
    pub const fn new(name: &'static str) -> Self {
        Key {
            name,
            of: PhantomData,
        }
    }

    /// Its name, as JavaScript spells it and as an
    /// [`Overconstrained`](crate::MediaErrorKind::Overconstrained) error gives it.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.name)
    }
}

/// Calls a macro with a row for each property: `/// doc`, `setter: CONSTANT "jsName"`, what a constraint on it is `of`,
/// what a setting of it `is`, and what a device with it `offers`.
macro_rules! for_each_constraint_key {
    ($callback:ident) => {
        $callback! {
            /// The width of the picture, in pixels.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-width) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/width)
            width: WIDTH "width" of u32, is u32, offers ULongRange;

            /// The height of the picture, in pixels.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-height) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/height)
            height: HEIGHT "height" of u32, is u32, offers ULongRange;

            /// Width over height, above 0: 16:9 is 1.7777777778.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-aspectratio) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/aspectRatio)
            aspect_ratio: ASPECT_RATIO "aspectRatio" of f64, is f64, offers DoubleRange;

            /// Pictures per second, above 0.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-framerate) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/frameRate)
            frame_rate: FRAME_RATE "frameRate" of f64, is f64, offers DoubleRange;

            /// Which way the camera looks.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-facingmode) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/facingMode)
            facing_mode: FACING_MODE "facingMode" of FacingMode, is FacingMode, offers Vec<FacingMode>;

            /// Whether the browser may crop and scale to come to the width and height asked for.
            /// Not in Firefox before 150.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-resizemode)
            resize_mode: RESIZE_MODE "resizeMode" of ResizeMode, is ResizeMode, offers Vec<ResizeMode>;

            /// Samples of sound per second, in hertz. Not in Firefox.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-samplerate) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/sampleRate)
            sample_rate: SAMPLE_RATE "sampleRate" of u32, is u32, offers ULongRange;

            /// The size of one sample of sound, in bits. Not in Firefox.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-samplesize) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/sampleSize)
            sample_size: SAMPLE_SIZE "sampleSize" of u32, is u32, offers ULongRange;

            /// Whether, or how, the echo of what the device plays is taken out of what the microphone hears.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-echocancellation) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/echoCancellation)
            echo_cancellation: ECHO_CANCELLATION "echoCancellation" of EchoCancellation, is EchoCancellation, offers Vec<EchoCancellation>;

            /// Whether the microphone is turned up for the quiet and down for the loud. Not in Safari.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-autogaincontrol) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/autoGainControl)
            auto_gain_control: AUTO_GAIN_CONTROL "autoGainControl" of bool, is bool, offers Vec<bool>;

            /// Whether steady noise is taken out of what the microphone hears. Not in Safari.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-noisesuppression) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/noiseSuppression)
            noise_suppression: NOISE_SUPPRESSION "noiseSuppression" of bool, is bool, offers Vec<bool>;

            /// From the sound to the page, in seconds: 0.01 is ten milliseconds. Chromium only.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-latency) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/latency)
            latency: LATENCY "latency" of f64, is f64, offers DoubleRange;

            /// Channels of sound: 1 is mono, 2 is stereo.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-channelcount) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/channelCount)
            channel_count: CHANNEL_COUNT "channelCount" of u32, is u32, offers ULongRange;

            /// The device itself, by the id under which this origin knows it. An id has at most 500 UTF-16 units.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-deviceid) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/deviceId)
            device_id: DEVICE_ID "deviceId" of String, is String, offers String;

            /// The apparatus that the device is part of: a headset's microphone and speaker share one. It is made
            /// anew with every page.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-groupid) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/groupId)
            group_id: GROUP_ID "groupId" of String, is String, offers String;

            /// Whether what is behind the person is blurred. Chromium on systems that can.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-backgroundblur)
            background_blur: BACKGROUND_BLUR "backgroundBlur" of bool, is bool, offers Vec<bool>;

            /// Whether gestures of the hand draw reactions into the picture. Not in any browser's release yet.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-gesture-reactions-support)
            gesture_reactions: GESTURE_REACTIONS "gestureReactions" of bool, is bool, offers Vec<bool>;

            /// Whether the picture is cropped to keep the face in its middle. Chromium on systems that can.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-automatic-face-framing-support)
            face_framing: FACE_FRAMING "faceFraming" of bool, is bool, offers Vec<bool>;

            /// Whether the eyes are made to look at the camera. Chromium on systems that can.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-eye-gaze-correction-support)
            eye_gaze_correction: EYE_GAZE_CORRECTION "eyeGazeCorrection" of bool, is bool, offers Vec<bool>;

            /// Whether everything but the voice is taken out of what the microphone hears. Chromium on systems that
            /// can.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-voice-isolation-support)
            voice_isolation: VOICE_ISOLATION "voiceIsolation" of bool, is bool, offers Vec<bool>;

            /// What the browser finds out about the faces in the picture.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#human-face-segmentation)
            human_face_detection_mode: HUMAN_FACE_DETECTION_MODE "humanFaceDetectionMode" of HumanFaceDetectionMode, is HumanFaceDetectionMode, offers Vec<HumanFaceDetectionMode>;

            /// Whether frames come with a mask of what is behind the person.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-background-segmentation-mask-support)
            background_segmentation_mask: BACKGROUND_SEGMENTATION_MASK "backgroundSegmentationMask" of bool, is bool, offers Vec<bool>;

            /// What part of the display is captured. Screen capture only.
            ///
            /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-displaysurface) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/displaySurface)
            display_surface: DISPLAY_SURFACE "displaySurface" of DisplaySurface, is DisplaySurface, offers DisplaySurface;

            /// Whether what is hidden behind other windows is captured too. Screen capture only.
            ///
            /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-logicalsurface) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/logicalSurface)
            logical_surface: LOGICAL_SURFACE "logicalSurface" of bool, is bool, offers bool;

            /// When the mouse pointer is in the picture. Screen capture only.
            ///
            /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-cursor)
            cursor: CURSOR "cursor" of Cursor, is Cursor, offers Vec<Cursor>;

            /// Whether what this page itself plays is left out of the captured sound. Screen capture only, Chromium
            /// only.
            ///
            /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-restrictownaudio)
            restrict_own_audio: RESTRICT_OWN_AUDIO "restrictOwnAudio" of bool, is bool, offers Vec<bool>;

            /// Whether a captured tab is silent to the user while its sound is captured. Screen capture only,
            /// Chromium only.
            ///
            /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-suppresslocalaudioplayback) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/suppressLocalAudioPlayback)
            suppress_local_audio_playback: SUPPRESS_LOCAL_AUDIO_PLAYBACK "suppressLocalAudioPlayback" of bool, is bool, offers Vec<bool>;

            /// How the camera sets its white balance. Chromium, Safari.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#white-balance-mode)
            white_balance_mode: WHITE_BALANCE_MODE "whiteBalanceMode" of MeteringMode, is MeteringMode, offers Vec<MeteringMode>;

            /// How the camera sets its exposure. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#exposure-mode)
            exposure_mode: EXPOSURE_MODE "exposureMode" of MeteringMode, is MeteringMode, offers Vec<MeteringMode>;

            /// How the camera sets its focus. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#focus-mode)
            focus_mode: FOCUS_MODE "focusMode" of MeteringMode, is MeteringMode, offers Vec<MeteringMode>;

            /// Where in the picture the camera measures light, colour and sharpness. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#points-of-interest)
            points_of_interest: POINTS_OF_INTEREST "pointsOfInterest" of PointsOfInterest, is PointsOfInterest, offers Vec<PointsOfInterest>;

            /// Brighter or darker than measured, in steps of exposure (EV), commonly -3 to 3. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#exposure-compensation)
            exposure_compensation: EXPOSURE_COMPENSATION "exposureCompensation" of f64, is f64, offers DoubleRange;

            /// How long each picture is exposed, in units of 100 microseconds. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#exposure-time)
            exposure_time: EXPOSURE_TIME "exposureTime" of f64, is f64, offers DoubleRange;

            /// The colour temperature that counts as white, in kelvin. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#color-temperature)
            color_temperature: COLOR_TEMPERATURE "colorTemperature" of f64, is f64, offers DoubleRange;

            /// Sensitivity to light, as an ISO number. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#iso)
            iso: ISO "iso" of f64, is f64, offers DoubleRange;

            /// Brightness, in the camera's own unit. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#brightness)
            brightness: BRIGHTNESS "brightness" of f64, is f64, offers DoubleRange;

            /// Contrast, in the camera's own unit. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#contrast)
            contrast: CONTRAST "contrast" of f64, is f64, offers DoubleRange;

            /// Strength of the colours, in the camera's own unit. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#saturation)
            saturation: SATURATION "saturation" of f64, is f64, offers DoubleRange;

            /// Sharpness, in the camera's own unit. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#sharpness)
            sharpness: SHARPNESS "sharpness" of f64, is f64, offers DoubleRange;

            /// The distance at which the picture is sharp, in metres. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#focus-distance)
            focus_distance: FOCUS_DISTANCE "focusDistance" of f64, is f64, offers DoubleRange;

            /// Turned to the left or right, in seconds of arc, or `true` for a camera that can. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#pan)
            pan: PAN "pan" of PanTiltZoom, is f64, offers DoubleRange;

            /// Turned up or down, in seconds of arc, or `true` for a camera that can. Chromium.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#tilt)
            tilt: TILT "tilt" of PanTiltZoom, is f64, offers DoubleRange;

            /// Magnification, in the camera's own unit, or `true` for a camera that can. Chromium, Safari.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#zoom)
            zoom: ZOOM "zoom" of PanTiltZoom, is f64, offers DoubleRange;

            /// Whether the light beside the camera is on. Chromium on Android, Safari.
            ///
            /// [Spec](https://www.w3.org/TR/image-capture/#torch)
            torch: TORCH "torch" of bool, is bool, offers Vec<bool>;
        }
    };
}
pub(crate) use for_each_constraint_key;

macro_rules! typed_keys {
    ($( $(#[$doc:meta])* $setter:ident: $constant:ident $name:literal of $kind:ty, is $setting:ty, offers $offer:ty; )+) => {
        /// The key of every constrainable property of Media Capture and Streams, its Extensions, Screen Capture and
        /// Image Capture.
        pub mod key {
            use super::Key;
            use crate::constraints::{
                Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
                PanTiltZoom, PointsOfInterest, ResizeMode,
            };

            $( $(#[$doc])* pub const $constant: Key<$kind> = Key::new($name); )+
        }
    };
}

for_each_constraint_key!(typed_keys);
