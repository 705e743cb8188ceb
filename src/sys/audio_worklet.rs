//! `AudioWorkletNode` and the messages of the processors in `src/audio/worklet.js`.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::audio_context::{AudioContext, AudioNode};
use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = AudioNode)]
    pub(crate) type AudioWorkletNode;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(
        context: &AudioContext,
        name: &str,
        options: &Object,
    ) -> Result<AudioWorkletNode, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    pub(crate) fn port(this: &AudioWorkletNode) -> Result<MessagePort, JsValue>;

    pub(crate) type MessagePort;

    #[wasm_bindgen(catch, method, setter, js_name = onmessage)]
    pub(crate) fn set_onmessage(this: &MessagePort, handler: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = postMessage)]
    pub(crate) fn post_message(this: &MessagePort, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = postMessage)]
    pub(crate) fn transfer(
        this: &MessagePort,
        message: &JsValue,
        transferred: &js_sys::Array,
    ) -> Result<(), JsValue>;

    /// The event of a block of samples, or of a measured level.
    pub(crate) type BlockEvent;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn data(this: &BlockEvent) -> BlockMessage;

    pub(crate) type BlockMessage;

    /// The samples, or the values of a level.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn values(this: &BlockMessage) -> Float32Array;

    /// The number of the block, which counts lost blocks too.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn number(this: &BlockMessage) -> f64;
}
