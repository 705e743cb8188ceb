//! `Capture` for JavaScript: what the class of js/full.js is made on.

use std::time::Duration;

use js_sys::{Function, Object, Promise, Reflect};
use local_media_stream::{
    Backoff, Capture, CaptureFuture, CaptureState, DisplayMediaStreamOptions, EventListener, JsonValue,
    LossReason, MediaStreamConstraints, MediaStreamTrackKind, RecoveryPolicy, TrackRequest,
};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMediaElement, MediaDevices, RtcRtpSender};

use crate::promise;

/// A session, without the conveniences of JavaScript's class.
#[wasm_bindgen(skip_typescript)]
pub struct CaptureSession {
    capture: Capture,
    _listener: EventListener,
}

#[wasm_bindgen]
impl CaptureSession {
    /// One on these devices, or on those of the page, that calls back when its state changes.
    #[wasm_bindgen(constructor)]
    pub fn new(devices: Option<MediaDevices>, changed: Function) -> Self {
        let capture = devices.map_or_else(Capture::new, |devices| Capture::with_devices(devices.into()));
        let listener = capture.on_state_change(move |_| {
            // What it throws is JavaScript's affair, and reported there.
            let _ = changed.call0(&JsValue::UNDEFINED);
        });
        CaptureSession {
            capture,
            _listener: listener,
        }
    }

    pub fn start(&self, constraints: JsValue) -> Promise {
        promise(
            self.capture
                .start(&MediaStreamConstraints::from(Value::from(&constraints))),
        )
    }

    #[wasm_bindgen(js_name = startDisplay)]
    pub fn start_display(&self, options: JsValue) -> Promise {
        promise(
            self.capture
                .start_display(&DisplayMediaStreamOptions::from(Value::from(&options))),
        )
    }

    #[wasm_bindgen(js_name = switchDisplay)]
    pub fn switch_display(&self) -> Promise {
        promise(self.capture.switch_display())
    }

    pub fn restart(&self) -> Promise {
        promise(self.capture.restart())
    }

    pub fn stop(&self) {
        self.capture.stop();
    }

    #[wasm_bindgen(js_name = switchVideo)]
    pub fn switch_video(&self, request: JsValue) -> Promise {
        promise(
            self.capture
                .switch_video(TrackRequest::from(Value::from(&request))),
        )
    }

    #[wasm_bindgen(js_name = switchAudio)]
    pub fn switch_audio(&self, request: JsValue) -> Promise {
        promise(
            self.capture
                .switch_audio(TrackRequest::from(Value::from(&request))),
        )
    }

    #[wasm_bindgen(js_name = switchDevice)]
    pub fn switch_device(&self, kind: &str, device_id: &str) -> Promise {
        promise(self.capture.switch_device(kind_of(kind), device_id))
    }

    #[wasm_bindgen(js_name = flipCamera)]
    pub fn flip_camera(&self) -> Promise {
        promise(self.capture.flip_camera())
    }

    #[wasm_bindgen(js_name = showIn)]
    pub fn attach(&self, element: &HtmlMediaElement) {
        self.capture.attach(element);
    }

    #[wasm_bindgen(js_name = sendBy)]
    pub fn attach_sender(&self, kind: &str, sender: &RtcRtpSender) {
        self.capture.attach_sender(kind_of(kind), sender);
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
        let (CaptureState::Recovering(loss) | CaptureState::Ended(loss)) = self.capture.state() else {
            return JsValue::NULL;
        };
        let reason = match loss.reason {
            LossReason::Unplugged => "unplugged",
            LossReason::PermissionRevoked => "permission-revoked",
            LossReason::Muted => "muted",
            LossReason::Stopped => "stopped",
            _ => "ended",
        };
        let kind = match loss.kind {
            MediaStreamTrackKind::Audio => "audio",
            _ => "video",
        };
        let object = Object::new();
        for (name, value) in [
            ("kind", Some(kind)),
            ("reason", Some(reason)),
            ("deviceId", loss.device_id.as_deref()),
            ("label", Some(&*loss.label)),
            ("message", Some(&*loss.to_string())),
        ] {
            // Setting on an object of our own throws nothing.
            let _ = Reflect::set(&object, &name.into(), &value.into());
        }
        object.into()
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

    /// Times in milliseconds; what is not to be done is `undefined`.
    #[wasm_bindgen(js_name = setRecovery)]
    pub fn set_recovery(
        &self,
        fallback: bool,
        reclaim: bool,
        mute_timeout: Option<u32>,
        attempts: Option<u32>,
        first: Option<u32>,
        longest: Option<u32>,
    ) {
        let millis = |number: u32| Duration::from_millis(number.into());
        let mut recovery = RecoveryPolicy::new();
        recovery.fallback = fallback;
        recovery.reclaim = reclaim;
        recovery.mute_timeout = mute_timeout.map(millis);
        recovery.retry = attempts.map(|attempts| {
            let usual = Backoff::default();
            Backoff {
                attempts,
                first: first.map_or(usual.first, millis),
                longest: longest.map_or(usual.longest, millis),
            }
        });
        self.capture.set_recovery(recovery);
    }
}

fn kind_of(kind: &str) -> MediaStreamTrackKind {
    if kind == "audio" {
        MediaStreamTrackKind::Audio
    } else {
        MediaStreamTrackKind::Video
    }
}

fn promise(outcome: CaptureFuture) -> Promise {
    promise::of(async { Ok(outcome.await?.into()) })
}
