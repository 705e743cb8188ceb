//! The context that all sound shares.

use std::time::Duration;

use wasm_bindgen_futures::JsFuture;

use super::*;

#[wasm_bindgen_test]
async fn one_context_is_shared_and_closed_by_its_last_user() {
    let context = AudioContext::shared().expect("a page");
    let other = AudioContext::shared().expect("a page");
    assert_eq!(context.as_web_sys(), other.as_web_sys());
    let js = context.as_web_sys().clone();
    let track = microphone().await;
    let samples = track.samples(&SampleOptions::new()).expect("a processor");
    let level = track.level(&LevelOptions::new()).expect("a processor");
    assert_eq!(leak_check::OpenResources::snapshot().audio_contexts, 1);
    drop((context, other, samples));
    assert_eq!(leak_check::OpenResources::snapshot().audio_contexts, 1);
    drop(level);
    let state = || js_sys::Reflect::get(&js, &"state".into()).unwrap().as_string();
    until(|| state().as_deref() == Some("closed")).await;
    drop(track);
    leak_check::assert_no_leaks();
    assert_ne!(AudioContext::shared().expect("a page").as_web_sys(), &js);
}

/// The browser does not resume the context, as before a click.
#[wasm_bindgen_test]
async fn a_context_that_does_not_run_is_reported() {
    let context = AudioContext::shared().expect("a page");
    let js = context.as_web_sys();
    let replaced = replace(js, "resume", &returning(&pending()));
    // In WebKit, the promise of a context that does not run yet stays pending.
    drop(js.suspend().expect("a context"));
    let track = microphone().await;
    let options = SampleOptions::new().timeout(Duration::from_millis(100));
    let mut samples = track.samples(&options).expect("a processor");
    let error = samples.next().await.expect("a live track").expect_err("no sound");
    assert_eq!(error.kind(), MediaErrorKind::Timeout);
    assert!(error.message().contains("Resume the AudioContext"), "{error}");
    assert_eq!(context.state(), AudioContextState::Suspended);
    drop(replaced);
    if running("a_context_that_does_not_run_is_reported").await.is_none() {
        return;
    }
    let resumed = context.resume();
    loop {
        match samples.next().await.expect("a live track") {
            Ok(_) => break,
            Err(error) => assert_eq!(error.kind(), MediaErrorKind::Timeout),
        }
    }
    resumed.await.expect("a running context");
    assert_eq!(context.state(), AudioContextState::Running);
}

/// iOS interrupts the sound of a page during a phone call.
#[wasm_bindgen_test]
fn a_gesture_resumes_an_interrupted_context() {
    let context = AudioContext::shared().expect("a page");
    let js = context.as_web_sys();
    let is_resumed_by = |gesture: &str, state: &str| {
        let record = recording();
        let _replaced = [
            replace(js, "resume", &record),
            replace(js, "state", &state.into()),
        ];
        dispatch(js_sys::global(), gesture);
        let is_called = supports(&record, "called");
        (context.state(), is_called)
    };
    for gesture in ["keydown", "mousedown", "pointerup", "touchend"] {
        assert_eq!(
            is_resumed_by(gesture, "interrupted"),
            (AudioContextState::Interrupted, true),
            "{gesture}"
        );
    }
    assert_eq!(
        is_resumed_by("keydown", "running"),
        (AudioContextState::Running, false)
    );
    assert_eq!(
        is_resumed_by("mousemove", "suspended"),
        (AudioContextState::Suspended, false)
    );
}

#[wasm_bindgen_test]
async fn the_output_of_the_context_is_set() {
    let context = AudioContext::shared().expect("a page");
    let unknown = context.set_sink_id("no such device").await;
    let kind = unknown.expect_err("no such device").kind();
    if context.sink_id().is_none() {
        assert_eq!(kind, MediaErrorKind::Unsupported);
        return;
    }
    assert_eq!(kind, MediaErrorKind::NotFound);
    context.set_sink_id("").await.expect("the current output");
    assert_eq!(context.sink_id().as_deref(), Some(""));
}

/// WebKitGTK 2.50 sometimes hangs otherwise.
#[wasm_bindgen_test]
async fn a_running_context_is_not_resumed() {
    let Some(context) = running("a_running_context_is_not_resumed").await else {
        return;
    };
    context.resume().await.expect("a running context");
    let record = recording();
    let _replaced = replace(context.as_web_sys(), "resume", &record);
    let _samples = context
        .microphone
        .samples(&SampleOptions::new())
        .expect("a processor");
    assert!(!supports(&record, "called"));
    let _source = AudioSource::new(&AudioSourceOptions::new()).expect("a processor");
    assert!(!supports(&record, "called"));
    context.resume().await.expect("a running context");
    assert!(!supports(&record, "called"));
}

#[wasm_bindgen_test]
async fn a_context_closed_by_the_page_ends_its_streams() {
    let Some(context) = running("a_context_closed_by_the_page_ends_its_streams").await else {
        return;
    };
    let track = &context.microphone;
    let mut samples = track.samples(&SampleOptions::new()).expect("a processor");
    collect(&mut samples, 1).await;
    JsFuture::from(context.as_web_sys().close().expect("a context"))
        .await
        .expect("it closes");
    let error = loop {
        match samples.next().await {
            Some(Ok(_)) => {}
            Some(Err(error)) => break error,
            None => panic!("no error"),
        }
    };
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    assert!(samples.next().await.is_none());
    let mut again = track.samples(&SampleOptions::new()).expect("another context");
    collect(&mut again, 1).await;
}

#[wasm_bindgen_test]
async fn a_page_without_worklets_is_reported() {
    let track = microphone().await;
    let context = AudioContext::shared().expect("a page");
    let replaced = replace(context.as_web_sys(), "audioWorklet", &JsValue::UNDEFINED);
    let results = [
        track.samples(&SampleOptions::new()).map(drop),
        track.level(&LevelOptions::new()).map(drop),
        AudioSource::new(&AudioSourceOptions::new()).map(drop),
    ];
    let kinds = results.map(|result| result.expect_err("no worklet").kind());
    assert_eq!(kinds, [MediaErrorKind::Unsupported; 3]);
    drop((context, replaced, track));
    leak_check::assert_no_leaks();
}
