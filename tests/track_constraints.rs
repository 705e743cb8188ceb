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
    get_user_media(match kind {
        MediaStreamTrackKind::Audio => &stream.audio(constraints),
        _ => &stream.video(constraints),
    })
    .await
}

#[wasm_bindgen_test]
fn supported_constraints() {
    let supported = supported();
    // What every engine has had for years.
    assert!(supported.width && supported.height && supported.frame_rate && supported.device_id);
    assert!(supported.echo_cancellation && supported.facing_mode);
    assert!(supported.supports(key::WIDTH) && !supported.supports(Key::<bool>::new("sepia")));
    // `mediaSource`, `volume`, …: what the specs do not have is told by name, and never twice.
    for name in &supported.other {
        assert!(!name.is_empty());
        assert!(
            supported.supports(Key::<bool>::new(Box::leak(name.clone().into_boxed_str()))),
            "{name}"
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
    assert_eq!(settings.sample_rate, None, "a camera has no sound");

    if !supports(track.as_ref(), "getCapabilities") {
        assert_eq!(track.capabilities(), MediaTrackCapabilities::default());
        return skip(
            "settings_and_capabilities_of_a_camera",
            "getCapabilities is not in this engine",
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
    assert_eq!(settings.width, None, "a microphone has no picture");
}

#[wasm_bindgen_test]
async fn constraints_are_applied_and_tell_whether() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let wanted = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240));
    let applied = track
        .apply_constraints(&wanted)
        .await
        .expect("the fake camera has it");
    // Firefox's fake camera goes on painting the old size, and WebKit goes on telling it.
    if applied.unmet.is_empty() {
        frames_until(&stream, (320, 240)).await;
    } else {
        assert_ne!(
            (applied.settings.width, applied.settings.height),
            (Some(320), Some(240))
        );
    }
    let in_force = track.constraints();
    assert_eq!(
        in_force.get(key::WIDTH).and_then(|width| width.exact_value()),
        Some(320),
        "{in_force:?}"
    );

    // A wish that no camera fulfils is resolved, and told.
    let wish = MediaTrackConstraints::new().aspect_ratio(Constrain::ideal(1234.5));
    let applied = track.apply_constraints(&wish).await.expect("it is a wish");
    let unmet: Vec<_> = applied
        .unmet
        .iter()
        .map(|unmet| (unmet.property.as_str(), unmet.demand))
        .collect();
    assert_eq!(unmet, [("aspectRatio", Strength::Ideal)]);
    assert_eq!(track.unmet_constraints(&wish), applied.unmet);

    // So is what the browser does not understand.
    let unknown = MediaTrackConstraints::new().with(Key::<bool>::new("sepia"), Constrain::exact(true));
    let applied = track.apply_constraints(&unknown).await.expect("it is ignored");
    assert_eq!(applied.unmet.len(), 1);
    assert_eq!(
        (applied.unmet[0].demand, &applied.unmet[0].actual),
        (Strength::Required, &None)
    );

    track
        .apply_constraints(&MediaTrackConstraints::new())
        .await
        .expect("free again");
}

#[wasm_bindgen_test]
async fn what_the_device_offers_is_told_with_what_it_cannot() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let too_wide = MediaTrackConstraints::new().width(Constrain::exact(1_000_000));
    match track.apply_constraints(&too_wide).await {
        Err(error) => {
            assert_eq!(error.constraint(), Some("width"), "{error}");
            let most = track.capabilities().width.and_then(|range| range.max);
            let Some(JsonValue::Object(offered)) = error.offered() else {
                panic!("a range is offered: {:?}", error.offered());
            };
            assert_eq!(offered.get("max").and_then(u32::from_json), most);
        }
        // Firefox's fake camera takes it, and its settings tell that it did not do it.
        Ok(applied) => assert_eq!(
            applied.unmet.first().map(|unmet| unmet.demand),
            Some(Strength::Required)
        ),
    }

    // This one is found before the browser is asked, and told in the same way.
    let contradiction = MediaTrackConstraints::new().width(Constrain::min(2).and_max(1));
    let error = track
        .apply_constraints(&contradiction)
        .await
        .expect_err("it contradicts itself");
    assert_eq!(error.constraint(), Some("width"));
    let offers = track.capabilities().width.is_some();
    assert_eq!(error.offered().is_some(), offers);
}

#[wasm_bindgen_test]
async fn a_track_that_has_ended() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    stream.stop();
    // Chromium keeps the ids, Firefox nothing; neither has a picture.
    let settings = track.settings();
    let capabilities = track.capabilities();
    drop((settings, capabilities));
    let wish = MediaTrackConstraints::new().width(640);
    match track.apply_constraints(&wish).await {
        Err(error) => assert!(!error.name().is_empty()),
        Ok(applied) => assert_eq!(track.settings(), applied.settings),
    }
}

/// For every property of the specs, a wish of the right type.
fn wishes() -> Vec<(MediaTrackConstraints, MediaStreamTrackKind)> {
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

/// Every property that the engine understands is asked for as a wish, and is in force then.
#[wasm_bindgen_test]
async fn every_property_that_the_engine_understands() {
    let supported = supported();
    let mut understood = 0;
    for (constraints, kind) in wishes() {
        let record = constraints.basic.as_object();
        let (name, wish) = record.iter().next().expect("one property");
        let key = Key::<JsonValue>::new(Box::leak(name.to_owned().into_boxed_str()));
        let stream = open_like(constraints.clone(), kind).await;
        let stream = stream.unwrap_or_else(|error| panic!("a wish is never refused: {name}: {error}"));
        let track = stream.tracks().remove(0);
        // Chromium keeps the photographic ones only where they are applied to an open camera.
        let applied = track.apply_constraints(&constraints).await;
        applied.unwrap_or_else(|error| panic!("a wish is never refused: {name}: {error}"));
        let in_force = track.constraints().get(key);
        // A camera track takes what is about a captured display, and forgets it.
        let of_a_display = [
            key::DISPLAY_SURFACE.name(),
            key::LOGICAL_SURFACE.name(),
            key::CURSOR.name(),
            key::RESTRICT_OWN_AUDIO.name(),
            key::SUPPRESS_LOCAL_AUDIO_PLAYBACK.name(),
        ];
        if !supported.supports(key) || of_a_display.contains(&name) {
            continue;
        }
        understood += 1;
        let Some(in_force) = in_force else {
            panic!("{name} is in force");
        };
        // Firefox writes a wish as `ideal`, Chromium as it was; and Firefox's numbers are 32 bits wide.
        let told = match in_force.as_json() {
            JsonValue::Object(members) => members.get("ideal").cloned(),
            bare => Some(bare.clone()),
        };
        let as_told = match (&told, wish) {
            (Some(JsonValue::Number(told)), JsonValue::Number(wish)) => (told - wish).abs() < 1e-6,
            (told, wish) => told.as_ref() == Some(wish),
        };
        assert!(as_told, "{name}: {wish:?} became {told:?}");
        assert!(track.ready_state() == MediaStreamTrackState::Live, "{name}");
    }
    assert!(understood >= 8, "only {understood} properties are understood");
    assert_eq!(live_tracks(), 0);
}

/// What a track is set to can be required of it.
#[wasm_bindgen_test]
async fn what_is_can_be_required() {
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
        let applied = track.apply_constraints(&same).await.expect("it is so already");
        assert_eq!(applied.unmet, [], "{same:?}");
    }
}

/// A browser that answers with missing, extra, wrongly typed or huge values.
#[wasm_bindgen_test]
async fn a_browser_that_answers_with_nonsense() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    let js: &JsValue = track.as_ref();
    for (answer, width) in [
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
        let answer = js_sys::eval(answer).expect("it is evaluated");
        let replaced = ["getSettings", "getCapabilities", "getConstraints"]
            .map(|name| replace(js, name, &answering(&answer)));
        assert_eq!(track.settings().width, width, "{answer:?}");
        track.capabilities();
        track.constraints();
        drop(replaced);
        let replaced = ["getSettings", "getCapabilities", "getConstraints"]
            .map(|name| replace(js, name, &throwing(&answer)));
        assert_eq!(track.settings(), MediaTrackSettings::default());
        assert_eq!(track.capabilities(), MediaTrackCapabilities::default());
        assert_eq!(track.constraints(), MediaTrackConstraints::default());
        drop(replaced);
    }
}
