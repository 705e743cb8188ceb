//! Constraints, settings and capabilities of real tracks.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn supported() -> MediaTrackSupportedConstraints {
    MediaDevices::from_navigator()
        .expect("a secure page")
        .supported_constraints()
}

async fn open_like(
    constraints: MediaTrackConstraints,
    kind: MediaStreamTrackKind,
) -> Result<LocalMediaStream, MediaError> {
    let stream = MediaStreamConstraints::new();
    let stream = match kind {
        MediaStreamTrackKind::Audio => stream.audio(constraints),
        _ => stream.video(constraints),
    };
    get_user_media(&stream).await
}

#[wasm_bindgen_test]
fn supported_constraints() {
    let supported = supported();
    // Every engine has supported these for years.
    assert!(supported.width && supported.height && supported.frame_rate && supported.device_id);
    assert!(supported.echo_cancellation && supported.facing_mode);
    assert!(supported.supports(key::WIDTH) && !supported.supports(Key::<bool>::new("sepia")));
    // Names outside of the specs, such as `mediaSource` and `volume`.
    for name in &supported.other {
        assert!(!name.is_empty());
        assert!(
            supported.supports(Key::<bool>::new(Box::leak(name.clone().into_boxed_str()))),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
fn values_of_javascript_are_checked() {
    let eval = |text: &str| js_sys::eval(text).expect("valid JavaScript");
    let stream = |text| MediaStreamConstraints::try_from(&eval(text));
    assert_eq!(
        stream("({ audio: true, video: { width: { min: 640, max: undefined }, sepia: [1] } })"),
        Ok(MediaStreamConstraints::new()
            .audio(true)
            .video(MediaTrackConstraints::new().width(640..).with(
                Key::<JsonValue>::new("sepia"),
                JsonValue::Array(vec![JsonValue::Number(1.0)])
            )))
    );
    assert_eq!(TrackRequest::try_from(&JsValue::TRUE), Ok(TrackRequest::Any));
    assert_eq!(
        MediaTrackConstraints::try_from(&eval("({ torch: true })")),
        Ok(MediaTrackConstraints::new().torch(true))
    );
    for (error, property) in [
        (stream("'yes'").err(), ""),
        (stream("undefined").err(), ""),
        (stream("[]").err(), ""),
        (stream("({ video: 'yes' })").err(), "video"),
        (stream("({ video: { width: 'wide' } })").err(), "width"),
        (stream("({ video: { width: { min: NaN } } })").err(), "width"),
        (TrackRequest::try_from(&eval("1")).err(), ""),
        (
            MediaTrackConstraints::try_from(&eval("({ torch: 1 })")).err(),
            "torch",
        ),
    ] {
        let error = error.expect("a wrong type");
        assert_eq!(
            (error.kind(), error.property()),
            (ConstraintErrorKind::WrongType, property)
        );
    }
}

#[wasm_bindgen_test]
async fn settings_and_capabilities_of_a_camera() {
    let stream = open_like(
        MediaTrackConstraints::new().width(640).height(480),
        MediaStreamTrackKind::Video,
    )
    .await
    .expect("a camera");
    let track = &stream.video_tracks()[0];
    let settings = track.settings();
    assert_eq!((settings.width, settings.height), (Some(640), Some(480)));
    assert!(settings.frame_rate.is_some_and(|rate| rate > 0.0), "{settings:?}");
    assert!(settings.device_id.as_deref().is_some_and(|id| !id.is_empty()));
    assert_eq!(settings.sample_rate, None, "a camera has no sample rate");

    if !supports(track.as_ref(), "getCapabilities") {
        assert_eq!(track.capabilities(), MediaTrackCapabilities::default());
        return skip(
            "settings_and_capabilities_of_a_camera",
            "this engine has no getCapabilities",
        )
        .await;
    }
    let capabilities = track.capabilities();
    assert!(
        capabilities.width.is_some_and(|range| range.contains(640)),
        "{capabilities:?}"
    );
    assert!(
        capabilities.height.is_some_and(|range| range.contains(480)),
        "{capabilities:?}"
    );
    assert_eq!(capabilities.device_id, settings.device_id);
}

#[wasm_bindgen_test]
async fn settings_of_a_microphone() {
    let stream = open_like(MediaTrackConstraints::new(), MediaStreamTrackKind::Audio)
        .await
        .expect("a microphone");
    let settings = stream.audio_tracks()[0].settings();
    assert!(settings.echo_cancellation.is_some(), "{settings:?}");
    assert_eq!(settings.width, None, "a microphone has no width");
}

#[wasm_bindgen_test]
async fn applied_constraints_report_unmet_ones() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let requested = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240));
    let applied = track
        .apply_constraints(&requested)
        .await
        .expect("a size of the fake camera");
    // The frames of Firefox's fake camera keep the old size, and so do WebKit's settings.
    if applied.unmet.is_empty() {
        frames_until(&stream, (320, 240)).await;
    } else {
        assert_ne!(
            (applied.settings.width, applied.settings.height),
            (Some(320), Some(240))
        );
    }
    let current = track.constraints();
    assert_eq!(
        current.get(key::WIDTH).and_then(|width| width.exact_value()),
        Some(320),
        "{current:?}"
    );

    // An ideal value that no camera supports is resolved, and listed as unmet.
    let ideal = MediaTrackConstraints::new().aspect_ratio(Constrain::ideal(1234.5));
    let applied = track
        .apply_constraints(&ideal)
        .await
        .expect("an ideal constraint");
    let unmet: Vec<_> = applied
        .unmet
        .iter()
        .map(|unmet| (unmet.property.as_str(), unmet.strength))
        .collect();
    assert_eq!(unmet, [("aspectRatio", Strength::Ideal)]);
    assert_eq!(track.unmet_constraints(&ideal), applied.unmet);

    // So is a constraint that the browser does not support.
    let unknown = MediaTrackConstraints::new().with(Key::<bool>::new("sepia"), Constrain::exact(true));
    let applied = track
        .apply_constraints(&unknown)
        .await
        .expect("an ignored constraint");
    assert_eq!(applied.unmet.len(), 1);
    assert_eq!(
        (applied.unmet[0].strength, &applied.unmet[0].actual),
        (Strength::Required, &None)
    );

    track
        .apply_constraints(&MediaTrackConstraints::new())
        .await
        .expect("no constraints");
}

#[wasm_bindgen_test]
async fn an_unmet_constraint_has_the_capability_of_the_device() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let too_wide = MediaTrackConstraints::new().width(Constrain::exact(1_000_000));
    match track.apply_constraints(&too_wide).await {
        Err(error) => {
            assert_eq!(error.constraint(), Some("width"), "{error}");
            let max = track.capabilities().width.and_then(|range| range.max);
            let Some(JsonValue::Object(offered)) = error.offered() else {
                panic!("no range: {:?}", error.offered());
            };
            assert_eq!(offered.get("max").and_then(u32::from_json), max);
        }
        // Firefox resolves for its fake camera without a change of the settings.
        Ok(applied) => assert_eq!(
            applied.unmet.first().map(|unmet| unmet.strength),
            Some(Strength::Required)
        ),
    }

    // The validation before the call adds the capability too.
    let contradiction = MediaTrackConstraints::new().width(Constrain::min(2).and_max(1));
    let error = track
        .apply_constraints(&contradiction)
        .await
        .expect_err("contradictory constraints");
    assert_eq!(error.constraint(), Some("width"));
    let has_capability = track.capabilities().width.is_some();
    assert_eq!(error.offered().is_some(), has_capability);
}

#[wasm_bindgen_test]
async fn constraints_of_an_ended_track() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    stream.stop();
    // Chromium returns the ids and Firefox nothing.
    let settings = track.settings();
    let capabilities = track.capabilities();
    drop((settings, capabilities));
    // Chromium rejects with another error, Firefox and WebKit resolve.
    let missing = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    for constraints in [
        MediaTrackConstraints::new(),
        MediaTrackConstraints::new().width(640),
        missing,
    ] {
        let error = track.apply_constraints(&constraints).await.expect_err("ended");
        assert_eq!(error.kind(), MediaErrorKind::InvalidState);
        assert!(error.message().starts_with("The track has ended."), "{error}");
    }
}

/// Returns an ideal constraint for every property of the specs, with the kind of its track.
fn ideal_constraints() -> Vec<(MediaTrackConstraints, MediaStreamTrackKind)> {
    use MediaStreamTrackKind::{Audio, Video};
    let c = MediaTrackConstraints::new;
    vec![
        (c().width(640), Video),
        (c().height(480), Video),
        (c().aspect_ratio(4.0 / 3.0), Video),
        (c().frame_rate(15), Video),
        (c().facing_mode(FacingMode::User), Video),
        (c().resize_mode(ResizeMode::CropAndScale), Video),
        (c().sample_rate(48_000), Audio),
        (c().sample_size(16), Audio),
        (c().echo_cancellation(false), Audio),
        (c().auto_gain_control(false), Audio),
        (c().noise_suppression(false), Audio),
        (c().latency(0.01), Audio),
        (c().channel_count(1), Audio),
        (c().device_id("no such id"), Video),
        (c().group_id("no such id"), Audio),
        (c().background_blur(false), Video),
        (c().gesture_reactions(false), Video),
        (c().face_framing(false), Video),
        (c().eye_gaze_correction(false), Video),
        (c().voice_isolation(false), Audio),
        (c().human_face_detection_mode(HumanFaceDetectionMode::None), Video),
        (c().background_segmentation_mask(false), Video),
        (c().display_surface(DisplaySurface::Window), Video),
        (c().logical_surface(true), Video),
        (c().cursor(Cursor::Never), Video),
        (c().restrict_own_audio(false), Audio),
        (c().suppress_local_audio_playback(false), Audio),
        (c().white_balance_mode(MeteringMode::Continuous), Video),
        (c().exposure_mode(MeteringMode::Continuous), Video),
        (c().focus_mode(MeteringMode::Continuous), Video),
        (
            c().points_of_interest(PointsOfInterest(vec![Point2D { x: 0.5, y: 0.25 }])),
            Video,
        ),
        (c().exposure_compensation(0.0), Video),
        (c().exposure_time(100.0), Video),
        (c().color_temperature(5000.0), Video),
        (c().iso(100.0), Video),
        (c().brightness(100.0), Video),
        (c().contrast(100.0), Video),
        (c().saturation(100.0), Video),
        (c().sharpness(100.0), Video),
        (c().focus_distance(1.0), Video),
        (c().pan(true), Video),
        (c().tilt(0.0), Video),
        (c().zoom(1.0), Video),
        (c().torch(false), Video),
    ]
}

/// A supported ideal constraint is in effect after the call.
#[wasm_bindgen_test]
async fn every_supported_property_can_be_constrained() {
    let supported = supported();
    let mut count = 0;
    for (constraints, kind) in ideal_constraints() {
        let set = constraints.basic.as_object();
        let (name, ideal) = set.iter().next().expect("one property");
        let key = Key::<JsonValue>::new(Box::leak(name.to_owned().into_boxed_str()));
        let stream = open_like(constraints.clone(), kind).await;
        let stream =
            stream.unwrap_or_else(|error| panic!("an ideal constraint is never rejected: {name}: {error}"));
        let track = stream.tracks().remove(0);
        // Chromium keeps constraints of Image Capture only if they are applied to an open camera.
        let applied = track.apply_constraints(&constraints).await;
        applied.unwrap_or_else(|error| panic!("an ideal constraint is never rejected: {name}: {error}"));
        let current = track.constraints().get(key);
        // A camera track accepts and drops constraints of screen capture.
        let of_screen_capture = [
            key::DISPLAY_SURFACE.name(),
            key::LOGICAL_SURFACE.name(),
            key::CURSOR.name(),
            key::RESTRICT_OWN_AUDIO.name(),
            key::SUPPRESS_LOCAL_AUDIO_PLAYBACK.name(),
        ];
        if !supported.supports(key) || of_screen_capture.contains(&name) {
            continue;
        }
        count += 1;
        let Some(current) = current else {
            panic!("{name} is not in effect");
        };
        // Firefox returns a bare value as `ideal`, Chromium returns it unchanged. Firefox's numbers have 32 bits.
        let returned = match current.as_json() {
            JsonValue::Object(members) => members.get("ideal").cloned(),
            bare => Some(bare.clone()),
        };
        let is_equal = match (&returned, ideal) {
            (Some(JsonValue::Number(returned)), JsonValue::Number(ideal)) => (returned - ideal).abs() < 1e-6,
            (returned, ideal) => returned.as_ref() == Some(ideal),
        };
        assert!(is_equal, "{name}: {ideal:?} became {returned:?}");
        assert!(track.ready_state() == MediaStreamTrackState::Live, "{name}");
    }
    assert!(count >= 8, "only {count} properties are supported");
    assert_eq!(live_tracks(), 0);
}

/// The current settings of a track are valid required constraints.
#[wasm_bindgen_test]
async fn current_settings_can_be_required() {
    let stream = open().await;
    for track in stream.tracks() {
        let settings = track.settings();
        let mut same = MediaTrackConstraints::new();
        if let Some(width) = settings.width {
            same = same.width(Constrain::exact(width));
        }
        if let Some(height) = settings.height {
            same = same.height(Constrain::exact(height));
        }
        if let Some(id) = settings.device_id {
            same = same.device_id(Constrain::exact(id));
        }
        if let Some(on) = settings.noise_suppression {
            same = same.noise_suppression(Constrain::exact(on));
        }
        let applied = track
            .apply_constraints(&same)
            .await
            .expect("the current settings");
        assert_eq!(applied.unmet, [], "{same:?}");
    }
}

/// Missing, additional, huge and wrongly typed values are no error.
#[wasm_bindgen_test]
async fn invalid_values_of_the_browser_are_tolerated() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let js: &JsValue = track.as_ref();
    for (returned, width) in [
        ("undefined", None),
        ("null", None),
        ("7", None),
        ("'text'", None),
        ("[]", None),
        ("({})", None),
        (
            "({ width: 'wide', height: {}, frameRate: [], deviceId: 7, facingMode: null })",
            None,
        ),
        (
            "({ width: 640, height: 1e300, frameRate: NaN, zoom: -Infinity, sepia: { deep: [[[{}]]] } })",
            Some(640),
        ),
        ("({ width: 640, f() {}, s: Symbol('x') })", Some(640)),
        (
            "(() => { const o = { width: 640 }; o.self = o; return o; })()",
            None,
        ),
        ("({ width: 640, height: 10n })", None),
        ("({ get width() { throw 1; } })", None),
        ("({ toJSON() { return undefined; } })", None),
        ("new Proxy({}, { ownKeys() { throw 1; } })", None),
        (
            "Object.fromEntries(Array.from({ length: 10000 }, (_, i) => ['k' + i, i]).concat([['width', 640]]))",
            Some(640),
        ),
    ] {
        let returned = js_sys::eval(returned).expect("valid JavaScript");
        let replaced = ["getSettings", "getCapabilities", "getConstraints"]
            .map(|name| replace(js, name, &returning(&returned)));
        assert_eq!(track.settings().width, width, "{returned:?}");
        track.capabilities();
        track.constraints();
        drop(replaced);
        let replaced = ["getSettings", "getCapabilities", "getConstraints"]
            .map(|name| replace(js, name, &throwing(&returned)));
        assert_eq!(track.settings(), MediaTrackSettings::default());
        assert_eq!(track.capabilities(), MediaTrackCapabilities::default());
        assert_eq!(track.constraints(), MediaTrackConstraints::default());
        drop(replaced);
    }
}
