//! `EventListener`: a callback that listens for as long as it is kept.

use std::fmt;
use std::mem;
use std::rc::Rc;

/// What ends with an [`EventListener`] of no event of the browser's. Whatever it holds may be in use further out on the
/// stack when that happens.
pub(super) trait Listening {
    /// Calls the callback no more, and lets go of it as soon as it does not run.
    fn end(&self);
}

enum To {
    /// What can never happen.
    Nothing,
    /// An event of the browser's. It is taken off on drop; a callback that runs just then is freed when it has run.
    Browser(#[allow(dead_code, reason = "for its drop")] gloo_events::EventListener),
    /// An event that is made from others.
    Made(Rc<dyn Listening>),
}

/// A callback that listens to an event: what the methods `on_…` give.
///
/// ```no_run
/// # fn example(track: &local_media_stream::MediaStreamTrack) {
/// let listener = track.on_ended(|| { /* tell the user that the camera is gone */ });
/// // …
/// drop(listener); // it listens no more
/// # }
/// ```
///
/// The callback may drop its own listener, stop the stream, or open another. One thing passes it by: the very event that
/// it handles, dispatched by a script at the very same object before it returns, which the browser reports as an error.
/// No browser does that by itself.
///
/// # Drop behavior
/// Dropping it takes the callback off: it is not called again, also if an event has been dispatched already.
/// [`forget`](Self::forget) leaves it on for as long as the page lives.
#[must_use = "the callback listens only for as long as this is kept; `forget()` keeps it for good"]
pub struct EventListener {
    to: To,
    #[cfg(feature = "accounting")]
    _counted: Option<crate::accounting::Counted>,
}

impl EventListener {
    pub(super) fn to_browser(listener: gloo_events::EventListener) -> Self {
        EventListener::new(To::Browser(listener))
    }

    pub(super) fn to_made(listening: Rc<dyn Listening>) -> Self {
        EventListener::new(To::Made(listening))
    }

    /// Listens to nothing.
    pub(crate) fn never() -> Self {
        EventListener::new(To::Nothing)
    }

    fn new(to: To) -> Self {
        EventListener {
            #[cfg(feature = "accounting")]
            _counted: (!matches!(to, To::Nothing)).then(crate::accounting::Counted::listener),
            to,
        }
    }

    /// Leaves the callback on for good. What it has captured is never freed.
    pub fn forget(self) {
        mem::forget(self);
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        if let To::Made(listening) = &self.to {
            listening.end();
        }
    }
}

impl fmt::Debug for EventListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventListener")
    }
}
