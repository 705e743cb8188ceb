//! `Queue`: the data of all segments, in the order of the file.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::time::Duration;

use web_sys::Blob;

/// A step of the file.
pub(super) enum Item {
    Begin {
        segment: u32,
        /// The time since the start of the first segment.
        offset: Duration,
    },
    Data {
        segment: u32,
        blob: Blob,
        /// The position in the recording when it was delivered.
        position: Duration,
    },
    /// All segments have ended.
    Finish,
}

/// An event of the recorders of the browser.
enum Entry {
    Item(Item),
    /// The end of a segment.
    End(u32),
}

/// The items that are not written yet. Segments overlap: the items of each wait for the end of the previous one.
#[derive(Default)]
pub(super) struct Queue {
    entries: RefCell<Vec<Entry>>,
    /// The segment that is written.
    segment: Cell<Option<u32>>,
    waker: Cell<Option<Waker>>,
}

impl Queue {
    pub(super) fn push(&self, item: Item) {
        self.add(Entry::Item(item));
    }

    /// Adds the end of a segment: the items of the next one follow.
    pub(super) fn end(&self, segment: u32) {
        self.add(Entry::End(segment));
    }

    fn add(&self, entry: Entry) {
        self.entries.borrow_mut().push(entry);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits for the next item. One task may wait.
    pub(super) async fn next(&self) -> Item {
        poll_fn(|context| {
            while let Some(entry) = self.take() {
                match entry {
                    Entry::End(_) => self.segment.set(None),
                    Entry::Item(item) => {
                        if let Item::Begin { segment, .. } = item {
                            self.segment.set(Some(segment));
                        }
                        return Poll::Ready(item);
                    }
                }
            }
            self.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }

    /// Removes the first entry of the current segment, or the begin of the next one.
    fn take(&self) -> Option<Entry> {
        let current = self.segment.get();
        let is_next = |entry: &mut Entry| match entry {
            Entry::Item(Item::Begin { .. } | Item::Finish) => current.is_none(),
            Entry::Item(Item::Data { segment, .. }) | Entry::End(segment) => current == Some(*segment),
        };
        self.entries.borrow_mut().extract_if(.., is_next).next()
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use std::pin::pin;
    use std::task::Context;

    use wasm_bindgen::{JsCast, JsValue};

    use super::*;

    fn begin(segment: u32) -> Item {
        let offset = Duration::ZERO;
        Item::Begin { segment, offset }
    }

    fn data(segment: u32, position: u64) -> Item {
        Item::Data {
            segment,
            blob: JsValue::NULL.unchecked_into(),
            position: Duration::from_secs(position),
        }
    }

    /// Returns the names of the items that are available.
    fn available(queue: &Queue) -> Vec<String> {
        let mut context = Context::from_waker(Waker::noop());
        let mut names = Vec::new();
        while let Poll::Ready(item) = pin!(queue.next()).poll(&mut context) {
            names.push(match item {
                Item::Begin { segment, .. } => format!("begin {segment}"),
                Item::Data {
                    segment, position, ..
                } => format!("data {segment} {}", position.as_secs()),
                Item::Finish => "finish".to_owned(),
            });
        }
        names
    }

    #[test]
    fn data_of_a_segment_waits_for_the_end_of_the_previous_one() {
        let queue = Queue::default();
        for item in [begin(0), data(0, 1), begin(1), data(1, 3), data(0, 2)] {
            queue.push(item);
        }
        assert_eq!(available(&queue), ["begin 0", "data 0 1", "data 0 2"]);
        queue.push(data(1, 4));
        queue.end(0);
        assert_eq!(available(&queue), ["begin 1", "data 1 3", "data 1 4"]);
        queue.end(1);
        queue.push(Item::Finish);
        assert_eq!(available(&queue), ["finish"]);
    }
}
