//! The table of all properties. A new property is a new row here: setter, key, setting, capability and supported
//! constraint are generated from it.

/// Calls a macro with a row for each property: `/// doc`, the name of its field, its JavaScript name, and its types.
macro_rules! for_each_property {
    ($callback:ident) => {
        $callback! {
            // Properties of constraints, settings and capabilities, with the name of the setter and of the key.
            constrainable {
                /// The width of the picture, in pixels.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-width) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/width)
                width: WIDTH "width", constraint u32, setting u32, capability ULongRange;

                /// The height of the picture, in pixels.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-height) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/height)
                height: HEIGHT "height", constraint u32, setting u32, capability ULongRange;

                /// The width divided by the height, above 0: 1.7777777778 for 16:9.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-aspectratio) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/aspectRatio)
                aspect_ratio: ASPECT_RATIO "aspectRatio", constraint f64, setting f64, capability DoubleRange;

                /// The number of frames per second, above 0.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-framerate) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/frameRate)
                frame_rate: FRAME_RATE "frameRate", constraint f64, setting f64, capability DoubleRange;

                /// The direction that the camera faces.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-facingmode) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/facingMode)
                facing_mode: FACING_MODE "facingMode", constraint FacingMode, setting FacingMode, capability Vec<FacingMode>;

                /// Whether the browser crops and scales to reach the requested width and height. Not in Firefox before
                /// 150.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-resizemode)
                resize_mode: RESIZE_MODE "resizeMode", constraint ResizeMode, setting ResizeMode, capability Vec<ResizeMode>;

                /// The number of audio samples per second, in hertz. Not in Firefox.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-samplerate) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/sampleRate)
                sample_rate: SAMPLE_RATE "sampleRate", constraint u32, setting u32, capability ULongRange;

                /// The size of an audio sample, in bits. Not in Firefox.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-samplesize) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/sampleSize)
                sample_size: SAMPLE_SIZE "sampleSize", constraint u32, setting u32, capability ULongRange;

                /// The removal of the sound that the system plays from the microphone's.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-echocancellation) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/echoCancellation)
                echo_cancellation: ECHO_CANCELLATION "echoCancellation", constraint EchoCancellation, setting EchoCancellation, capability Vec<EchoCancellation>;

                /// Whether the gain of the microphone adapts to the volume. Not in Safari.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-autogaincontrol) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/autoGainControl)
                auto_gain_control: AUTO_GAIN_CONTROL "autoGainControl", constraint bool, setting bool, capability Vec<bool>;

                /// Whether steady noise is removed from the microphone's sound. Not in Safari.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-noisesuppression) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/noiseSuppression)
                noise_suppression: NOISE_SUPPRESSION "noiseSuppression", constraint bool, setting bool, capability Vec<bool>;

                /// The latency from capture to the page, in seconds: 0.01 for ten milliseconds. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-latency) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/latency)
                latency: LATENCY "latency", constraint f64, setting f64, capability DoubleRange;

                /// The number of audio channels: 1 for mono, 2 for stereo.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-channelcount) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/channelCount)
                channel_count: CHANNEL_COUNT "channelCount", constraint u32, setting u32, capability ULongRange;

                /// The id of the device, which is specific to the origin. An id has at most 500 UTF-16 units.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-deviceid) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/deviceId)
                device_id: DEVICE_ID "deviceId", constraint String, setting String, capability String;

                /// The id of the physical device: the microphone and the speaker of a headset share it. It differs for
                /// each page.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-groupid) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/groupId)
                group_id: GROUP_ID "groupId", constraint String, setting String, capability String;

                /// Whether the background behind the person is blurred. Chromium, on systems that support it.
                ///
                /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-backgroundblur)
                background_blur: BACKGROUND_BLUR "backgroundBlur", constraint bool, setting bool, capability Vec<bool>;

                /// Whether hand gestures add reactions to the picture. No browser release supports it.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-gesture-reactions-support)
                gesture_reactions: GESTURE_REACTIONS "gestureReactions", constraint bool, setting bool, capability Vec<bool>;

                /// Whether the picture is cropped to keep the face centered. Chromium, on systems that support it.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-automatic-face-framing-support)
                face_framing: FACE_FRAMING "faceFraming", constraint bool, setting bool, capability Vec<bool>;

                /// Whether the eyes are redrawn to face the camera. Chromium, on systems that support it.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-eye-gaze-correction-support)
                eye_gaze_correction: EYE_GAZE_CORRECTION "eyeGazeCorrection", constraint bool, setting bool, capability Vec<bool>;

                /// Whether all sound but the voice is removed from the microphone's. Chromium, on systems that support
                /// it.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-voice-isolation-support)
                voice_isolation: VOICE_ISOLATION "voiceIsolation", constraint bool, setting bool, capability Vec<bool>;

                /// The metadata of faces that the browser adds to video frames.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#human-face-segmentation)
                human_face_detection_mode: HUMAN_FACE_DETECTION_MODE "humanFaceDetectionMode", constraint HumanFaceDetectionMode, setting HumanFaceDetectionMode, capability Vec<HumanFaceDetectionMode>;

                /// Whether frames have a mask of the background behind the person.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#exposing-mediastreamtrack-source-background-segmentation-mask-support)
                background_segmentation_mask: BACKGROUND_SEGMENTATION_MASK "backgroundSegmentationMask", constraint bool, setting bool, capability Vec<bool>;

                /// The kind of the captured display surface. Screen capture only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-displaysurface) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/displaySurface)
                display_surface: DISPLAY_SURFACE "displaySurface", constraint DisplaySurface, setting DisplaySurface, capability DisplaySurface;

                /// Whether the capture includes parts hidden behind other windows. Screen capture only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-logicalsurface) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/logicalSurface)
                logical_surface: LOGICAL_SURFACE "logicalSurface", constraint bool, setting bool, capability bool;

                /// The visibility of the mouse pointer. Screen capture only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-cursor)
                cursor: CURSOR "cursor", constraint Cursor, setting Cursor, capability Vec<Cursor>;

                /// Whether the captured sound excludes the sound of this page. Screen capture in Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-restrictownaudio)
                restrict_own_audio: RESTRICT_OWN_AUDIO "restrictOwnAudio", constraint bool, setting bool, capability Vec<bool>;

                /// Whether a captured tab is muted for the user during the capture of its sound. Screen capture in
                /// Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dfn-suppresslocalaudioplayback) ·
                /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/suppressLocalAudioPlayback)
                suppress_local_audio_playback: SUPPRESS_LOCAL_AUDIO_PLAYBACK "suppressLocalAudioPlayback", constraint bool, setting bool, capability Vec<bool>;

                /// The control of the camera's white balance. Chromium and Safari.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#white-balance-mode)
                white_balance_mode: WHITE_BALANCE_MODE "whiteBalanceMode", constraint MeteringMode, setting MeteringMode, capability Vec<MeteringMode>;

                /// The control of the camera's exposure. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#exposure-mode)
                exposure_mode: EXPOSURE_MODE "exposureMode", constraint MeteringMode, setting MeteringMode, capability Vec<MeteringMode>;

                /// The control of the camera's focus. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#focus-mode)
                focus_mode: FOCUS_MODE "focusMode", constraint MeteringMode, setting MeteringMode, capability Vec<MeteringMode>;

                /// The points of the picture for exposure, white balance and focus. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#points-of-interest)
                points_of_interest: POINTS_OF_INTEREST "pointsOfInterest", constraint PointsOfInterest, setting PointsOfInterest, capability Vec<PointsOfInterest>;

                /// The exposure relative to the measured one, in EV, commonly -3 to 3. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#exposure-compensation)
                exposure_compensation: EXPOSURE_COMPENSATION "exposureCompensation", constraint f64, setting f64, capability DoubleRange;

                /// The exposure time of each frame, in units of 100 microseconds. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#exposure-time)
                exposure_time: EXPOSURE_TIME "exposureTime", constraint f64, setting f64, capability DoubleRange;

                /// The color temperature of white, in kelvin. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#color-temperature)
                color_temperature: COLOR_TEMPERATURE "colorTemperature", constraint f64, setting f64, capability DoubleRange;

                /// The sensitivity to light, as an ISO number. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#iso)
                iso: ISO "iso", constraint f64, setting f64, capability DoubleRange;

                /// The brightness, in the camera's own unit. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#brightness)
                brightness: BRIGHTNESS "brightness", constraint f64, setting f64, capability DoubleRange;

                /// The contrast, in the camera's own unit. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#contrast)
                contrast: CONTRAST "contrast", constraint f64, setting f64, capability DoubleRange;

                /// The color saturation, in the camera's own unit. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#saturation)
                saturation: SATURATION "saturation", constraint f64, setting f64, capability DoubleRange;

                /// The sharpness, in the camera's own unit. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#sharpness)
                sharpness: SHARPNESS "sharpness", constraint f64, setting f64, capability DoubleRange;

                /// The focus distance, in meters. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#focus-distance)
                focus_distance: FOCUS_DISTANCE "focusDistance", constraint f64, setting f64, capability DoubleRange;

                /// The pan to the left or right, in arc seconds, or `true` for any camera that can pan. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#pan)
                pan: PAN "pan", constraint PanTiltZoom, setting f64, capability DoubleRange;

                /// The tilt up or down, in arc seconds, or `true` for any camera that can tilt. Chromium only.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#tilt)
                tilt: TILT "tilt", constraint PanTiltZoom, setting f64, capability DoubleRange;

                /// The zoom factor, in the camera's own unit, or `true` for any camera that can zoom. Chromium and
                /// Safari.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#zoom)
                zoom: ZOOM "zoom", constraint PanTiltZoom, setting f64, capability DoubleRange;

                /// Whether the light beside the camera is on. Chromium on Android, and Safari.
                ///
                /// [Spec](https://www.w3.org/TR/image-capture/#torch)
                torch: TORCH "torch", constraint bool, setting bool, capability Vec<bool>;
            }

            // Properties of settings and capabilities. Browsers list them as supported constraints.
            observable {
                /// Whether the capture saves power.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksettings-powerefficient)
                power_efficient: "powerEfficient", setting bool, capability Vec<bool>;

                /// Whether the pixel format of the frames saves power.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksettings-powerefficientpixelformat)
                power_efficient_pixel_format: "powerEfficientPixelFormat", setting bool, capability Vec<bool>;
            }

            // Properties of settings.
            settings_only {
                /// The number of screen pixels for each CSS pixel of the captured page, above 0. Screen capture only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dom-mediatracksettings-screenpixelratio)
                screen_pixel_ratio: "screenPixelRatio", setting f64;
            }
        }
    };
}
pub(crate) use for_each_property;
