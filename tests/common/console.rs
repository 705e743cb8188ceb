//! What a page says to its developers.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::{Replaced, replace};

/// Writes down what goes to the console as a warning or an error, until it is dropped.
pub struct Console {
    lines: Rc<RefCell<Vec<String>>>,
    _replaced: [(Replaced, Closure<dyn FnMut(JsValue)>); 2],
}

impl Console {
    pub fn listen() -> Self {
        let lines: Rc<RefCell<Vec<String>>> = Rc::default();
        let console = js_sys::Reflect::get(&js_sys::global(), &"console".into()).expect("a console");
        let _replaced = ["warn", "error"].map(|name| {
            let lines = Rc::clone(&lines);
            let write = Closure::new(move |what: JsValue| lines.borrow_mut().push(format!("{what:?}")));
            (replace(&console, name, write.as_ref()), write)
        });
        Console { lines, _replaced }
    }

    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }
}
