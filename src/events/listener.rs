//! `EventListener`: a callback that listens until it is dropped.

use std::fmt;
use std::mem;
use std::rc::Rc;

use super::page_listener::PageListener;

/// The source of a synthetic event.
pub(super) trait Subscription {
    /// Ends the calls of the callback, and drops it as soon as it does not run. The subscription may be in use
    /// further up the call stack.
    fn cancel(&self);
}

enum Target {
    /// No event.
    Noop,
    /// An event of the browser. Drop removes the listener. A callback that is running is freed when it returns.
    Native(#[allow(dead_code, reason = "for its drop")] gloo_events::EventListener),
    /// An event of an object that the page made.
    Page(#[allow(dead_code, reason = "for its drop")] PageListener),
    /// An event that this crate derives from others.
    Synthetic(Rc<dyn Subscription>),
}

/// A listener of an event, as the `on_…` methods return it.
///
/// ```no_run
/// # fn example(track: &local_media_stream::MediaStreamTrack) {
/// let listener = track.on_ended(|| { /* show that the camera was disconnected */ });
/// // …
/// drop(listener); // removes the callback
/// # }
/// ```
///
/// The callback may drop its own listener, stop the stream, or open another one. Not re-entrant: the same event
/// dispatched to the same target during the callback is lost, and the browser reports an error. Only scripts do that;
/// browsers don't.
///
/// # Drop behavior
/// Dropping it removes the callback. An event that was already dispatched does not call it either.
/// [`forget`](Self::forget) keeps the callback for the lifetime of the page.
#[must_use = "the callback is removed when the listener is dropped; `forget()` keeps it"]
pub struct EventListener {
    target: Target,
    #[cfg(feature = "leak-check")]
    _counted: Option<crate::leak_check::Counted>,
}

impl EventListener {
    pub(super) fn native(listener: gloo_events::EventListener) -> Self {
        EventListener::new(Target::Native(listener))
    }

    pub(super) fn page(listener: PageListener) -> Self {
        EventListener::new(Target::Page(listener))
    }

    pub(super) fn synthetic(subscription: Rc<dyn Subscription>) -> Self {
        EventListener::new(Target::Synthetic(subscription))
    }

    /// Creates a listener of no event.
    pub(crate) fn noop() -> Self {
        EventListener::new(Target::Noop)
    }

    fn new(target: Target) -> Self {
        EventListener {
            #[cfg(feature = "leak-check")]
            _counted: (!matches!(target, Target::Noop)).then(crate::leak_check::Counted::listener),
            target,
        }
    }

    /// Keeps the callback for the lifetime of the page. Its captured values are never freed.
    pub fn forget(self) {
        mem::forget(self);
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        if let Target::Synthetic(subscription) = &self.target {
            subscription.cancel();
        }
    }
}

impl fmt::Debug for EventListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventListener")
    }
}
