//! What a page says to its developers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

/// Writes down what goes to the console as a warning or an error, on its way there, until it is dropped.
pub struct Console {
    lines: Rc<RefCell<Vec<String>>>,
    replaced: [Replaced; 2],
}

struct Replaced {
    name: &'static str,
    before: JsValue,
    /// What is called as long as it is here.
    _write: Closure<dyn FnMut(JsValue)>,
}

impl Console {
    pub fn listen() -> Self {
        let lines: Rc<RefCell<Vec<String>>> = Rc::default();
        let console = console();
        let replaced = ["warn", "error"].map(|name| {
            let lines = Rc::clone(&lines);
            let before = Reflect::get(&console, &name.into()).expect("a function");
            let say: Function = before.clone().unchecked_into();
            let write = Closure::new(move |what: JsValue| {
                lines.borrow_mut().push(format!("{what:?}"));
                drop(say.call1(&JsValue::UNDEFINED, &what));
            });
            Reflect::set(&console, &name.into(), write.as_ref()).expect("it can be replaced");
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
            Reflect::set(&console(), &(*name).into(), before).expect("it can be put back");
        }
    }
}

fn console() -> JsValue {
    Reflect::get(&js_sys::global(), &"console".into()).expect("a console")
}
