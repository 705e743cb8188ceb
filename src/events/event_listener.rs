//! `EventListener`: a callback that listens for as long as it is kept.

use std::fmt;
use std::mem;
use std::rc::Rc;

/// What an [`EventListener`] ends. Whatever it holds may be in use further out on the stack when that happens.
pub(super) trait Listening {
    /// Calls the callback no more, and lets go of it as soon as it does not run.
    fn end(&self);
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
/// The callback may do whatever it likes: drop its own listener, stop the stream, open another, or dispatch the event
/// that it handles. An event that is dispatched while the callback handles one is handled next.
///
/// # Drop behavior
/// Dropping it takes the callback off: it is not called again, also if an event has been dispatched already.
/// [`forget`](Self::forget) leaves it on for as long as the page lives.
#[must_use = "the callback listens only for as long as this is kept; `forget()` keeps it for good"]
pub struct EventListener {
    /// `None` for what can never happen.
    listening: Option<Rc<dyn Listening>>,
    #[cfg(feature = "accounting")]
    _counted: Option<crate::accounting::Counted>,
}

impl EventListener {
    pub(super) fn new(listening: Rc<dyn Listening>) -> Self {
        EventListener {
            listening: Some(listening),
            #[cfg(feature = "accounting")]
            _counted: Some(crate::accounting::Counted::listener()),
        }
    }

    /// Listens to nothing.
    pub(crate) fn never() -> Self {
        EventListener {
            listening: None,
            #[cfg(feature = "accounting")]
            _counted: None,
        }
    }

    /// Leaves the callback on for good. What it has captured is never freed.
    pub fn forget(self) {
        mem::forget(self);
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.end();
        }
    }
}

impl fmt::Debug for EventListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventListener")
    }
}
