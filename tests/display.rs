//! Screen capture, capture controllers, capture handles, and crop and restriction targets.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Captures this tab, or any surface if the browser cannot preselect the tab. Fails with the reason.
async fn this_tab() -> Result<LocalMediaStream, String> {
    this_tab_with(None).await
}

async fn this_tab_with(controller: Option<CaptureController>) -> Result<LocalMediaStream, String> {
    let request = by_click(move || {
        let options = DisplayMediaStreamOptions::new()
            .prefer_current_tab(true)
            .self_browser_surface(SelfCapturePreference::Include);
        match controller {
            Some(controller) => page().get_display_media_with(&options, &controller),
            None => get_display_media(&options),
        }
    })
    .await?;
    request
        .await
        .map_err(|error| format!("this browser has no screen capture here: {error}"))
}

fn page() -> MediaDevices {
    MediaDevices::from_navigator().expect("a page")
}

#[wasm_bindgen_test]
async fn opens_plays_and_stops() {
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip("opens_plays_and_stops", &reason).await,
    };
    assert!(stream.active());
    assert_eq!((stream.video_tracks().len(), stream.audio_tracks().len()), (1, 0));
    let moving = Element::animated();
    let (width, height) = frames_of(&stream, 1).await;
    drop(moving);
    assert!(width > 0 && height > 0, "{width}x{height}");
    let settings = stream.video_tracks()[0].settings();
    assert!(settings.display_surface.is_some(), "{settings:?}");
    stream.stop();
    assert!(!stream.active());
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn dropping_the_request_stops_a_stream_that_arrives_later() {
    let name = "dropping_the_request_stops_a_stream_that_arrives_later";
    // Without a surface to capture, no stream arrives.
    match this_tab().await {
        Ok(stream) => drop(stream),
        Err(reason) => return skip(name, &reason).await,
    }
    let before = tracks_created();
    let dropped = by_click(|| {
        drop(get_display_media(
            &DisplayMediaStreamOptions::new().prefer_current_tab(true),
        ))
    });
    dropped.await.expect("clicks work");
    until_tracks_created(before + 1).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn no_user_gesture_or_no_permission() {
    let frame = Frame::open(Some("display-capture 'none'")).await;
    let error = frame
        .devices()
        .get_display_media(&DisplayMediaStreamOptions::new())
        .await
        .expect_err("rejected");
    assert!(
        matches!(
            error.kind(),
            MediaErrorKind::NotAllowed | MediaErrorKind::InvalidState
        ),
        "{error}"
    );
}

#[wasm_bindgen_test]
async fn invalid_options_are_rejected() {
    let contradiction = MediaTrackConstraints::new().width(Constrain::ideal(1).and_min(9).and_max(3));
    let record = recording();
    let replaced = replace(page().as_ref(), "getDisplayMedia", &record);
    let error = get_display_media(&DisplayMediaStreamOptions::new().video(contradiction))
        .await
        .expect_err("rejected");
    assert_eq!(error.constraint(), Some("width"));
    assert_eq!(recorded(&record), "", "the browser is not called");
    drop(replaced);

    let without_video = by_click(|| get_display_media(&DisplayMediaStreamOptions::new().video(false))).await;
    match without_video {
        Ok(request) => {
            let error = request.await.expect_err("rejected");
            assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        }
        Err(reason) => skip("invalid_options_are_rejected", &reason).await,
    }
}

#[wasm_bindgen_test]
async fn options_as_the_browser_receives_them() {
    let record = recording();
    let replaced = replace(page().as_ref(), "getDisplayMedia", &record);
    let request = async |options: DisplayMediaStreamOptions| {
        let error = get_display_media(&options)
            .await
            .expect_err("the call is only recorded");
        assert_eq!(error.kind(), MediaErrorKind::Abort);
        recorded(&record)
    };
    assert_eq!(
        request(DisplayMediaStreamOptions::new()).await,
        r#"[{"video":true}]"#
    );
    assert_eq!(
        request(DisplayMediaStreamOptions::new().video(false).audio(true)).await,
        r#"[{"audio":true,"video":false}]"#
    );
    let all = DisplayMediaStreamOptions::new()
        .video(MediaTrackConstraints::new().display_surface(DisplaySurface::Window))
        .audio(MediaTrackConstraints::new().suppress_local_audio_playback(true))
        .self_browser_surface(SelfCapturePreference::Exclude)
        .system_audio(SystemAudioPreference::Include)
        .window_audio(WindowAudioPreference::System)
        .surface_switching(SurfaceSwitchingPreference::Include)
        .monitor_type_surfaces(MonitorTypeSurfaces::Exclude)
        .audio_selection(AudioSelectionPreference::Other("tomorrow".into()))
        .prefer_current_tab(false);
    assert_eq!(
        request(all).await,
        concat!(
            r#"[{"audio":{"suppressLocalAudioPlayback":true},"video":{"displaySurface":"window"},"#,
            r#""selfBrowserSurface":"exclude","systemAudio":"include","windowAudio":"system","#,
            r#""surfaceSwitching":"include","monitorTypeSurfaces":"exclude","audioSelection":"tomorrow","#,
            r#""preferCurrentTab":false}]"#
        )
    );
    drop(replaced);
}

/// As in browsers of phones, and in old ones.
#[wasm_bindgen_test]
async fn methods_that_are_missing_are_unsupported() {
    let replaced = replace(&navigator_of_page(), "mediaDevices", &object(&[]));
    let devices = page();
    drop(replaced);
    let options = DisplayMediaStreamOptions::new;
    let config = CaptureHandleConfig::new();
    for error in [
        devices.get_display_media(&options()).await.expect_err("absent"),
        devices.get_viewport_media(&options()).await.expect_err("absent"),
        devices.enumerate_devices().await.expect_err("absent"),
        devices.enumerate_inputs().await.expect_err("absent"),
        devices.select_audio_output(None).await.expect_err("absent"),
        devices.set_capture_handle_config(&config).expect_err("absent"),
        devices
            .set_supported_capture_actions(&[CaptureAction::Next])
            .expect_err("absent"),
    ] {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    }
    assert_eq!(devices.default_semantics(), None);
}

#[wasm_bindgen_test]
async fn default_semantics() {
    let devices = object(&[("defaultSemantics", "user-chooses".into())]);
    let replaced = replace(&navigator_of_page(), "mediaDevices", &devices);
    let devices = page();
    drop(replaced);
    assert_eq!(
        devices.default_semantics(),
        Some(GetUserMediaSemantics::UserChooses)
    );
}

#[wasm_bindgen_test]
async fn capture_controller() {
    let controller = match CaptureController::new() {
        Ok(controller) => controller,
        Err(error) => {
            assert!(!has_global("CaptureController"));
            assert_eq!(error.kind(), MediaErrorKind::Unsupported);
            return skip("capture_controller", "this engine has no CaptureController").await;
        }
    };
    controller
        .set_focus_behavior(&CaptureStartFocusBehavior::NoFocusChange)
        .expect("the capture has not started");
    assert_eq!(controller.zoom_level(), None);
    let error = controller
        .supported_zoom_levels()
        .expect_err("nothing is captured");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    let element = Element::new("div");
    for error in [
        controller.increase_zoom_level().await,
        controller.decrease_zoom_level().await,
        controller.reset_zoom_level().await,
        controller.forward_wheel(Some(&element.0)).await,
    ] {
        let error = error.expect_err("nothing is captured");
        assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");
    }
    controller
        .forward_wheel(None)
        .await
        .expect("nothing is forwarded");
    let mut zooms = controller.zoom_level_change_events();
    dispatch(&controller, "zoomlevelchange");
    zooms.next().await;
    let mut mouse = controller.captured_mouse_change_events();
    dispatch_with(&controller, "capturedmousechange", &[("surfaceX", 1.into())]);
    dispatch_with(
        &controller,
        "capturedmousechange",
        &[("surfaceX", 5.into()), ("surfaceY", (-1).into())],
    );
    let event = mouse.next().await.expect("the stream never ends");
    assert_eq!((event.surface_x, event.surface_y), (5, -1));

    let stream = match this_tab_with(Some(controller.clone())).await {
        Ok(stream) => stream,
        Err(reason) => return skip("capture_controller", &reason).await,
    };
    assert!(stream.active());
    assert_eq!(controller.zoom_level(), Some(100));
    let levels = controller.supported_zoom_levels().expect("a tab is captured");
    assert!(levels.contains(&100), "{levels:?}");
    let second =
        by_click(move || page().get_display_media_with(&DisplayMediaStreamOptions::new(), &controller));
    let error = second
        .await
        .expect("clicks work")
        .await
        .expect_err("the controller was used");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");
}

#[wasm_bindgen_test]
async fn capture_handles() {
    let name = "capture_handles";
    let config = CaptureHandleConfig::new()
        .handle("slides-1")
        .expose_origin(true)
        .permitted_origin("*");
    if let Err(error) = page().set_capture_handle_config(&config) {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        let camera = open().await;
        let error = camera.video_tracks()[0]
            .capture_handle()
            .expect_err("unsupported");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(name, "this engine has no capture handles").await;
    }
    let too_long = CaptureHandleConfig::new().handle("x".repeat(1025));
    let error = page().set_capture_handle_config(&too_long).expect_err("too long");
    assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");

    let camera = open().await;
    assert_eq!(
        camera.video_tracks()[0].capture_handle().expect("supported"),
        None
    );
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip(name, &reason).await,
    };
    let track = &stream.video_tracks()[0];
    let mut changes = track.capture_handle_change_events();
    let handle = async |changes: &mut EventStream<()>, expected: &str| {
        loop {
            match track.capture_handle().expect("supported") {
                Some(handle) if handle.handle == expected => break handle,
                _ => changes.next().await,
            };
        }
    };
    let first = handle(&mut changes, "slides-1").await;
    assert!(first.origin.is_some_and(|origin| origin.starts_with("http://")));
    let other = CaptureHandleConfig::new()
        .handle("slides-2")
        .permitted_origin("*");
    page()
        .set_capture_handle_config(&other)
        .expect("the handle is short");
    let second = handle(&mut changes, "slides-2").await;
    assert_eq!(second.origin, None);
}

#[wasm_bindgen_test]
async fn capture_actions() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    if !supports(track.as_ref(), "sendCaptureAction") {
        for error in [
            track.supported_capture_actions().expect_err("unsupported"),
            track
                .send_capture_action(&CaptureAction::Next)
                .await
                .expect_err("unsupported"),
            page()
                .set_supported_capture_actions(&[CaptureAction::Next])
                .expect_err("unsupported"),
        ] {
            assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        }
    }
    // No browser has it: the methods are replaced.
    let record = recording();
    let actions = [JsValue::from("first"), 1.into(), "dance".into()];
    let actions: js_sys::Array = actions.iter().collect();
    let replaced = (
        replace(track.as_ref(), "getSupportedCaptureActions", &returning(&actions)),
        replace(track.as_ref(), "sendCaptureAction", &record),
        replace(
            page().as_ref(),
            "setSupportedCaptureActions",
            &returning(&JsValue::UNDEFINED),
        ),
    );
    assert_eq!(
        track.supported_capture_actions().expect("a list"),
        [CaptureAction::First, CaptureAction::Other("dance".into())]
    );
    let error = track.send_capture_action(&CaptureAction::Previous).await;
    assert_eq!(
        error.expect_err("the call is only recorded").kind(),
        MediaErrorKind::Abort
    );
    assert_eq!(recorded(&record), r#"["previous"]"#);
    page()
        .set_supported_capture_actions(&[CaptureAction::Next])
        .expect("the method exists");
    let mut events = page().capture_action_events();
    dispatch(page(), "captureaction");
    dispatch_with(page(), "captureaction", &[("action", "last".into())]);
    assert_eq!(events.next().await, Some(CaptureAction::Last));
    drop(replaced);
}

#[wasm_bindgen_test]
async fn crop_and_restriction_targets() {
    let name = "crop_and_restriction_targets";
    let element = Element::new("div");
    let crop = CropTarget::from_element(&element.0).await;
    let restriction = RestrictionTarget::from_element(&element.0).await;
    let camera = open().await;
    for error in [
        camera.video_tracks()[0].crop_to(None).await,
        camera.video_tracks()[0].restrict_to(None).await,
    ] {
        let error = error.expect_err("a camera is not a tab");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
    }
    let (crop, restriction) = match (crop, restriction) {
        (Ok(crop), Ok(restriction)) => (crop, restriction),
        (crop, restriction) => {
            let errors = [crop.err(), restriction.err()];
            for error in errors.into_iter().flatten() {
                assert_eq!(error.kind(), MediaErrorKind::Unsupported);
            }
            return skip(name, "this engine has no CropTarget or no RestrictionTarget").await;
        }
    };
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip(name, &reason).await,
    };
    let track = &stream.video_tracks()[0];
    track
        .crop_to(Some(&crop))
        .await
        .expect("the target is in this tab");
    track.crop_to(None).await.expect("the entire tab");
    let sent = CropTarget::try_from(JsValue::from(crop)).expect("a CropTarget");
    track.crop_to(Some(&sent)).await.expect("the same target");
    track.crop_to(None).await.expect("the entire tab");
    track
        .restrict_to(Some(&restriction))
        .await
        .expect("the target is in this tab");
    for invalid in [object(&[]), JsValue::NULL, restriction.js_value().clone()] {
        let error = CropTarget::try_from(invalid).expect_err("not a CropTarget");
        assert_eq!(error.kind(), MediaErrorKind::Type);
    }
    assert!(restriction.js_value().is_object() && element.0.unchecked_ref::<JsValue>().is_object());
}

/// Ideal constraints for every display property that the engine supports.
#[wasm_bindgen_test]
async fn ideal_constraints_of_a_display() {
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip("ideal_constraints_of_a_display", &reason).await,
    };
    let track = &stream.video_tracks()[0];
    let supported = page().supported_constraints();
    let c = MediaTrackConstraints::new;
    for (constraints, is_supported, name) in [
        (
            c().display_surface(DisplaySurface::Browser),
            supported.display_surface,
            "displaySurface",
        ),
        (
            c().logical_surface(true),
            supported.logical_surface,
            "logicalSurface",
        ),
        (c().cursor(Cursor::Always), supported.cursor, "cursor"),
        (c().frame_rate(10), supported.frame_rate, "frameRate"),
        (c().width(320), supported.width, "width"),
    ] {
        let applied = track.apply_constraints(&constraints).await;
        // The spec permits browsers to reject even ideal constraints of properties that the user has selected.
        if let Err(error) = applied {
            assert!(
                ["TypeError", "OverconstrainedError", "InvalidStateError"].contains(&error.name()),
                "{error}"
            );
            continue;
        }
        let current = track.constraints();
        let is_applied = current.basic.as_object().get(name).is_some();
        let is_selected_by_user = ["displaySurface", "logicalSurface", "cursor"].contains(&name);
        assert!(
            is_applied || !is_supported || is_selected_by_user,
            "{name}: {current:?}"
        );
    }
    stream.stop();
    assert_eq!(live_tracks(), 0);
}
