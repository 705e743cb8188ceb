//! Observers of actions of this crate for which browsers dispatch no event.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// A kind of action.
#[derive(Clone, Copy)]
pub(crate) enum Topic {
    /// This crate stopped a track, or added one to a stream or removed one.
    TracksChanged,
    /// This crate opened a stream. From then on browsers expose the labels of devices.
    StreamOpened,
}

const TOPICS: usize = 2;

type Hook = Cell<Option<fn(Topic)>>;
type Observers = RefCell<Vec<Weak<dyn Observer>>>;

thread_local! {
    /// Calls the observers of a topic. A function pointer that [`observe`] sets, so that a program without observers
    /// does not link the code that calls them.
    static HOOKS: [Hook; TOPICS] = const { [const { Cell::new(None) }; TOPICS] };

    static OBSERVERS: [Observers; TOPICS] = const { [const { RefCell::new(Vec::new()) }; TOPICS] };
}

/// A receiver of notifications.
pub(crate) trait Observer {
    /// Handles an action of the observed topic.
    fn notify(self: Rc<Self>);
}

/// Notifies the observers of a topic.
pub(crate) fn notify(topic: Topic) {
    if let Some(hook) = HOOKS.with(|hooks| hooks[topic as usize].get()) {
        hook(topic);
    }
}

/// Notifies an observer of every action of a topic until the observer is dropped.
pub(crate) fn observe<O: Observer + 'static>(topic: Topic, observer: &Rc<O>) {
    let observer: Weak<O> = Rc::downgrade(observer);
    OBSERVERS.with(|lists| {
        let mut observers = lists[topic as usize].borrow_mut();
        // Not at each notification, which is more frequent.
        observers.retain(|observer| observer.strong_count() > 0);
        observers.push(observer);
    });
    HOOKS.with(|hooks| hooks[topic as usize].set(Some(notify_all)));
}

fn notify_all(topic: Topic) {
    let observers = OBSERVERS.with(|lists| lists[topic as usize].borrow().clone());
    for observer in observers.iter().filter_map(Weak::upgrade) {
        observer.notify();
    }
}
