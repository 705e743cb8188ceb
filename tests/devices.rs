//! What devices there are, and what comes and goes.
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
async fn all_that_is_there() {
    // Names are given to a page that has used a device.
    let stream = open().await;
    let devices = page().enumerate_devices().await.expect("a list");
    let kinds = |kind: MediaDeviceKind| devices.iter().filter(move |device| device.kind == kind);
    assert!(kinds(MediaDeviceKind::VideoInput).count() >= 1, "{devices:?}");
    assert!(kinds(MediaDeviceKind::AudioInput).count() >= 1, "{devices:?}");
    for device in devices.iter().filter(|device| device.is_input()) {
        assert!(device.device_id.is_some() && device.label.is_some(), "{device:?}");
        assert!(matches!(device.kind.as_str(), "audioinput" | "videoinput"));
    }
    // The one that is open is among them, by name and by id.
    let track = &stream.video_tracks()[0];
    let device = kinds(MediaDeviceKind::VideoInput)
        .find(|device| device.label == Some(track.label()))
        .expect("the open camera is there");
    let settings = track.settings();
    assert_eq!(settings.device_id, device.device_id);
    // And its id asks for it.
    let again =
        MediaTrackConstraints::new().device_id(Constrain::exact(device.device_id.clone().expect("an id")));
    let again = get_user_media(&MediaStreamConstraints::new().video(again))
        .await
        .expect("the same");
    assert_eq!(again.video_tracks()[0].label(), track.label());
}

#[wasm_bindgen_test]
async fn duplicates_stand_for_a_device_of_the_list() {
    let _stream = open().await;
    let devices = page().enumerate_devices().await.expect("a list");
    let mut duplicates = devices.iter().filter(|device| device.is_duplicate()).peekable();
    if duplicates.peek().is_none() {
        return skip(
            "duplicates_stand_for_a_device_of_the_list",
            "this engine lists no device twice",
        )
        .await;
    }
    for duplicate in duplicates {
        let mut same_hardware = devices.iter().filter(|device| {
            !device.is_duplicate() && device.kind == duplicate.kind && device.group_id == duplicate.group_id
        });
        // Chromium's fake default devices are in a group of their own and stand for none.
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
async fn what_an_input_can_do_before_it_is_open() {
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
        let error = camera.capabilities().expect_err("it does not tell");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(
            "what_an_input_can_do_before_it_is_open",
            "getCapabilities of InputDeviceInfo is not in this engine",
        )
        .await;
    }
    let capabilities = camera.capabilities().expect("it tells");
    assert!(
        capabilities
            .width
            .and_then(|width| width.max)
            .is_some_and(|max| max >= 320),
        "{capabilities:?}"
    );
    // WebKit has a salt of its own for this one, so that it differs from the device's.
    assert!(capabilities.device_id.is_some());
}

#[wasm_bindgen_test]
async fn names_and_ids_that_are_hidden_are_none() {
    let hidden = object(&[
        ("kind", "videoinput".into()),
        ("deviceId", "".into()),
        ("groupId", "".into()),
        ("label", "".into()),
    ]);
    let replaced = replace(page().as_ref(), "enumerateDevices", &answering(&list(&[hidden])));
    let devices = page().enumerate_devices().await.expect("a list");
    drop(replaced);
    assert_eq!(devices, [MediaDeviceInfo::new(MediaDeviceKind::VideoInput)]);
}

#[wasm_bindgen_test]
async fn nonsense_in_the_list() {
    let cyclic = object(&[("kind", "videoinput".into())]);
    js_sys::Reflect::set(&cyclic, &"self".into(), &cyclic).expect("an object");
    for (nonsense, expected) in [
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
        // One that makes no sense takes none with it that does.
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
        let replaced = replace(page().as_ref(), "enumerateDevices", &answering(&nonsense));
        let devices = page().enumerate_devices().await.expect("a list");
        let inputs = page().enumerate_inputs().await.expect("a list");
        drop(replaced);
        assert_eq!(devices.len(), expected, "{nonsense:?}");
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
    // It is there, but is no function.
    let error = page().enumerate_devices().await.expect_err("no list");
    assert_eq!(error.kind(), MediaErrorKind::Type);
    drop(replaced);
    let thrown = js_sys::Error::new("no");
    thrown.set_name("NotAllowedError");
    let replaced = replace(page().as_ref(), "enumerateDevices", &throwing(&thrown));
    let error = page().enumerate_devices().await.expect_err("no list");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    drop(replaced);
}

#[wasm_bindgen_test]
async fn a_synthetic_devicechange_with_the_list_as_it_was() {
    let before = page().enumerate_devices().await.expect("a list");
    let mut changes = page().device_changes();
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("it never ends");
    assert_eq!(change.devices, before);
    assert_eq!((change.added, change.removed), (vec![], vec![]));
}

#[wasm_bindgen_test]
async fn devices_that_come_and_go() {
    let (a, b, c) = (
        device("videoinput", "a"),
        device("audioinput", "b"),
        device("videoinput", "c"),
    );
    let set = |devices: &[&JsValue]| {
        let devices: Vec<_> = devices.iter().map(|device| (*device).clone()).collect();
        replace(page().as_ref(), "enumerateDevices", &answering(&list(&devices)))
    };
    let replaced = set(&[&a, &b]);
    let mut changes = page().device_changes();
    drop(replaced);

    let replaced = set(&[&b, &c]);
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("it never ends");
    assert_eq!(
        (ids(&change.added), ids(&change.removed), ids(&change.devices)),
        (vec!["c"], vec!["a"], vec!["b", "c"])
    );
    drop(replaced);

    // The list cannot be had; then it can.
    let replaced = replace(page().as_ref(), "enumerateDevices", &throwing(&JsValue::NULL));
    dispatch(page(), "devicechange");
    let waiting = changes.next();
    settle().await;
    drop((waiting, replaced));
    let replaced = set(&[]);
    dispatch(page(), "devicechange");
    let change = changes.next().await.expect("it never ends");
    assert_eq!(
        (ids(&change.added), ids(&change.removed), ids(&change.devices)),
        (vec![], vec!["b", "c"], vec![])
    );
    drop(replaced);
}

#[wasm_bindgen_test]
async fn a_burst_is_one_change() {
    let mut changes = page().device_changes();
    for _ in 0..5 {
        dispatch(page(), "devicechange");
    }
    changes.next().await.expect("it never ends");
    let next = poll_once(changes.next()).await;
    settle().await;
    assert!(next.is_none(), "nothing more has come");
    assert!(poll_once(changes.next()).await.is_none(), "nor does it later");
    // And it still listens.
    dispatch(page(), "devicechange");
    changes.next().await.expect("it never ends");
}

/// What a future gives at once.
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

#[wasm_bindgen_test]
async fn changes_are_listened_to_until_they_are_dropped() {
    let frame = Frame::open(None).await;
    let listeners = count_listeners(frame.devices());
    let mut changes = frame.devices().device_changes();
    assert_eq!(listeners(), 1);
    dispatch(frame.devices(), "devicechange");
    changes.next().await.expect("it never ends");
    assert_eq!(listeners(), 1);
    drop(changes);
    assert_eq!(listeners(), 0);
}

#[wasm_bindgen_test]
async fn selecting_an_audio_output() {
    if !supports(page().as_ref(), "selectAudioOutput") {
        let error = page().select_audio_output(None).await.expect_err("no such thing");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip(
            "selecting_an_audio_output",
            "selectAudioOutput is not in this engine",
        )
        .await;
    }
    // Nobody has clicked.
    let error = page()
        .select_audio_output(Some("speaker"))
        .await
        .expect_err("it needs a click");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");

    let given = answering(&device("audiooutput", "a"));
    let replaced = replace(page().as_ref(), "selectAudioOutput", &given);
    let device = page().select_audio_output(None).await.expect("a device");
    drop(replaced);
    assert_eq!(device.kind, MediaDeviceKind::AudioOutput);
    assert_eq!(device.device_id.as_deref(), Some("a"));
}
