//! The wasm part of js/capture.js.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use local_media_stream::{
    Backoff, Capture, CaptureAttachment, CaptureFuture, CaptureState, EventListener, MediaError,
    MediaStreamTrackKind, RecoveryPolicy, TrackLoss, TrackRequest,
};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMediaElement, MediaDevices, RtcRtpSender};

use crate::arguments::decode;
use crate::object::{object, string_or_null};
use crate::promise;

const KINDS: [MediaStreamTrackKind; 2] = [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video];

/// The capture of an instance of the JavaScript class.
#[wasm_bindgen(skip_typescript)]
pub struct CaptureSession {
    capture: Rc<Capture>,
    outputs: RefCell<Vec<Output>>,
    _listener: EventListener,
}

/// An attached element or sender.
struct Output {
    js: JsValue,
    is_element: bool,
    _attachment: CaptureAttachment,
}

#[wasm_bindgen]
impl CaptureSession {
    /// Creates an idle capture on these devices, by default those of `navigator.mediaDevices`. Calls back at each change,
    /// with the name of the state and whether it or a loss is new.
    #[wasm_bindgen(constructor)]
    pub fn new(devices: Option<MediaDevices>, on_state_change: Function) -> Self {
        let capture = devices.map_or_else(Capture::new, |devices| Capture::with_devices(devices.into()));
        let capture = Rc::new(capture);
        let listener = {
            let weak = Rc::downgrade(&capture);
            let reported = RefCell::new(None);
            capture.on_change(move || {
                let Some(capture) = weak.upgrade() else {
                    return;
                };
                let name = capture.state().name();
                let current = Some((name, KINDS.map(|kind| capture.loss(kind))));
                let is_new = *reported.borrow() != current;
                reported.replace(current);
                // The callback only dispatches an event, and the browser reports the exceptions of its listeners.
                let _ = on_state_change.call2(&JsValue::UNDEFINED, &name.into(), &is_new.into());
            })
        };
        CaptureSession {
            capture,
            outputs: RefCell::default(),
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

    #[wasm_bindgen(js_name = switchTrack)]
    pub fn switch_track(&self, is_audio: bool, request: &JsValue) -> Promise {
        into_promise(
            decode::<TrackRequest>(request).map(|request| match kind_of(is_audio) {
                MediaStreamTrackKind::Audio => self.capture.switch_audio(request),
                _ => self.capture.switch_video(request),
            }),
        )
    }

    #[wasm_bindgen(js_name = switchDevice)]
    pub fn switch_device(&self, is_audio: bool, device_id: &str) -> Promise {
        into_promise(Ok(self.capture.switch_device(kind_of(is_audio), device_id)))
    }

    #[wasm_bindgen(js_name = flipCamera)]
    pub fn flip_camera(&self) -> Promise {
        into_promise(Ok(self.capture.flip_camera()))
    }

    /// Applies constraints to later tracks.
    #[wasm_bindgen(js_name = keepConstraints)]
    pub fn keep_constraints(&self, is_audio: bool, constraints: &JsValue) -> Result<(), JsValue> {
        // As a request, whose conversion other functions use too.
        if let TrackRequest::Constrained(constraints) = decode(constraints)? {
            self.capture.keep_constraints(kind_of(is_audio), &constraints);
        }
        Ok(())
    }

    pub fn attach(&self, element: &HtmlMediaElement) {
        self.detach(element);
        self.add_output(element.into(), true, self.capture.attach(element));
    }

    #[wasm_bindgen(js_name = attachSender)]
    pub fn attach_sender(&self, is_audio: bool, sender: &RtcRtpSender) {
        self.detach(sender);
        self.add_output(
            sender.into(),
            false,
            self.capture.attach_sender(kind_of(is_audio), sender),
        );
    }

    /// Detaches an element or sender.
    pub fn detach(&self, output: &JsValue) {
        self.detach_where(&|other| other.js == *output);
    }

    #[wasm_bindgen(js_name = detachElements)]
    pub fn detach_elements(&self) {
        self.detach_where(&|output| output.is_element);
    }

    #[wasm_bindgen(js_name = setEnabled)]
    pub fn set_enabled(&self, is_audio: bool, enabled: bool) {
        self.capture.set_enabled(kind_of(is_audio), enabled);
    }

    #[wasm_bindgen(js_name = cancelPending)]
    pub fn cancel_pending(&self) {
        self.capture.cancel_pending();
    }

    #[wasm_bindgen(js_name = setRequestOptions)]
    pub fn set_request_options(&self, partial: bool, timeout_ms: Option<u32>) {
        self.capture.set_partial_grant(partial);
        let timeout = timeout_ms.map(|number| Duration::from_millis(number.into()));
        self.capture.set_request_timeout(timeout);
    }

    /// Returns the state, the last loss, the error and the device of a kind of track.
    #[wasm_bindgen(js_name = stateOf)]
    pub fn state_of(&self, is_audio: bool) -> JsValue {
        let kind = kind_of(is_audio);
        let device = self.capture.device(kind);
        object(&[
            ("state", self.capture.state_of(kind).name().into()),
            (
                "loss",
                self.capture
                    .loss(kind)
                    .map_or(JsValue::NULL, |loss| encode_loss(&loss)),
            ),
            (
                "error",
                self.capture.error(kind).map_or(JsValue::NULL, JsValue::from),
            ),
            (
                "deviceId",
                string_or_null(device.and_then(|device| device.device_id).as_deref()),
            ),
            ("enabled", self.capture.enabled(kind).into()),
            ("muted", self.capture.muted(kind).into()),
        ])
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
    #[allow(
        clippy::too_many_arguments,
        reason = "reading the members of an object would cost more bytes"
    )]
    pub fn set_recovery(
        &self,
        fallback: bool,
        reclaim: bool,
        follow_default: bool,
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
        policy.follow_default = follow_default;
        policy.mute_timeout = mute_timeout_ms.map(milliseconds);
        policy.retry = (attempts != Some(0)).then(|| Backoff {
            attempts: attempts.unwrap_or(default.attempts),
            initial: initial_ms.map_or(default.initial, milliseconds),
            max: max_ms.map_or(default.max, milliseconds),
        });
        self.capture.set_recovery(policy);
    }
}

impl CaptureSession {
    fn add_output(&self, js: JsValue, is_element: bool, attachment: CaptureAttachment) {
        self.outputs.borrow_mut().push(Output {
            js,
            is_element,
            _attachment: attachment,
        });
    }

    /// Not generic, to reduce the code size.
    fn detach_where(&self, is_detached: &dyn Fn(&Output) -> bool) {
        let detached: Vec<_> = self
            .outputs
            .borrow_mut()
            .extract_if(.., |output| is_detached(output))
            .collect();
        // Detaching calls setters of the page.
        drop(detached);
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

/// Returns the kind of an argument. A string would cost code for its conversion in each function.
fn kind_of(is_audio: bool) -> MediaStreamTrackKind {
    if is_audio {
        MediaStreamTrackKind::Audio
    } else {
        MediaStreamTrackKind::Video
    }
}

fn into_promise(future: Result<CaptureFuture, MediaError>) -> Promise {
    promise::from_future(async { Ok(future?.await?.into()) })
}
