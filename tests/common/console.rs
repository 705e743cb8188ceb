//! Recording of console messages.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

/// Records warnings and errors that are written to the console, until it is dropped. They are still printed.
pub struct Console {
    lines: Rc<RefCell<Vec<String>>>,
    replaced: [Replaced; 2],
}

struct Replaced {
    name: &'static str,
    before: JsValue,
    /// The replacement of the method.
    _write: Closure<dyn FnMut(JsValue)>,
}

impl Console {
    pub fn listen() -> Self {
        let lines: Rc<RefCell<Vec<String>>> = Rc::default();
        let console = console();
        let replaced = ["warn", "error"].map(|name| {
            let lines = Rc::clone(&lines);
            let before = Reflect::get(&console, &name.into()).expect("a function");
            let original: Function = before.clone().unchecked_into();
            let write = Closure::new(move |message: JsValue| {
                lines.borrow_mut().push(format!("{message:?}"));
                drop(original.call1(&JsValue::UNDEFINED, &message));
            });
            Reflect::set(&console, &name.into(), write.as_ref()).expect("the method can be replaced");
            Replaced {
                name,
                before,
                _write: write,
            }
        });
        Console { lines, replaced }
    }

    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        for Replaced { name, before, .. } in &self.replaced {
            Reflect::set(&console(), &(*name).into(), before).expect("the method can be restored");
        }
    }
}

fn console() -> JsValue {
    Reflect::get(&js_sys::global(), &"console".into()).expect("a console")
}
