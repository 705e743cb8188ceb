//! The shim on streams and tracks; what it puts in place, and that it leaves no trace.
#![cfg(all(target_family = "wasm", feature = "legacy"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod shim;

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/shim/streams.js")]
extern "C" {
    fn run(name: &str, shim: &JsValue) -> js_sys::Promise;
}

shim_tests! {
    the_stream_is_local
    a_clone_is_local_and_stops_on_its_own
    the_promise_gives_it_too_if_asked
    stop_is_for_streams_that_are_local
    a_stream_has_its_old_attributes
    the_end_is_told_once
    it_begins_again_with_another_track
    a_plain_stream_tells_its_handler
    handlers_are_as_html_has_them
    track_lists_are_live
    a_stream_is_made_of_two_lists
    the_constructor_is_the_browsers_to_whoever_looks
    a_list_hears_what_the_browser_adds
    tracks_have_their_kind_in_their_name
    states_are_numbers_on_request
    a_native_member_stays
    nothing_is_left
    members_are_what_webidl_wants
    twice_is_once
    what_somebody_else_has_changed_stays
    the_browsers_own_is_as_before
}
