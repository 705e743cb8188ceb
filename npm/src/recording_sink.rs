//! `SinkCalls`: a sink of js/recorder_sinks.js.

use js_sys::{Promise, Uint8Array};
use local_media_stream::recorder::{RecordingSink, SinkFuture};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    /// An object whose methods return promises.
    pub type SinkCalls;

    #[wasm_bindgen(catch, method)]
    fn write(this: &SinkCalls, data: &Blob) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method)]
    fn patch(this: &SinkCalls, offset: f64, bytes: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method)]
    fn finish(this: &SinkCalls, mime_type: &str) -> Result<Promise, JsValue>;
}

impl RecordingSink for SinkCalls {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        settled(SinkCalls::write(self, &data))
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        let bytes = Uint8Array::from(bytes.as_slice());
        // Exact: a file has fewer than 2^53 bytes.
        settled(SinkCalls::patch(self, offset as f64, &bytes))
    }

    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        let call = SinkCalls::finish(self, &mime_type);
        Box::pin(async {
            let file = JsFuture::from(call?).await?;
            // Checked by js/recorder_sinks.js.
            Ok((!file.is_undefined()).then(|| file.unchecked_into()))
        })
    }
}

/// One function for two calls: an asynchronous function for each would add 700 bytes.
fn settled(call: Result<Promise, JsValue>) -> SinkFuture<'static, ()> {
    Box::pin(async {
        JsFuture::from(call?).await?;
        Ok(())
    })
}
