//! Observers of actions of this crate for which browsers dispatch no event.

use std::cell::Cell;
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
type Observers = Cell<Vec<Weak<dyn Observer>>>;

thread_local! {
    /// Calls the observers of a topic. A function pointer that [`observe`] sets, so that a program without observers
    /// does not link the code that calls them.
    static HOOKS: [Hook; TOPICS] = const { [const { Cell::new(None) }; TOPICS] };

    static OBSERVERS: [Observers; TOPICS] = const { [const { Cell::new(Vec::new()) }; TOPICS] };
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
    let mut observers = take_live(topic);
    observers.push(observer);
    OBSERVERS.with(|lists| lists[topic as usize].set(observers));
    HOOKS.with(|hooks| hooks[topic as usize].set(Some(notify_all)));
}

fn notify_all(topic: Topic) {
    let observers = take_live(topic);
    if observers.is_empty() {
        HOOKS.with(|hooks| hooks[topic as usize].set(None));
        return;
    }
    OBSERVERS.with(|lists| lists[topic as usize].set(observers.clone()));
    for observer in observers.iter().filter_map(Weak::upgrade) {
        observer.notify();
    }
}

/// Takes the observers that have not been dropped.
fn take_live(topic: Topic) -> Vec<Weak<dyn Observer>> {
    let mut observers = OBSERVERS.with(|lists| lists[topic as usize].take());
    observers.retain(|observer| observer.strong_count() > 0);
    observers
}
