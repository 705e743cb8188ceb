//! Eras and object URLs of the shim, and pages that modify the objects it depends on.
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
    replaced_globals_are_not_used
    uninstall_works_if_object_prototype_has_a_getter_name
    in_2012_stop_takes_effect_in_a_task
    in_2012_derived_tracks_end_with_the_stream
    in_2012_another_local_media_stream_keeps_the_source_live
    in_2012_ended_is_dispatched_for_other_causes
    in_2011_ended_is_dispatched_at_the_stream
    in_2011_both_kinds_are_requested_by_default
    in_2012_the_error_callback_is_optional
    create_object_url_accepts_a_stream
    src_and_moz_src_object_accept_a_stream
    set_attribute_accepts_a_stream_url
    html_accepts_a_stream_url
    the_document_is_observed_only_while_needed
    create_object_url_is_native_by_default
    install_fails_on_a_sealed_object_and_changes_nothing
    install_fails_without_media_stream
    install_does_not_call_getters_that_throw
    a_replaced_promise_is_not_used
    install_works_before_the_document_is_loaded
    two_copies_share_one_installation
    install_fails_in_a_worker
    the_shim_works_in_another_realm
}
