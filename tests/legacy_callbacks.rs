//! `navigator.getUserMedia` of the shim: arguments, callbacks, errors and legacy constraints.
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
    all_prefixed_names_open_a_stream
    invalid_arguments_throw_synchronously
    the_error_callback_is_optional
    a_string_selects_the_kinds
    the_success_callback_is_called_in_a_task_with_the_window_as_this
    an_exception_of_a_callback_is_reported_to_the_window
    an_error_is_a_navigator_user_media_error
    a_denied_request_has_the_code_permission_denied
    legacy_error_names_have_a_constraint_name
    a_page_without_media_devices_receives_a_security_error
    legacy_constraints_are_translated
    a_malformed_constraint_throws_with_its_path
    legacy_constraints_are_applied
    a_screen_and_a_microphone_open_together
    a_chrome_media_source_id_is_passed_to_a_browser_that_reads_it
    get_sources_lists_input_devices
    a_media_stream_event_has_its_stream
    prefixes_selects_the_names
    a_name_with_the_value_undefined_is_replaced
    a_page_can_change_the_constraints_in_its_own_promise_form
    an_invalid_argument_gives_a_rejected_promise
}
