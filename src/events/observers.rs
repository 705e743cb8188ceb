//! Observers of actions of this crate for which browsers dispatch no event.

use std::cell::Cell;
use std::rc::{Rc, Weak};
use std::thread::LocalKey;

/// A kind of action with its observers.
pub(crate) struct Topic {
    /// Calls the observers. A function pointer that [`observe`] sets, so that a program without observers does not
    /// link the code that calls them.
    hook: Cell<Option<fn(&'static LocalKey<Topic>)>>,
    observers: Cell<Vec<Weak<dyn Observer>>>,
}

thread_local! {
    /// This crate stopped a track, or added one to a stream or removed one.
    pub(crate) static TRACKS_CHANGED: Topic = const { Topic::new() };

    /// This crate opened a stream. From then on browsers expose the labels of devices.
    pub(crate) static STREAM_OPENED: Topic = const { Topic::new() };
}

/// A receiver of notifications.
pub(crate) trait Observer {
    /// Handles an action of the topic.
    fn notify(self: Rc<Self>);
}

impl Topic {
    const fn new() -> Self {
        Topic {
            hook: Cell::new(None),
            observers: Cell::new(Vec::new()),
        }
    }
}

/// Notifies the observers of a topic.
pub(crate) fn notify(topic: &'static LocalKey<Topic>) {
    if let Some(hook) = topic.with(|topic| topic.hook.get()) {
        hook(topic);
    }
}

/// Notifies an observer of every action of a topic until it is dropped.
pub(crate) fn observe<O: Observer + 'static>(topic: &'static LocalKey<Topic>, observer: &Rc<O>) {
    let observer: Weak<O> = Rc::downgrade(observer);
    topic.with(|topic| {
        let mut observers = live(topic);
        observers.push(observer);
        topic.observers.set(observers);
        topic.hook.set(Some(notify_all));
    });
}

fn notify_all(topic: &'static LocalKey<Topic>) {
    let observers = topic.with(|topic| {
        let observers = live(topic);
        if observers.is_empty() {
            topic.hook.set(None);
        }
        topic.observers.set(observers.clone());
        observers
    });
    for observer in observers.iter().filter_map(Weak::upgrade) {
        observer.notify();
    }
}

/// Takes the observers that have not been dropped.
fn live(topic: &Topic) -> Vec<Weak<dyn Observer>> {
    let mut observers = topic.observers.take();
    observers.retain(|observer| observer.strong_count() > 0);
    observers
}
