//! `PromiseListener`: awaits promises without an allocation for each of them.

use std::cell::Cell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::error::MediaError;

/// Two closures that listen to one promise after another. A `JsFuture` allocates five times for each promise.
pub(super) struct PromiseListener {
    settlement: Rc<Settlement>,
    on_resolve: Listener,
    on_reject: Listener,
}

type Listener = Closure<dyn FnMut(JsValue) -> Result<(), JsError>>;

#[derive(Default)]
struct Settlement {
    result: Cell<Option<Result<JsValue, JsValue>>>,
    waker: Cell<Option<Waker>>,
}

impl PromiseListener {
    pub(super) fn new() -> Self {
        let settlement = Rc::<Settlement>::default();
        let listener = |to_result: fn(JsValue) -> Result<JsValue, JsValue>| {
            let settlement = Rc::clone(&settlement);
            Closure::new(move |value| {
                settlement.settle(to_result(value));
                Ok(())
            })
        };
        let (on_resolve, on_reject) = (listener(Ok), listener(Err));
        PromiseListener {
            settlement,
            on_resolve,
            on_reject,
        }
    }

    /// Listens to the promise that a call of the browser returned. The promise before must have settled.
    pub(super) fn listen(&self, returned: Result<JsValue, JsValue>) -> Result<(), MediaError> {
        let promise = Promise::resolve(&returned?);
        let _ = promise.then_with_reject(&self.on_resolve, &self.on_reject);
        Ok(())
    }

    /// Polls the result of the promise.
    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Result<JsValue, JsValue>> {
        if let Some(result) = self.settlement.result.take() {
            return Poll::Ready(result);
        }
        self.settlement.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Settlement {
    fn settle(&self, result: Result<JsValue, JsValue>) {
        self.result.set(Some(result));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
