//! An element of the page: its content, and actions of a user.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventInit, HtmlSelectElement};

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = animatedElement)]
    fn animated_element() -> web_sys::HtmlElement;

    #[wasm_bindgen(js_name = element)]
    fn element_js(name: &str) -> web_sys::HtmlElement;
}

/// An element of the page, removed on drop.
pub struct Element(pub web_sys::HtmlElement);

impl Element {
    pub fn new(name: &str) -> Self {
        Element(element_js(name))
    }

    /// Creates an element with an endless animation.
    pub fn animated() -> Self {
        Element(animated_element())
    }

    /// Returns the first descendant that matches the selector.
    #[track_caller]
    pub fn find<T: JsCast>(&self, selector: &str) -> T {
        let found = self.find_if(selector);
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    pub fn find_if(&self, selector: &str) -> Option<web_sys::Element> {
        self.0.query_selector(selector).expect("a selector")
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find_if(selector)?.get_attribute(name)
    }

    pub fn text(&self, selector: &str) -> Option<String> {
        self.find_if(selector)?.text_content()
    }

    /// Returns whether the app in this element shows this state of its capture.
    pub fn shows(&self, state: &str) -> bool {
        self.attribute("main", "data-state").as_deref() == Some(state)
    }

    /// Returns the first `<select>`.
    #[track_caller]
    pub fn select(&self) -> HtmlSelectElement {
        self.find("select")
    }

    /// Returns the texts of the options of the first `<select>`.
    pub fn options(&self) -> Vec<String> {
        let Some(select) = self.find_if("select") else {
            return Vec::new();
        };
        let options = select.children();
        (0..options.length())
            .map(|at| options.item(at).unwrap().text_content().unwrap())
            .collect()
    }

    /// Selects an option as a user does.
    #[track_caller]
    pub fn choose(&self, value: &str) {
        self.select().set_value(value);
        let event = EventInit::new();
        event.set_bubbles(true);
        let event = Event::new_with_event_init_dict("change", &event).unwrap();
        self.select().dispatch_event(&event).unwrap();
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        self.0.remove();
    }
}
