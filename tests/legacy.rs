//! Streams, tracks and interfaces of the shim, and their removal by `uninstall`.
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
    get_user_media_returns_a_local_media_stream
    a_clone_is_a_local_media_stream_and_stops_independently
    media_devices_get_user_media_resolves_with_a_local_media_stream
    stop_throws_for_other_streams
    media_stream_has_its_legacy_attributes
    ended_and_inactive_are_dispatched_once
    active_is_dispatched_when_a_track_is_added
    onended_of_a_plain_stream_is_called
    event_handler_attributes_follow_html
    track_lists_are_live
    the_constructor_accepts_two_lists
    the_replaced_constructor_has_the_native_properties
    onaddtrack_of_a_list_is_called_for_native_events
    tracks_are_audio_or_video_stream_tracks
    ready_state_is_a_number_with_numeric_states
    native_members_are_kept
    uninstall_restores_every_property
    members_follow_webidl
    a_second_install_is_a_no_op
    uninstall_keeps_properties_changed_by_other_code
    native_interfaces_behave_as_before
}
