//! Every binding to JavaScript, one file per interface: members that web-sys lacks, has only behind
//! `web_sys_unstable_apis`, or declares without `catch`.
//!
//! The types here are views of the same objects as those of web-sys: a cast between them is free. This module imports
//! nothing else of the crate.

#[cfg(feature = "audio")]
mod audio_context;
#[cfg(feature = "audio")]
mod audio_worklet;
#[cfg(feature = "recorder")]
mod blob;
#[cfg(any(feature = "photo", feature = "frames"))]
mod canvas;
mod capture_controller;
#[cfg(feature = "video-source")]
mod capture_stream;
mod capture_targets;
mod error;
mod global;
mod html_media_element;
#[cfg(any(feature = "photo", feature = "frames"))]
mod html_video_element;
#[cfg(feature = "photo")]
mod image_bitmap;
#[cfg(feature = "photo")]
mod image_capture;
mod interned;
#[cfg(feature = "legacy")]
pub(crate) mod legacy;
mod media_devices;
#[cfg(feature = "recorder")]
mod media_recorder;
mod media_stream;
mod media_stream_track;
#[cfg(feature = "frames")]
mod media_stream_track_processor;
mod object;
mod page_objects;
mod permissions;
#[cfg(feature = "audio")]
mod shared_memory;
#[cfg(feature = "testing")]
pub(crate) mod testing;
#[cfg(feature = "frames")]
mod video_frame;
#[cfg(feature = "video-source")]
mod video_track_generator;

#[cfg(feature = "audio")]
pub(crate) use audio_context::{AudioContext, AudioNode};
#[cfg(feature = "audio")]
pub(crate) use audio_worklet::{AudioWorkletNode, BlockEvent, MessagePort};
#[cfg(feature = "recorder")]
pub(crate) use blob::{blob_of_bytes, new_blob, read_bytes, slice_blob};
#[cfg(any(feature = "photo", feature = "video-source"))]
pub(crate) use canvas::CanvasRenderingContext2d;
#[cfg(feature = "video-source")]
pub(crate) use canvas::opaque_2d_context;
#[cfg(feature = "photo")]
pub(crate) use canvas::readable_canvas;
#[cfg(feature = "frames")]
pub(crate) use canvas::{drawn_canvas, drop_reused_canvas, read_pixels};
pub(crate) use capture_controller::CaptureController;
#[cfg(feature = "video-source")]
pub(crate) use capture_stream::{CanvasCapture, CapturedElement};
pub(crate) use capture_targets::{CropTarget, RestrictionTarget};
pub(crate) use error::new_error;
#[cfg(feature = "recorder")]
pub(crate) use global::navigator_member;
#[cfg(any(feature = "recorder", feature = "frames", feature = "audio"))]
pub(crate) use global::now;
#[cfg(feature = "audio")]
pub(crate) use global::set_timeout;
pub(crate) use global::{
    has_global, is_embedded, is_insecure_page, is_native_add_event_listener, policy_allows, timeout,
};
pub(crate) use html_media_element::HtmlMediaElement;
#[cfg(feature = "frames")]
pub(crate) use html_video_element::has_video_frame_callback;
#[cfg(any(feature = "photo", feature = "frames"))]
pub(crate) use html_video_element::{HtmlVideoElement, muted_video};
#[cfg(feature = "photo")]
pub(crate) use image_bitmap::{ImageBitmap, create_image_bitmap};
#[cfg(feature = "photo")]
pub(crate) use image_capture::ImageCapture;
pub(crate) use interned::with_js_string;
#[cfg(feature = "frames")]
pub(crate) use interned::word_property;
pub(crate) use media_devices::{InputDeviceInfo, MediaDevices, navigator_media_devices};
#[cfg(feature = "recorder")]
pub(crate) use media_recorder::MediaRecorder;
pub(crate) use media_stream::{MediaStream, TrackList, is_media_stream, new_media_stream};
pub(crate) use media_stream_track::{
    MediaStreamTrack, MediaStreamTrackAudioStats, MediaStreamTrackKind, MediaStreamTrackState, MessageTarget,
    is_media_stream_track,
};
#[cfg(feature = "frames")]
pub(crate) use media_stream_track_processor::{FrameReader, frame_reader};
#[cfg(any(feature = "audio", feature = "recorder"))]
pub(crate) use object::array;
pub(crate) use object::{
    Object, call_method, has_property, number_to_string, parse_number, property, set_property,
    string_property, stringify,
};
pub(crate) use page_objects::{is_live_track, stop_track, tracks_of};
pub(crate) use permissions::navigator_permissions;
#[cfg(feature = "audio")]
pub(crate) use shared_memory::{SharedArrayBuffer, wait_async};
#[cfg(feature = "frames")]
pub(crate) use video_frame::{VideoFrame, memory_view};
#[cfg(feature = "video-source")]
pub(crate) use video_track_generator::{FrameWriter, generate_track};
