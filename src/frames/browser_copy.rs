//! `copyTo` of the browser into wasm memory.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::layout::{FrameLayout, PlaneLayout};
use super::promise_listener::PromiseListener;
use super::video_frame::{Rect, VideoFrame};
use crate::error::MediaError;
use crate::sys::{self, Object};

thread_local! {
    /// The listeners of copies that have completed.
    static IDLE: RefCell<Vec<PromiseListener>> = const { RefCell::new(Vec::new()) };
}

/// Fills the buffer from an offset to its end. Returns an error if the browser writes another layout.
pub(super) async fn fill(
    frame: &VideoFrame,
    mut buffer: Vec<u8>,
    begin: usize,
    layout: &FrameLayout,
    options: &Object,
) -> Result<Vec<u8>, MediaError> {
    loop {
        let view = sys::memory_view(buffer.get_mut(begin..).unwrap_or_default());
        let listener = IDLE
            .with_borrow_mut(Vec::pop)
            .unwrap_or_else(PromiseListener::new);
        listener.listen(frame.binding().copy_to(&view, options))?;
        let (filled, returned) = PendingCopy {
            state: Some((listener, buffer)),
        }
        .await;
        // The memory has grown meanwhile, and the browser may have written to the old memory.
        if view.length() == 0 {
            buffer = filled;
            continue;
        }
        return match is_layout(&returned?, layout) {
            true => Ok(filled),
            false => Err(MediaError::unsupported(
                "The browser wrote another layout than requested. Copy the frame in its own format without planes.",
            )),
        };
    }
}

/// A copy that the browser performs. It owns the buffer until the promise settles, also if it is dropped before.
struct PendingCopy {
    /// `None` after the promise has settled.
    state: Option<(PromiseListener, Vec<u8>)>,
}

impl Future for PendingCopy {
    type Output = (Vec<u8>, Result<JsValue, JsValue>);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some((listener, buffer)) = &mut self.state else {
            return Poll::Pending;
        };
        let result = ready!(listener.poll(context));
        let buffer = mem::take(buffer);
        if let Some((listener, _)) = self.state.take() {
            IDLE.with_borrow_mut(|idle| idle.push(listener));
        }
        Poll::Ready((buffer, result))
    }
}

impl Drop for PendingCopy {
    fn drop(&mut self) {
        if let Some((listener, buffer)) = self.state.take() {
            spawn_local(async move {
                let _ = poll_fn(|context| listener.poll(context)).await;
                drop(buffer);
            });
        }
    }
}

/// Creates the options of JavaScript. The browser copies the visible part if there is no rectangle.
pub(super) fn encode_options(rect: Option<Rect>) -> Object {
    let options = Object::new();
    if let Some(Rect { x, y, width, height }) = rect {
        let rect = Object::new();
        rect.set("x", &x.into());
        rect.set("y", &y.into());
        rect.set("width", &width.into());
        rect.set("height", &height.into());
        options.set("rect", &rect);
    }
    options
}

/// Creates the `layout` of the options of JavaScript.
pub(super) fn encode_planes(planes: &[PlaneLayout]) -> JsValue {
    let list = Array::new();
    for plane in planes {
        let object = Object::new();
        object.set("offset", &plane.offset.into());
        object.set("stride", &plane.stride.into());
        list.push(&object);
    }
    list.into()
}

/// Returns whether the browser wrote this layout.
fn is_layout(returned: &JsValue, layout: &FrameLayout) -> bool {
    let Some(planes) = returned.dyn_ref::<Array>() else {
        return false;
    };
    let number = |plane: &JsValue, name| sys::property(plane, name)?.as_f64();
    planes.length() as usize == layout.planes().len()
        && planes.iter().zip(layout.planes()).all(|(returned, plane)| {
            number(&returned, "offset") == Some(plane.offset as f64)
                && number(&returned, "stride") == Some(plane.stride as f64)
        })
}
