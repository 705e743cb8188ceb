//! `SinkCalls`: a sink of js/recorder_sinks.js.

use js_sys::Uint8Array;
use local_media_stream::recorder::{RecordingSink, SinkFuture};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    /// An object whose methods return promises.
    pub type SinkCalls;

    #[wasm_bindgen(catch, method)]
    async fn write(this: &SinkCalls, data: &Blob) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    async fn patch(this: &SinkCalls, offset: f64, bytes: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    async fn finish(this: &SinkCalls, mime_type: &str) -> Result<JsValue, JsValue>;
}

impl RecordingSink for SinkCalls {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        Box::pin(async move {
            SinkCalls::write(self, &data).await?;
            Ok(())
        })
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        Box::pin(async move {
            let bytes = Uint8Array::from(bytes.as_slice());
            // Exact: a file has fewer than 2^53 bytes.
            SinkCalls::patch(self, offset as f64, &bytes).await?;
            Ok(())
        })
    }

    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async move {
            let file = SinkCalls::finish(self, &mime_type).await?;
            // Checked by js/recorder_sinks.js.
            Ok((!file.is_undefined()).then(|| file.unchecked_into()))
        })
    }
}
