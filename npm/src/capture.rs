//! The wasm part of js/capture.js.

use std::time::Duration;

use js_sys::{Function, Promise};
use local_media_stream::{
    Backoff, Capture, CaptureFuture, CaptureState, EventListener, MediaError, RecoveryPolicy, TrackLoss,
    TrackRequest,
};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMediaElement, MediaDevices, RtcRtpSender};

use crate::arguments::decode;
use crate::object::object;
use crate::promise;

/// The capture of an instance of the JavaScript class.
#[wasm_bindgen(skip_typescript)]
pub struct CaptureSession {
    capture: Capture,
    _listener: EventListener,
}

#[wasm_bindgen]
impl CaptureSession {
    /// Creates an idle capture on these devices, by default those of `navigator.mediaDevices`. Calls back with the
    /// name of each new state.
    #[wasm_bindgen(constructor)]
    pub fn new(devices: Option<MediaDevices>, on_state_change: Function) -> Self {
        let capture = devices.map_or_else(Capture::new, |devices| Capture::with_devices(devices.into()));
        let listener = capture.on_state_change(move |state| {
            // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
            let _ = on_state_change.call1(&JsValue::UNDEFINED, &state.name().into());
        });
        CaptureSession {
            capture,
            _listener: listener,
        }
    }

    pub fn start(&self, constraints: &JsValue) -> Promise {
        into_promise(decode(constraints).map(|constraints| self.capture.start(&constraints)))
    }

    #[wasm_bindgen(js_name = startDisplay)]
    pub fn start_display(&self, options: &JsValue) -> Promise {
        into_promise(decode(options).map(|options| self.capture.start_display(&options)))
    }

    #[wasm_bindgen(js_name = switchDisplay)]
    pub fn switch_display(&self) -> Promise {
        into_promise(Ok(self.capture.switch_display()))
    }

    pub fn restart(&self) -> Promise {
        into_promise(Ok(self.capture.restart()))
    }

    pub fn stop(&self) {
        self.capture.stop();
    }

    #[wasm_bindgen(js_name = switchVideo)]
    pub fn switch_video(&self, request: &JsValue) -> Promise {
        into_promise(decode::<TrackRequest>(request).map(|request| self.capture.switch_video(request)))
    }

    #[wasm_bindgen(js_name = switchAudio)]
    pub fn switch_audio(&self, request: &JsValue) -> Promise {
        into_promise(decode::<TrackRequest>(request).map(|request| self.capture.switch_audio(request)))
    }

    #[wasm_bindgen(js_name = switchDevice)]
    pub fn switch_device(&self, kind: &str, device_id: &str) -> Promise {
        into_promise(Ok(self.capture.switch_device(kind.into(), device_id)))
    }

    #[wasm_bindgen(js_name = flipCamera)]
    pub fn flip_camera(&self) -> Promise {
        into_promise(Ok(self.capture.flip_camera()))
    }

    pub fn attach(&self, element: &HtmlMediaElement) {
        self.capture.attach(element);
    }

    #[wasm_bindgen(js_name = attachSender)]
    pub fn attach_sender(&self, kind: &str, sender: &RtcRtpSender) {
        self.capture.attach_sender(kind.into(), sender);
    }

    #[wasm_bindgen(getter)]
    pub fn state(&self) -> JsValue {
        self.capture.state().name().into()
    }

    #[wasm_bindgen(getter)]
    pub fn error(&self) -> JsValue {
        match self.capture.state() {
            CaptureState::Failed(error) => error.into(),
            _ => JsValue::NULL,
        }
    }

    #[wasm_bindgen(getter)]
    pub fn loss(&self) -> JsValue {
        match self.capture.state() {
            CaptureState::Recovering(loss) | CaptureState::Ended(loss) => encode_loss(&loss),
            _ => JsValue::NULL,
        }
    }

    #[wasm_bindgen(getter)]
    pub fn stream(&self) -> JsValue {
        self.capture.stream().map_or(JsValue::NULL, JsValue::from)
    }

    #[wasm_bindgen(getter)]
    pub fn constraints(&self) -> JsValue {
        self.capture
            .constraints()
            .map_or(JsValue::NULL, |constraints| JsValue::from(&constraints))
    }

    #[wasm_bindgen(getter, js_name = displayOptions)]
    pub fn display_options(&self) -> JsValue {
        self.capture
            .display_options()
            .map_or(JsValue::NULL, |options| JsValue::from(&options))
    }

    /// Sets the recovery policy. 0 attempts disable retries. The defaults are those of [`Backoff`].
    #[wasm_bindgen(js_name = setRecovery)]
    pub fn set_recovery(
        &self,
        fallback: bool,
        reclaim: bool,
        mute_timeout_ms: Option<u32>,
        attempts: Option<u32>,
        initial_ms: Option<u32>,
        max_ms: Option<u32>,
    ) {
        let milliseconds = |number: u32| Duration::from_millis(number.into());
        let default = Backoff::default();
        let mut policy = RecoveryPolicy::new();
        policy.fallback = fallback;
        policy.reclaim = reclaim;
        policy.mute_timeout = mute_timeout_ms.map(milliseconds);
        policy.retry = (attempts != Some(0)).then(|| Backoff {
            attempts: attempts.unwrap_or(default.attempts),
            initial: initial_ms.map_or(default.initial, milliseconds),
            max: max_ms.map_or(default.max, milliseconds),
        });
        self.capture.set_recovery(policy);
    }
}

fn encode_loss(loss: &TrackLoss) -> JsValue {
    object(&[
        ("kind", loss.kind.as_str().into()),
        ("reason", loss.reason.as_str().into()),
        ("deviceId", loss.device_id.as_deref().into()),
        ("label", (*loss.label).into()),
        ("message", (*loss.to_string()).into()),
    ])
}

fn into_promise(future: Result<CaptureFuture, MediaError>) -> Promise {
    promise::from_future(async { Ok(future?.await?.into()) })
}
