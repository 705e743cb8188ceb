//! The shim's eras and its URLs of streams; pages that are in its way.
#![cfg(all(target_family = "wasm", feature = "legacy"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod shim;

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/shim/pages.js")]
extern "C" {
    fn run(name: &str, shim: &JsValue) -> js_sys::Promise;
}

shim_tests! {
    in_2012_it_stops_in_a_task
    in_2012_what_is_derived_ends_with_it
    in_2012_another_local_stream_holds_its_source
    in_2012_the_end_for_another_reason_is_told
    in_2011_the_stream_is_told
    in_2011_everything_is_asked_for
    in_2012_the_error_callback_may_be_left_out
    a_stream_has_a_url
    an_attribute_takes_it_too
    html_takes_it_too
    html_is_watched_for_no_longer_than_needed
    without_asking_a_stream_has_no_url
    what_cannot_be_put_in_place_is_told
    a_page_without_streams_is_told
    getters_that_throw_are_not_in_the_way
    a_replaced_promise_changes_nothing
    it_may_come_before_the_document_is_there
    two_copies_are_one_shim
    a_worker_is_no_page
    it_serves_a_page_of_its_own
}
