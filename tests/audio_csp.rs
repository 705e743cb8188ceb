//! Sound on a page with a content security policy. The policy lasts as long as the page: one test.
#![cfg(all(target_family = "wasm", feature = "audio"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use local_media_stream::audio::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
export function forbidInlinedScripts() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'self' 'wasm-unsafe-eval'";
  document.head.append(policy);
}
// The server has the file of the module below.
export const servedWorklet = () => new URL("src/audio/worklet.js", import.meta.url).href;
"#)]
extern "C" {
    #[wasm_bindgen(js_name = forbidInlinedScripts)]
    fn forbid_inlined_scripts();
    #[wasm_bindgen(js_name = servedWorklet)]
    fn served_worklet() -> String;
}

#[wasm_bindgen(module = "/src/audio/worklet.js")]
extern "C" {
    // Without a call, the file is served and not imported.
    #[allow(dead_code)]
    fn unused();
}

async fn first_result(track: &MediaStreamTrack) -> Result<SampleBlock, MediaError> {
    let mut samples = track.samples(&SampleOptions::new()).expect("a processor");
    samples.next().await.expect("a live track")
}

#[wasm_bindgen_test]
async fn a_strict_policy_allows_a_worklet_of_the_application() {
    forbid_inlined_scripts();
    // The context stays open: each use loads the worklet again after a failure.
    let _context = AudioContext::shared().expect("a page");
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect("the fake microphone");
    let track = stream.audio_tracks().remove(0);
    let error = first_result(&track)
        .await
        .expect_err("the inlined worklet is forbidden");
    assert_eq!(error.kind(), MediaErrorKind::Security, "{error}");
    assert!(error.message().contains("set_worklet_url"), "{error}");

    set_worklet_url("/no-such-file.js");
    let error = first_result(&track).await.expect_err("no file");
    assert_eq!(error.kind(), MediaErrorKind::Security, "{error}");
    assert!(error.message().contains("/no-such-file.js"), "{error}");

    set_worklet_url(served_worklet());
    match first_result(&track).await {
        Ok(_) => {}
        // The worklet is loaded. In Firefox, no AudioContext runs without an audio output.
        Err(error) => assert_eq!(error.kind(), MediaErrorKind::Timeout, "{error}"),
    }
}
