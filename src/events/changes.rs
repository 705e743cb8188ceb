//! What this crate itself does to tracks and streams: no event of the browser's tells of it.

use std::cell::Cell;
use std::rc::{Rc, Weak};

thread_local! {
    /// What is to be done when this crate has stopped, added or removed a track: nothing, until somebody looks.
    ///
    /// A pointer, so that a program in which nobody ever does is linked without all that looks.
    static ON_CHANGE: Cell<Option<fn()>> = const { Cell::new(None) };

    static WATCHES: Cell<Vec<Weak<dyn Watching>>> = const { Cell::new(Vec::new()) };
}

/// Whoever wants to look at a stream again when something has been done to any.
pub(crate) trait Watching {
    fn look_again(self: Rc<Self>);
}

/// To be called whenever this crate has stopped, added or removed a track.
pub(crate) fn changed() {
    if let Some(look) = ON_CHANGE.get() {
        look();
    }
}

/// Lets it look after every change, for as long as it is kept.
pub(crate) fn watch<W: Watching + 'static>(watching: &Rc<W>) {
    let watching: Weak<W> = Rc::downgrade(watching);
    let mut watches = WATCHES.take();
    watches.retain(|watch| watch.strong_count() > 0);
    watches.push(watching);
    WATCHES.set(watches);
    ON_CHANGE.set(Some(look_at_all));
}

fn look_at_all() {
    let mut watches = WATCHES.take();
    watches.retain(|watch| watch.strong_count() > 0);
    if watches.is_empty() {
        ON_CHANGE.set(None);
        return;
    }
    let all = watches.clone();
    WATCHES.set(watches);
    for watch in &all {
        if let Some(watch) = watch.upgrade() {
            watch.look_again();
        }
    }
}
