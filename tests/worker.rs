//! In a worker, calls fail with a typed error.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
async fn calls_fail_with_unsupported() {
    let error = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect_err("no devices");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    assert_eq!(
        MediaStream::new().expect_err("no streams").kind(),
        MediaErrorKind::Unsupported
    );
}

#[cfg(feature = "video-source")]
mod pictures {
    use js_sys::{Function, Reflect, global};
    use local_media_stream::frames::{FrameMeans, FrameOptions};
    use local_media_stream::video_source::VideoSource;
    use wasm_bindgen::JsValue;

    use super::*;

    fn has_global(name: &str) -> bool {
        Reflect::has(&global(), &name.into()).expect("an object")
    }

    /// The browser lacks the interfaces: the error names that, and not the track.
    #[wasm_bindgen_test]
    fn frames_fail_with_unsupported() {
        let track = js_sys::Object::new();
        let members: [(&str, JsValue); 3] = [
            ("kind", "video".into()),
            ("readyState", "live".into()),
            ("stop", Function::new_no_args("").into()),
        ];
        for (name, value) in members {
            Reflect::set(&track, &name.into(), &value).expect("an object");
        }
        let track = MediaStreamTrack::try_from(JsValue::from(track)).expect("it has the members");
        let error = track
            .frames(&FrameOptions::new())
            .expect_err("no track of the browser");
        let expected = if FrameMeans::Processor.is_supported() {
            MediaErrorKind::Type
        } else {
            MediaErrorKind::Unsupported
        };
        assert_eq!(error.kind(), expected, "{error}");
    }

    #[wasm_bindgen_test]
    fn sources_fail_with_unsupported() {
        let result = VideoSource::new(1, 1, 1.0).map(drop);
        let has_generator = ["VideoTrackGenerator", "MediaStreamTrackGenerator"]
            .into_iter()
            .any(has_global);
        let kind = result.err().map(|error| error.kind());
        assert_eq!(kind, (!has_generator).then_some(MediaErrorKind::Unsupported));
    }
}
