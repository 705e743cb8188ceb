//! JavaScript's strings for the words of the specs: `width`, `facingMode`, `user` and their like.
//!
//! To make one costs more than to call with it, and the same few are needed again and again. So each is made once and
//! kept, in a table of a fixed size: it holds what was used last, and grows with nothing.

use std::borrow::Cow;
use std::cell::Cell;

use wasm_bindgen::JsValue;

/// Bytes of memory in which words lie whose places are not the same; a power of two. Those of the specs lie together.
const PLACES: usize = 512;

/// A word that is kept. Where it lies in memory tells which it is: what is `'static` stays there, and stays the same.
struct Kept {
    word: (*const u8, usize),
    js: JsValue,
}

thread_local! {
    static KEPT: [Cell<Option<Kept>>; PLACES] = const { [const { Cell::new(None) }; PLACES] };
}

/// Calls with JavaScript's string for this.
// Whether it is borrowed is the point.
#[allow(clippy::ptr_arg)]
pub(crate) fn with_string<T>(text: &Cow<'static, str>, call: impl FnOnce(&JsValue) -> T) -> T {
    let Cow::Borrowed(word) = *text else {
        return call(&JsValue::from_str(text));
    };
    let word_at = (word.as_ptr(), word.len());
    KEPT.with(|kept| {
        let place = &kept[word_at.0.addr() % PLACES];
        // Out of its place while it is used: whatever the call does may need that place for another.
        let found = match place.take() {
            Some(found) if found.word == word_at => found,
            _ => Kept {
                word: word_at,
                js: JsValue::from_str(word),
            },
        };
        let result = call(&found.js);
        place.set(Some(found));
        result
    })
}
