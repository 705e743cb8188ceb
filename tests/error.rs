//! Conversion of `MediaError` from and to values of JavaScript.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn kind_is_read_from_the_name_in_any_realm() {
    let frame = Frame::open(None).await;
    for (name, kind) in [
        ("NotAllowedError", MediaErrorKind::NotAllowed),
        ("NotFoundError", MediaErrorKind::NotFound),
        ("NotReadableError", MediaErrorKind::NotReadable),
        ("AbortError", MediaErrorKind::Abort),
        ("SecurityError", MediaErrorKind::Security),
        ("InvalidStateError", MediaErrorKind::InvalidState),
        ("NotSupportedError", MediaErrorKind::Unsupported),
        ("DataError", MediaErrorKind::Other),
    ] {
        // The error of another realm is not an instance of the DOMException of this page.
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
        assert_eq!(JsValue::from(error), thrown, "the original value");
    }
}

#[wasm_bindgen_test]
fn values_that_are_not_errors() {
    let frozen = js_sys::Object::freeze(&js_sys::Object::new());
    for thrown in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), frozen.into()] {
        let error = MediaError::from(thrown.clone());
        assert_eq!(error.kind(), MediaErrorKind::Other);
        assert_eq!(error.message(), "");
        for text in [error.to_string(), error.user_message().into_owned()] {
            assert!(text.starts_with(char::is_alphabetic), "{text}");
        }
        assert_eq!(JsValue::from(error), thrown);
    }
    assert_eq!(MediaError::from(JsValue::from("words")).message(), "words");
}

#[wasm_bindgen_test]
fn properties_that_throw_or_have_another_type() {
    let hostile = js_sys::Proxy::new(&js_sys::Object::new(), &{
        let handler = js_sys::Object::new();
        js_sys::Reflect::set(&handler, &"get".into(), &throwing(&"no".into())).expect("a plain object");
        handler
    });
    let error = MediaError::from(JsValue::from(hostile));
    assert_eq!(error.kind(), MediaErrorKind::Other);

    assert!(error.to_string().starts_with(char::is_alphabetic), "{error}");

    let odd = js_sys::Object::new();
    js_sys::Reflect::set(&odd, &"name".into(), &7.into()).expect("a plain object");
    js_sys::Reflect::set(&odd, &"message".into(), &JsValue::NULL).expect("a plain object");
    let error = MediaError::from(JsValue::from(odd));
    assert_eq!(error.message(), "");
    assert!(error.to_string().starts_with(char::is_alphabetic), "{error}");
    // A name without a message, and a message without a name.
    for members in [
        [("name", "DataError"), ("message", "")],
        [("name", ""), ("message", "words")],
    ] {
        let error = object(&members.map(|(name, value)| (name, value.into())));
        let text = MediaError::from(error).to_string();
        assert!(text.starts_with(char::is_alphabetic), "{text}");
    }
}

#[wasm_bindgen_test]
fn errors_of_the_crate_convert_to_javascript() {
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

    let js = JsValue::from(MediaError::overconstrained("width", "words"));
    let back = MediaError::from(js);
    assert_eq!(back.kind(), MediaErrorKind::Overconstrained);
    assert_eq!(back.constraint(), Some("width"));
    assert!(back.to_string().contains("width"));
}
