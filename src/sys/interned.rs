//! JavaScript strings of the words of the specs: `width`, `facingMode`, `user` and so on, created once and cached.
//!
//! Creating a string costs more than the call it is passed to, and constraints use the same few. The cache has a fixed
//! number of slots: the first word of a slot keeps it.

use std::borrow::Cow;
use std::cell::OnceCell;

use wasm_bindgen::JsValue;

/// The number of slots, a power of two. A word's slot is its address modulo this number. The words of the specs lie
/// next to each other in memory, so within this many bytes no two of them share a slot.
const SLOTS: usize = 1024;

/// A cached word. A `'static` string keeps its address, so address and length identify it.
struct Slot {
    word: (*const u8, usize),
    js: JsValue,
}

thread_local! {
    static CACHE: [OnceCell<Slot>; SLOTS] = const { [const { OnceCell::new() }; SLOTS] };
}

/// Calls the closure with the JavaScript string for this text. Only borrowed text is cached.
// Whether the text is borrowed decides whether it is cached, so the `Cow` itself is needed.
#[allow(clippy::ptr_arg)]
pub(crate) fn with_js_string<T>(text: &Cow<'static, str>, call: impl FnOnce(&JsValue) -> T) -> T {
    CACHE.with(|slots| {
        let cached = match *text {
            Cow::Borrowed(word) => cached(slots, word),
            Cow::Owned(_) => None,
        };
        let created;
        call(match cached {
            Some(js) => js,
            None => {
                created = JsValue::from_str(text);
                &created
            }
        })
    })
}

/// Returns the cached string of a word. `None` if another word occupies its slot.
fn cached<'a>(slots: &'a [OnceCell<Slot>; SLOTS], text: &'static str) -> Option<&'a JsValue> {
    let word = (text.as_ptr(), text.len());
    let slot = &slots[word.0.addr() % SLOTS];
    if slot.get().is_none() {
        let js = JsValue::from_str(text);
        // Cannot fail: the slot was empty a line above.
        let _: Result<(), Slot> = slot.set(Slot { word, js });
    }
    slot.get().filter(|slot| slot.word == word).map(|slot| &slot.js)
}
