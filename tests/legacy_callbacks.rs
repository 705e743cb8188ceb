//! The shim's `navigator.getUserMedia`: its manners, its errors, the constraints of its time.
#![cfg(all(target_family = "wasm", feature = "legacy"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod shim;

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/shim/callbacks.js")]
extern "C" {
    fn run(name: &str, shim: &JsValue) -> js_sys::Promise;
}

shim_tests! {
    all_names_do_the_same
    what_makes_no_sense_is_refused_at_once
    success_comes_in_a_task_with_the_window
    what_a_callback_throws_is_the_windows
    an_error_has_its_old_form
    a_refusal_has_the_code
    old_names_come_with_the_constraint
    a_page_without_devices_hears_of_it
    old_constraints_are_said_in_todays_words
    nonsense_is_refused_by_its_name
    old_constraints_are_honoured
    a_screen_and_a_microphone
    what_was_chosen_already_is_the_browsers
    sources_are_told
    a_stream_event_has_its_stream
    only_the_names_asked_for
}
