//! JavaScript strings of the words of the specs: `width`, `facingMode`, `user` and so on, created once and cached.
//!
//! Creating a string costs more than the call it is passed to, and constraints use the same few. Ten constraints take
//! 0.95 of raw web-sys in Firefox with this cache (3.5 in Chromium without one). A list that is searched takes 1.00 if it
//! compares addresses and 1.05 if it compares texts: `cargo xtask bench --only constraints`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ptr;

use wasm_bindgen::JsValue;

/// The number of slots, a power of two. A word's slot is its address modulo this number. The words of the specs lie
/// next to each other in memory, so within this many bytes no two of them share a slot.
const SLOTS: usize = 1024;

/// A word and its string. The first word of a slot keeps it.
type Slot = OnceCell<(&'static str, JsValue)>;

thread_local! {
    static CACHE: [Slot; SLOTS] = const { [const { Slot::new() }; SLOTS] };
}

/// Calls the closure with the JavaScript string for this text. Only borrowed text is cached.
// Whether the text is borrowed decides whether it is cached, so the `Cow` itself is needed.
#[allow(clippy::ptr_arg)]
pub(crate) fn with_js_string<T>(text: &Cow<'static, str>, call: impl FnOnce(&JsValue) -> T) -> T {
    CACHE.with(|slots| {
        let created;
        call(match cached(slots, text) {
            Some(js) => js,
            None => {
                created = JsValue::from_str(text);
                &created
            }
        })
    })
}

/// Returns a string property. These words are compared in JavaScript, so a known one allocates no memory in Rust.
#[cfg(feature = "frames")]
pub(crate) fn word_property(
    object: &JsValue,
    name: &'static str,
    words: &[&'static str],
) -> Option<Cow<'static, str>> {
    let value = super::object::property(object, name)?;
    let mut words = words.iter().map(|word| Cow::Borrowed(*word));
    let is_value = |word: &Cow<'static, str>| with_js_string(word, |js| *js == value);
    words.find(is_value).or_else(|| value.as_string().map(Cow::Owned))
}

/// Returns the cached string. `None` if the text is owned, or if another word occupies its slot.
#[allow(clippy::ptr_arg)]
fn cached<'a>(slots: &'a [Slot; SLOTS], text: &Cow<'static, str>) -> Option<&'a JsValue> {
    let Cow::Borrowed(word) = *text else {
        return None;
    };
    let slot = &slots[word.as_ptr().addr() % SLOTS];
    if slot.get().is_none() {
        // Cannot fail: the slot is empty. `get_or_init` would add 140 bytes (gzip) for its panic.
        let _: Result<(), (&str, JsValue)> = slot.set((word, JsValue::from_str(word)));
    }
    let (known, js) = slot.get()?;
    ptr::eq(*known, word).then_some(js)
}
