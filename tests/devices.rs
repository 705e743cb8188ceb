//! The list of devices, and its changes.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn page() -> MediaDevices {
    MediaDevices::from_navigator().expect("a page")
}

fn device(kind: &str, id: &str) -> JsValue {
    object(&[
        ("kind", kind.into()),
        ("deviceId", id.into()),
        ("groupId", "".into()),
        ("label", format!("The {kind} {id}").into()),
    ])
}

fn list(devices: &[JsValue]) -> JsValue {
    devices.iter().collect::<js_sys::Array>().into()
}

fn ids(devices: &[MediaDeviceInfo]) -> Vec<&str> {
    devices
        .iter()
        .map(|device| device.device_id.as_deref().unwrap_or_default())
        .collect()
}

#[wasm_bindgen_test]
async fn lists_the_devices() {
    // Browsers expose labels after a device was used.
    let stream = open().await;
    let devices = page().enumerate_devices().await.expect("a list");
    let kinds = |kind: MediaDeviceKind| devices.iter().filter(move |device| device.kind == kind);
    assert!(kinds(MediaDeviceKind::VideoInput).count() >= 1, "{devices:?}");
    assert!(kinds(MediaDeviceKind::AudioInput).count() >= 1, "{devices:?}");
    for device in devices.iter().filter(|device| device.is_input()) {
        assert!(device.device_id.is_some() && device.label.is_some(), "{device:?}");
        assert!(matches!(device.kind.as_str(), "audioinput" | "videoinput"));
    }
    // The open camera is listed with the label and the id of its track.
    let track = &stream.video_tracks()[0];
    let device = kinds(MediaDeviceKind::VideoInput)
        .find(|device| device.label == Some(track.label()))
        .expect("the open camera is listed");
    let settings = track.settings();
    assert_eq!(settings.device_id, device.device_id);
    // Its id selects it.
    let constraints =
        MediaTrackConstraints::new().device_id(Constrain::exact(device.device_id.clone().expect("an id")));
    let reopened = get_user_media(&MediaStreamConstraints::new().video(constraints))
        .await
        .expect("the same camera");
    assert_eq!(reopened.video_tracks()[0].label(), track.label());
}

#[wasm_bindgen_test]
async fn duplicates_represent_a_device_of_the_list() {
    let _stream = open().await;
    let devices = page().enumerate_devices().await.expect("a list");
    let mut duplicates = devices.iter().filter(|device| device.is_duplicate()).peekable();
    if duplicates.peek().is_none() {
        return skip(
            "duplicates_represent_a_device_of_the_list",
            "this engine lists no duplicates",
        )
        .await;
    }
    for duplicate in duplicates {
        let mut same_hardware = devices.iter().filter(|device| {
            !device.is_duplicate() && device.kind == duplicate.kind && device.group_id == duplicate.group_id
        });
        // Chromium's fake default devices have a separate group and represent no device.
        assert_eq!(
            duplicate.device_in(&devices),
            same_hardware.next(),
            "{duplicate:?} of {devices:#?}"
        );
    }
    let outputs: Vec<_> = devices
        .iter()
        .filter(|device| device.kind == MediaDeviceKind::AudioOutput)
        .collect();
    assert!(outputs.len() > 1, "{outputs:?}");
    assert_eq!(outputs.iter().filter(|device| device.is_default()).count(), 1);
}

#[wasm_bindgen_test]
async fn capabilities_of_an_input_that_is_not_open() {
    drop(open().await);
    let devices = page().enumerate_devices().await.expect("a list");
    let inputs = page().enumerate_inputs().await.expect("a list");
    let infos: Vec<_> = inputs.iter().map(|input| input.info().clone()).collect();
    let expected: Vec<_> = devices.into_iter().filter(MediaDeviceInfo::is_input).collect();
    assert_eq!(infos, expected);

    let camera = inputs
        .iter()
        .find(|input| input.kind == MediaDeviceKind::VideoInput)
        .expect("a camera");
    if !supports(camera.js_value(), "getCapabilities") {
        let error = camera.capabilities().expect_err("no getCapabilities");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(
            "capabilities_of_an_input_that_is_not_open",
            "this engine has no InputDeviceInfo.getCapabilities",
        )
        .await;
    }
    let capabilities = camera.capabilities().expect("getCapabilities exists");
    assert!(
        capabilities
            .width
            .and_then(|width| width.max)
            .is_some_and(|max| max >= 320),
        "{capabilities:?}"
    );
    // WebKit salts this id separately: it differs from the id of the device.
    assert!(capabilities.device_id.is_some());
}

#[wasm_bindgen_test]
async fn hidden_labels_and_ids_are_none() {
    let hidden = object(&[
        ("kind", "videoinput".into()),
        ("deviceId", "".into()),
        ("groupId", "".into()),
        ("label", "".into()),
    ]);
    let replaced = replace(page().as_ref(), "enumerateDevices", &returning(&list(&[hidden])));
    let devices = page().enumerate_devices().await.expect("a list");
    drop(replaced);
    assert_eq!(devices, [MediaDeviceInfo::new(MediaDeviceKind::VideoInput)]);
}

#[wasm_bindgen_test]
async fn invalid_entries_of_the_list() {
    let cyclic = object(&[("kind", "videoinput".into())]);
    js_sys::Reflect::set(&cyclic, &"self".into(), &cyclic).expect("an object");
    for (value, expected) in [
        (JsValue::UNDEFINED, 0),
        (JsValue::NULL, 0),
        ("devices".into(), 0),
        (object(&[("length", 1.into())]), 0),
        (list(&[]), 0),
        (
            list(&[
                JsValue::NULL,
                JsValue::UNDEFINED,
                1.into(),
                "camera".into(),
                cyclic,
            ]),
            0,
        ),
        // Invalid entries do not affect valid ones.
        (
            list(&[
                JsValue::NULL,
                object(&[]),
                object(&[
                    ("kind", 1.into()),
                    ("deviceId", object(&[])),
                    ("label", JsValue::NULL),
                ]),
                object(&[("kind", "smellinput".into()), ("deviceId", "nose".into())]),
                device("videoinput", "a"),
            ]),
            4,
        ),
    ] {
        let replaced = replace(page().as_ref(), "enumerateDevices", &returning(&value));
        let devices = page().enumerate_devices().await.expect("a list");
        let inputs = page().enumerate_inputs().await.expect("a list");
        drop(replaced);
        assert_eq!(devices.len(), expected, "{value:?}");
        for device in &devices {
            assert_ne!(device.label.as_deref(), Some(""));
        }
        if let Some(last) = devices.last() {
            assert_eq!(last.device_id.as_deref(), Some("a"));
            assert_eq!(devices[2].kind, MediaDeviceKind::Other("smellinput".into()));
            assert_eq!(inputs.len(), 1);
        }
    }
    let replaced = replace(page().as_ref(), "enumerateDevices", &JsValue::UNDEFINED);
    // The property exists but is not a function.
    let error = page().enumerate_devices().await.expect_err("the list fails");
    assert_eq!(error.kind(), MediaErrorKind::Type);
    drop(replaced);
    let thrown = js_sys::Error::new("no");
    thrown.set_name("NotAllowedError");
    let replaced = replace(page().as_ref(), "enumerateDevices", &throwing(&thrown));
    let error = page().enumerate_devices().await.expect_err("the list fails");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    drop(replaced);
}

#[wasm_bindgen_test]
async fn devicechange_without_a_change_of_the_list() {
    let before = page().enumerate_devices().await.expect("a list");
    let mut changes = page().device_changes();
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("the stream never ends");
    assert_eq!(change.devices, before);
    assert_eq!((change.added, change.removed), (vec![], vec![]));
}

#[wasm_bindgen_test]
async fn connected_and_disconnected_devices() {
    let (a, b, c) = (
        device("videoinput", "a"),
        device("audioinput", "b"),
        device("videoinput", "c"),
    );
    let set = |devices: &[&JsValue]| {
        let devices: Vec<_> = devices.iter().map(|device| (*device).clone()).collect();
        replace(page().as_ref(), "enumerateDevices", &returning(&list(&devices)))
    };
    let replaced = set(&[&a, &b]);
    let mut changes = page().device_changes();
    drop(replaced);

    let replaced = set(&[&b, &c]);
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("the stream never ends");
    assert_eq!(
        (ids(&change.added), ids(&change.removed), ids(&change.devices)),
        (vec!["c"], vec!["a"], vec!["b", "c"])
    );
    drop(replaced);

    // The first list fails, the second succeeds.
    let replaced = replace(page().as_ref(), "enumerateDevices", &throwing(&JsValue::NULL));
    dispatch(page(), "devicechange");
    let pending = changes.next();
    settle().await;
    drop((pending, replaced));
    let replaced = set(&[]);
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("the stream never ends");
    assert_eq!(
        (ids(&change.added), ids(&change.removed), ids(&change.devices)),
        (vec![], vec!["b", "c"], vec![])
    );
    drop(replaced);
}

#[wasm_bindgen_test]
async fn a_burst_is_one_change() {
    stop_browser_events(page(), "devicechange");
    let mut changes = page().device_changes();
    for _ in 0..5 {
        dispatch(page(), "devicechange");
    }
    changes.next().await.expect("the stream never ends");
    let next = poll_once(changes.next()).await;
    settle().await;
    assert!(next.is_none(), "no further change");
    assert!(
        poll_once(changes.next()).await.is_none(),
        "no further change later"
    );
    // It still listens.
    dispatch(page(), "devicechange");
    changes.next().await.expect("the stream never ends");
}

/// Polls a future once.
async fn poll_once<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

/// Browsers expose labels from then on, but dispatch no event.
#[wasm_bindgen_test]
async fn an_opened_stream_is_a_change_if_the_list_differs() {
    // Some engines dispatch `devicechange` for the first stream of a page.
    stop_browser_events(page(), "devicechange");
    drop(open().await);
    let set = |devices: &[JsValue]| replace(page().as_ref(), "enumerateDevices", &returning(&list(devices)));
    let hidden = set(&[object(&[("kind", "videoinput".into())])]);
    let mut changes = page().device_changes();
    drop(hidden);

    let exposed = set(&[device("videoinput", "a")]);
    let first = open().await;
    let change = changes.next().await.expect("the stream never ends");
    assert_eq!(ids(&change.devices), ["a"]);
    assert_eq!((change.added, change.removed), (vec![], vec![]));

    let second = open().await;
    assert!(poll_once(changes.next()).await.is_none(), "the list is pending");
    settle().await;
    assert!(poll_once(changes.next()).await.is_none(), "the list is the same");
    drop((first, second, exposed));
}

#[wasm_bindgen_test]
async fn dropping_the_changes_removes_the_listener() {
    let frame = Frame::open(None).await;
    let listeners = count_listeners(frame.devices());
    let mut changes = frame.devices().device_changes();
    assert_eq!(listeners(), 1);
    dispatch(frame.devices(), "devicechange");
    changes.next().await.expect("the stream never ends");
    assert_eq!(listeners(), 1);
    drop(changes);
    assert_eq!(listeners(), 0);
}

#[wasm_bindgen_test]
async fn selects_an_audio_output() {
    if !supports(page().as_ref(), "selectAudioOutput") {
        let error = page()
            .select_audio_output(None)
            .await
            .expect_err("no selectAudioOutput");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip("selects_an_audio_output", "this engine has no selectAudioOutput").await;
    }
    // There was no user gesture.
    let error = page()
        .select_audio_output(Some("speaker"))
        .await
        .expect_err("no user gesture");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");

    let selected = returning(&device("audiooutput", "a"));
    let replaced = replace(page().as_ref(), "selectAudioOutput", &selected);
    let device = page().select_audio_output(None).await.expect("a device");
    drop(replaced);
    assert_eq!(device.kind, MediaDeviceKind::AudioOutput);
    assert_eq!(device.device_id.as_deref(), Some("a"));
}
