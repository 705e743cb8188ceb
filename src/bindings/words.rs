//! JavaScript's strings for the words of the specs: `width`, `facingMode`, `user` and their like.
//!
//! To make one costs more than to call with it, and the same few are needed again and again. So each is made once and
//! kept, in a table of a fixed size, which grows with nothing: the first word of a place has it for good.

use std::borrow::Cow;
use std::cell::OnceCell;

use wasm_bindgen::JsValue;

/// Bytes of memory in which words lie whose places are not the same; a power of two. Those of the specs lie together.
const PLACES: usize = 1024;

/// A word that is kept. Where it lies in memory tells which it is: what is `'static` stays there, and stays the same.
struct Kept {
    word: (*const u8, usize),
    js: JsValue,
}

thread_local! {
    static KEPT: [OnceCell<Kept>; PLACES] = const { [const { OnceCell::new() }; PLACES] };
}

/// Calls with JavaScript's string for this.
// Whether it is borrowed is the point.
#[allow(clippy::ptr_arg)]
pub(crate) fn with_string<T>(text: &Cow<'static, str>, call: impl FnOnce(&JsValue) -> T) -> T {
    KEPT.with(|places| {
        let kept = match *text {
            Cow::Borrowed(word) => kept(places, word),
            Cow::Owned(_) => None,
        };
        let made;
        call(match kept {
            Some(js) => js,
            None => {
                made = JsValue::from_str(text);
                &made
            }
        })
    })
}

/// What is kept for a word; `None` where another one has its place.
fn kept<'a>(places: &'a [OnceCell<Kept>; PLACES], text: &'static str) -> Option<&'a JsValue> {
    let word = (text.as_ptr(), text.len());
    let place = &places[word.0.addr() % PLACES];
    if place.get().is_none() {
        let js = JsValue::from_str(text);
        // It is free, as was just seen.
        let _: Result<(), Kept> = place.set(Kept { word, js });
    }
    place.get().filter(|kept| kept.word == word).map(|kept| &kept.js)
}
