//! `MediaError` from whatever JavaScript throws, and back.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn by_name_and_from_any_realm() {
    let frame = Frame::open(None).await;
    for (name, kind) in [
        ("NotAllowedError", MediaErrorKind::NotAllowed),
        ("NotFoundError", MediaErrorKind::NotFound),
        ("NotReadableError", MediaErrorKind::NotReadable),
        ("AbortError", MediaErrorKind::Abort),
        ("SecurityError", MediaErrorKind::Security),
        ("InvalidStateError", MediaErrorKind::InvalidState),
        ("NotSupportedError", MediaErrorKind::Unsupported),
        (
            "DataError",
            MediaErrorKind::Other {
                name: "DataError".to_owned(),
            },
        ),
    ] {
        // No instance of this page's DOMException.
        let thrown = frame.dom_exception("words", name);
        assert!(!thrown.is_instance_of::<web_sys::DomException>());
        let error = MediaError::from(thrown.clone());
        assert_eq!(error.kind(), kind);
        assert_eq!((error.name(), error.message()), (name, "words"));
        assert_eq!(error.js_value(), Some(&thrown));
        assert!(
            error.to_string().starts_with(&format!("{name}: words. ")),
            "{error}"
        );
        assert_eq!(JsValue::from(error), thrown, "the very value comes out again");
    }
}

#[wasm_bindgen_test]
fn what_is_no_error_at_all() {
    let frozen = js_sys::Object::freeze(&js_sys::Object::new());
    for thrown in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), frozen.into()] {
        let error = MediaError::from(thrown.clone());
        assert_eq!(error.kind(), MediaErrorKind::Other);
        assert_eq!(error.message(), "");
        assert!(!error.to_string().is_empty());
        assert_eq!(JsValue::from(error), thrown);
    }
    assert_eq!(MediaError::from(JsValue::from("words")).message(), "words");
}

#[wasm_bindgen_test]
fn properties_that_throw_or_are_of_another_type() {
    let hostile = js_sys::Proxy::new(&js_sys::Object::new(), &{
        let handler = js_sys::Object::new();
        js_sys::Reflect::set(&handler, &"get".into(), &throwing(&"no".into())).expect("it is set");
        handler
    });
    let error = MediaError::from(JsValue::from(hostile));
    assert_eq!(error.kind(), MediaErrorKind::Other);

    let odd = js_sys::Object::new();
    js_sys::Reflect::set(&odd, &"name".into(), &7.into()).expect("it is set");
    js_sys::Reflect::set(&odd, &"message".into(), &JsValue::NULL).expect("it is set");
    assert_eq!(MediaError::from(JsValue::from(odd)).message(), "");
}

#[wasm_bindgen_test]
fn our_own_become_errors_of_the_same_name() {
    for kind in [
        MediaErrorKind::NotAllowed,
        MediaErrorKind::InvalidState,
        MediaErrorKind::InsecureContext,
        MediaErrorKind::Unsupported,
    ] {
        let name = kind.name().to_owned();
        let js = JsValue::from(MediaError::new(kind, "words"));
        let exception: web_sys::DomException = js.dyn_into().expect("a DOMException");
        assert_eq!(
            (exception.name(), exception.message()),
            (name, "words".to_owned())
        );
    }
    let js = JsValue::from(MediaError::new(MediaErrorKind::Type, "words"));
    assert!(js.is_instance_of::<js_sys::TypeError>());

    let kind = MediaErrorKind::Overconstrained {
        constraint: "width".to_owned(),
    };
    let js = JsValue::from(MediaError::new(kind.clone(), "words"));
    let back = MediaError::from(js);
    assert_eq!(back.kind(), kind);
    assert_eq!(back.constraint(), Some("width"));
    assert!(back.to_string().contains("width"));
}
