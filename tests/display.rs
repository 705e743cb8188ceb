//! The screen, the window, the tab.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// This tab, where a browser lets that be asked for; else whatever there is. The reason where it cannot be had.
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
        .map_err(|error| format!("the browser gives no display here: {error}"))
}

fn page() -> MediaDevices {
    MediaDevices::from_navigator().expect("a page")
}

#[wasm_bindgen_test]
async fn opens_shows_and_stops() {
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip("opens_shows_and_stops", &reason).await,
    };
    assert!(stream.active());
    assert_eq!((stream.video_tracks().len(), stream.audio_tracks().len()), (1, 0));
    let moving = Element::moving();
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
async fn dropping_the_request_stops_the_stream_that_comes_after_all() {
    let name = "dropping_the_request_stops_the_stream_that_comes_after_all";
    // Where there is nothing to capture, nothing comes.
    match this_tab().await {
        Ok(stream) => drop(stream),
        Err(reason) => return skip(name, &reason).await,
    }
    let before = tracks_seen();
    let dropped = by_click(|| {
        drop(get_display_media(
            &DisplayMediaStreamOptions::new().prefer_current_tab(true),
        ))
    });
    dropped.await.expect("as before");
    tracks_to_come(before + 1).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn nobody_clicked_or_nobody_may() {
    let frame = Frame::open(Some("display-capture 'none'")).await;
    let error = frame
        .devices()
        .get_display_media(&DisplayMediaStreamOptions::new())
        .await
        .expect_err("it is refused");
    assert!(
        matches!(
            error.kind(),
            MediaErrorKind::NotAllowed | MediaErrorKind::InvalidState
        ),
        "{error}"
    );
}

#[wasm_bindgen_test]
async fn options_that_make_no_sense() {
    let contradiction = MediaTrackConstraints::new().width(Constrain::ideal(1).and_min(9).and_max(3));
    let before = recording();
    let replaced = replace(page().as_ref(), "getDisplayMedia", &before);
    let error = get_display_media(&DisplayMediaStreamOptions::new().video(contradiction))
        .await
        .expect_err("it is refused");
    assert_eq!(error.constraint(), Some("width"));
    assert_eq!(recorded(&before), "", "before the browser is asked");
    drop(replaced);

    let blind = by_click(|| get_display_media(&DisplayMediaStreamOptions::new().video(false))).await;
    match blind {
        Ok(request) => {
            let error = request.await.expect_err("it is refused");
            assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        }
        Err(reason) => skip("options_that_make_no_sense", &reason).await,
    }
}

#[wasm_bindgen_test]
async fn options_as_the_browser_gets_them() {
    let record = recording();
    let replaced = replace(page().as_ref(), "getDisplayMedia", &record);
    let ask = async |options: DisplayMediaStreamOptions| {
        let error = get_display_media(&options).await.expect_err("only recorded");
        assert_eq!(error.kind(), MediaErrorKind::Abort);
        recorded(&record)
    };
    assert_eq!(ask(DisplayMediaStreamOptions::new()).await, r#"[{"video":true}]"#);
    assert_eq!(
        ask(DisplayMediaStreamOptions::new().video(false).audio(true)).await,
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
        ask(all).await,
        concat!(
            r#"[{"audio":{"suppressLocalAudioPlayback":true},"video":{"displaySurface":"window"},"#,
            r#""selfBrowserSurface":"exclude","systemAudio":"include","windowAudio":"system","#,
            r#""surfaceSwitching":"include","monitorTypeSurfaces":"exclude","audioSelection":"tomorrow","#,
            r#""preferCurrentTab":false}]"#
        )
    );
    drop(replaced);
}

/// A phone's browser, or an old one.
#[wasm_bindgen_test]
async fn devices_that_have_none_of_it() {
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
async fn semantics() {
    let semantics = object(&[("defaultSemantics", "user-chooses".into())]);
    let replaced = replace(&navigator_of_page(), "mediaDevices", &semantics);
    let devices = page();
    drop(replaced);
    assert_eq!(
        devices.default_semantics(),
        Some(GetUserMediaSemantics::UserChooses)
    );
}

#[wasm_bindgen_test]
async fn a_controller() {
    let controller = match CaptureController::new() {
        Ok(controller) => controller,
        Err(error) => {
            assert!(!has_global("CaptureController"));
            assert_eq!(error.kind(), MediaErrorKind::Unsupported);
            return skip("a_controller", "CaptureController is not in this engine").await;
        }
    };
    controller
        .set_focus_behavior(&CaptureStartFocusBehavior::NoFocusChange)
        .expect("before the capture");
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
    let event = mouse.next().await.expect("it never ends");
    assert_eq!((event.surface_x, event.surface_y), (5, -1));

    let stream = match this_tab_with(Some(controller.clone())).await {
        Ok(stream) => stream,
        Err(reason) => return skip("a_controller", &reason).await,
    };
    assert!(stream.active());
    assert_eq!(controller.zoom_level(), Some(100));
    let levels = controller.supported_zoom_levels().expect("a tab is captured");
    assert!(levels.contains(&100), "{levels:?}");
    let again =
        by_click(move || page().get_display_media_with(&DisplayMediaStreamOptions::new(), &controller));
    let error = again.await.expect("as before").await.expect_err("it was used");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");
}

#[wasm_bindgen_test]
async fn what_a_tab_tells_of_itself() {
    let name = "what_a_tab_tells_of_itself";
    let config = CaptureHandleConfig::new()
        .handle("slides-1")
        .expose_origin(true)
        .permitted_origin("*");
    if let Err(error) = page().set_capture_handle_config(&config) {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        let camera = open().await;
        let error = camera.video_tracks()[0]
            .capture_handle()
            .expect_err("no such thing");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(name, "capture handles are not in this engine").await;
    }
    let too_long = CaptureHandleConfig::new().handle("x".repeat(1025));
    let error = page().set_capture_handle_config(&too_long).expect_err("too long");
    assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");

    let camera = open().await;
    assert_eq!(
        camera.video_tracks()[0].capture_handle().expect("it is known"),
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
            match track.capture_handle().expect("it is known") {
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
    page().set_capture_handle_config(&other).expect("it is short");
    let second = handle(&mut changes, "slides-2").await;
    assert_eq!(second.origin, None);
}

#[wasm_bindgen_test]
async fn capture_actions() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    if !supports(track.as_ref(), "sendCaptureAction") {
        for error in [
            track.supported_capture_actions().expect_err("no such thing"),
            track
                .send_capture_action(&CaptureAction::Next)
                .await
                .expect_err("no such thing"),
            page()
                .set_supported_capture_actions(&[CaptureAction::Next])
                .expect_err("no such thing"),
        ] {
            assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        }
    }
    // What a browser will do that has it.
    let record = recording();
    let actions = [JsValue::from("first"), 1.into(), "dance".into()];
    let actions: js_sys::Array = actions.iter().collect();
    let replaced = (
        replace(track.as_ref(), "getSupportedCaptureActions", &answering(&actions)),
        replace(track.as_ref(), "sendCaptureAction", &record),
        replace(
            page().as_ref(),
            "setSupportedCaptureActions",
            &answering(&JsValue::UNDEFINED),
        ),
    );
    assert_eq!(
        track.supported_capture_actions().expect("a list"),
        [CaptureAction::First, CaptureAction::Other("dance".into())]
    );
    let error = track.send_capture_action(&CaptureAction::Previous).await;
    assert_eq!(error.expect_err("only recorded").kind(), MediaErrorKind::Abort);
    assert_eq!(recorded(&record), r#"["previous"]"#);
    page()
        .set_supported_capture_actions(&[CaptureAction::Next])
        .expect("it is there");
    let mut told = page().capture_action_events();
    dispatch(page(), "captureaction");
    dispatch_with(page(), "captureaction", &[("action", "last".into())]);
    assert_eq!(told.next().await, Some(CaptureAction::Last));
    drop(replaced);
}

#[wasm_bindgen_test]
async fn a_part_of_a_tab() {
    let name = "a_part_of_a_tab";
    let element = Element::new("div");
    let crop = CropTarget::from_element(&element.0).await;
    let restriction = RestrictionTarget::from_element(&element.0).await;
    let camera = open().await;
    for error in [
        camera.video_tracks()[0].crop_to(None).await,
        camera.video_tracks()[0].restrict_to(None).await,
    ] {
        let error = error.expect_err("a camera is no tab");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
    }
    let (crop, restriction) = match (crop, restriction) {
        (Ok(crop), Ok(restriction)) => (crop, restriction),
        (crop, restriction) => {
            let errors = [crop.err(), restriction.err()];
            for error in errors.into_iter().flatten() {
                assert_eq!(error.kind(), MediaErrorKind::Unsupported);
            }
            return skip(name, "CropTarget and RestrictionTarget are not in this engine").await;
        }
    };
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip(name, &reason).await,
    };
    let track = &stream.video_tracks()[0];
    track.crop_to(Some(&crop)).await.expect("it is of this tab");
    track.crop_to(None).await.expect("the whole again");
    let sent: CropTarget = crop.into_js().into();
    track.crop_to(Some(&sent)).await.expect("it is the same");
    track.crop_to(None).await.expect("the whole again");
    track
        .restrict_to(Some(&restriction))
        .await
        .expect("it is of this tab");
    let error = track
        .crop_to(Some(&CropTarget::from(object(&[]))))
        .await
        .expect_err("it is no target");
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(restriction.js_value().is_object() && element.0.unchecked_ref::<JsValue>().is_object());
}

/// Every property of a captured display that the engine understands, as a wish.
#[wasm_bindgen_test]
async fn what_is_wanted_of_a_display() {
    let stream = match this_tab().await {
        Ok(stream) => stream,
        Err(reason) => return skip("what_is_wanted_of_a_display", &reason).await,
    };
    let track = &stream.video_tracks()[0];
    let supported = page().supported_constraints();
    let c = MediaTrackConstraints::new;
    for (wish, understood, name) in [
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
        let applied = track.apply_constraints(&wish).await;
        // The spec lets a browser refuse even a wish about what the user has chosen.
        if let Err(error) = applied {
            assert!(
                ["TypeError", "OverconstrainedError", "InvalidStateError"].contains(&error.name()),
                "{error}"
            );
            continue;
        }
        let in_force = track.constraints();
        let told = in_force.basic.as_object().get(name).is_some();
        let of_the_user = ["displaySurface", "logicalSurface", "cursor"].contains(&name);
        assert!(told || !understood || of_the_user, "{name}: {in_force:?}");
    }
    stream.stop();
    assert_eq!(live_tracks(), 0);
}
