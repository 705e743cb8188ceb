//! `AudioContext`: the context that all sound of this crate shares.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::gesture::Gesture;
use super::state::{AudioContextState, state};
use super::worklet;
use crate::error::{MediaError, require_member};
use crate::events::events;
use crate::promise::{MediaFuture, into_future, settled};
use crate::sys;

thread_local! {
    /// The contexts in use, with the rate for which each was opened. `None`: that of the audio output.
    static OPEN: RefCell<Vec<(Option<u32>, Weak<Owned>)>> = const { RefCell::new(Vec::new()) };
}

/// The `AudioContext` of this crate: one for each page, shared by everything that processes sound.
///
/// Browsers limit the number of contexts, and each one has a thread. Clones of it (`Clone`) are the same context.
///
/// Browsers run no sound of a page before a user gesture, unless the page captures a microphone (Firefox, Safari) or the
/// user has visited it often (Chromium). The context resumes itself at the first click, key press or touch on the page.
///
/// # Drop behavior
/// Dropping the last clone closes the context. Streams of samples and levels are clones too. The next use opens another
/// context.
///
/// [Spec](https://www.w3.org/TR/webaudio/#AudioContext) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/AudioContext)
#[derive(Clone)]
pub struct AudioContext {
    shared: Rc<Owned>,
}

/// The context, closed on drop.
struct Owned {
    js: web_sys::AudioContext,
    /// The promise of the worklet's module.
    worklet: Cell<Option<JsValue>>,
    _gesture: Gesture,
    #[cfg(feature = "leak-check")]
    _counted: crate::leak_check::Counted,
}

impl AudioContext {
    /// Returns the context of the page, and opens one if there is none. If code of the page has closed it, another one is
    /// opened.
    ///
    /// # Errors
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser has no `AudioContext` here. Workers have none.
    /// - Any error of the browser, for example if too many contexts are open.
    pub fn shared() -> Result<Self, MediaError> {
        AudioContext::with_rate(None)
    }

    /// Returns the context of this sample rate, in hertz, and opens one if there is none.
    pub(super) fn with_rate(rate: Option<u32>) -> Result<Self, MediaError> {
        let known = OPEN.with_borrow(|open| {
            let known = open.iter().find(|(known, _)| *known == rate);
            known.and_then(|(_, shared)| shared.upgrade())
        });
        if let Some(shared) = known {
            let context = AudioContext { shared };
            if context.state() != AudioContextState::Closed {
                return Ok(context);
            }
        }
        let context = AudioContext::open(rate)?;
        OPEN.with_borrow_mut(|open| {
            open.retain(|(known, shared)| *known != rate && shared.strong_count() > 0);
            open.push((rate, Rc::downgrade(&context.shared)));
        });
        Ok(context)
    }

    fn open(rate: Option<u32>) -> Result<Self, MediaError> {
        if !sys::has_global("AudioContext") {
            return Err(MediaError::unsupported(
                "There is no AudioContext here. Call it from a page, not from a worker.",
            ));
        }
        let options = sys::Object::new();
        if let Some(rate) = rate {
            options.set("sampleRate", &rate.into());
        }
        let context: web_sys::AudioContext = sys::AudioContext::new(&options)?.unchecked_into();
        Ok(AudioContext {
            shared: Rc::new(Owned {
                worklet: Cell::default(),
                _gesture: Gesture::resume(&context),
                js: context,
                #[cfg(feature = "leak-check")]
                _counted: crate::leak_check::Counted::audio_context(),
            }),
        })
    }

    /// Returns the state.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#dom-baseaudiocontext-state) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BaseAudioContext/state)
    pub fn state(&self) -> AudioContextState {
        state(&self.shared.js)
    }

    /// Returns the sample rate in hertz: that of the audio output, 48,000 or 44,100 on most systems.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#dom-baseaudiocontext-samplerate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BaseAudioContext/sampleRate)
    pub fn sample_rate(&self) -> f64 {
        self.binding().sample_rate().unwrap_or_default()
    }

    /// Resumes the context. The future resolves when it may run, and waits for that as long as the browser does not allow
    /// sound. It resolves at once if the context runs.
    ///
    /// Call it in the handler of a click, and await only the returned future in a task.
    ///
    /// # Errors
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState): the context is closed.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#dom-audiocontext-resume) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/AudioContext/resume)
    pub fn resume(&self) -> MediaFuture<()> {
        settled(into_future(match self.state() {
            // See `resume_if_stopped`.
            AudioContextState::Running => Ok(JsValue::UNDEFINED),
            _ => self.binding().resume(),
        }))
    }

    /// Returns the id of the device that plays the sound. Empty for the system's default. `None` if the browser lacks this
    /// property (Firefox, Safari), or if the sound is discarded.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#dom-audiocontext-sinkid) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/AudioContext/sinkId)
    pub fn sink_id(&self) -> Option<String> {
        sys::string_property(&self.shared.js, "sinkId")
    }

    /// Sets the device that plays the sound: the id of an [`AudioOutput`](crate::MediaDeviceKind::AudioOutput), empty for
    /// the system's default.
    ///
    /// # Errors
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Firefox, Safari).
    /// - [`NotFound`](crate::MediaErrorKind::NotFound): no device has this id.
    /// - [`NotAllowed`](crate::MediaErrorKind::NotAllowed): the page may not use the device.
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): the context is closed.
    ///
    /// [Spec](https://www.w3.org/TR/webaudio/#dom-audiocontext-setsinkid) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/AudioContext/setSinkId)
    pub fn set_sink_id(&self, device_id: &str) -> MediaFuture<()> {
        let supported = require_member(
            &self.shared.js,
            "setSinkId",
            "This browser has no setSinkId of contexts.",
        );
        settled(supported.and_then(|()| into_future(self.binding().set_sink_id(device_id))))
    }

    /// Returns the same object as a type of web-sys, to build an audio graph of your own.
    pub fn as_web_sys(&self) -> &web_sys::AudioContext {
        &self.shared.js
    }

    /// Loads the worklet, once for each context. A failed load is repeated by the next call.
    pub(super) fn load_worklet(&self) -> Result<JsFuture, MediaError> {
        if let Some(loaded) = self.shared.worklet.take() {
            self.shared.worklet.set(Some(loaded.clone()));
            return into_future(Ok(loaded));
        }
        let loaded = worklet::add_module(&self.shared.js)?;
        self.shared.worklet.set(Some(loaded.clone()));
        let (first, shared) = (into_future(Ok(loaded.clone()))?, Rc::downgrade(&self.shared));
        spawn_local(async move {
            if let (Err(_), Some(shared)) = (first.await, shared.upgrade()) {
                shared.worklet.take();
            }
        });
        into_future(Ok(loaded))
    }

    pub(super) fn binding(&self) -> &sys::AudioContext {
        self.shared.js.unchecked_ref()
    }

    events! {
        /// Calls back when the [state](Self::state) changes.
        ///
        /// [Spec](https://www.w3.org/TR/webaudio/#eventdef-baseaudiocontext-statechange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BaseAudioContext/statechange_event)
        on_state_change, state_change_events: "statechange";
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // A context that code of the page has closed rejects. A rejection would be reported as unhandled.
        if let Ok(closed) = into_future(self.js.unchecked_ref::<sys::AudioContext>().close()) {
            spawn_local(async move { drop(closed.await) });
        }
    }
}

impl AsRef<JsValue> for AudioContext {
    fn as_ref(&self) -> &JsValue {
        self.shared.js.as_ref()
    }
}

impl fmt::Debug for AudioContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AudioContext")
            .field("state", &self.state())
            .finish()
    }
}
