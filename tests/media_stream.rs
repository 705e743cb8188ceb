//! `MediaStream` and `LocalMediaStream`: members, tracks and ownership.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn members() {
    let stream = open().await;
    assert_eq!(stream.id(), stream.as_web_sys().id());
    assert!(!stream.id().is_empty());
    assert!(stream.active());
    let (audio, video) = (stream.audio_tracks(), stream.video_tracks());
    assert_eq!((audio.len(), video.len()), (1, 1));
    assert_eq!(stream.tracks().len(), 2);
    assert!(stream.tracks().contains(&audio[0]) && stream.tracks().contains(&video[0]));
    assert_eq!(stream.track_by_id(&audio[0].id()).as_ref(), Some(&audio[0]));
    assert_eq!(stream.track_by_id("no such id"), None);
}

#[wasm_bindgen_test]
async fn add_and_remove_tracks() {
    let stream = open().await;
    let audio = stream.audio_tracks().remove(0);
    let other = MediaStream::new().expect("a stream");
    assert_eq!((other.active(), other.tracks().len()), (false, 0));
    other.add_track(&audio);
    other.add_track(&audio);
    assert_eq!(other.tracks(), std::slice::from_ref(&audio));
    assert!(other.active());
    other.remove_track(&audio);
    other.remove_track(&audio);
    assert_eq!(other.tracks(), []);
    assert_eq!(audio.ready_state(), MediaStreamTrackState::Live, "not stopped");
}

#[wasm_bindgen_test]
async fn from_tracks_does_not_take_ownership() {
    let stream = open().await;
    let other = MediaStream::from_tracks(stream.tracks()).expect("a stream");
    assert_ne!(other.id(), stream.id());
    assert_eq!(other.tracks().len(), 2);
    drop(other);
    assert_eq!(live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn take_track_transfers_ownership() {
    let stream = open().await;
    let video = stream.video_tracks().remove(0);
    let taken = stream.take_track(&video).expect("the track");
    assert!(stream.take_track(&video).is_none(), "removed before");
    stream.stop();
    assert_eq!(taken.ready_state(), MediaStreamTrackState::Live);
    drop(taken);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn stream_owns_added_tracks() {
    let stream = open().await;
    let extra = stream.video_tracks()[0].duplicate().into_media_stream_track();
    stream.add_track(&extra);
    assert_eq!(live_tracks(), 3);
    drop(stream);
    assert_eq!(extra.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn from_owned_tracks_takes_ownership() {
    let source = open().await;
    let tracks: Vec<_> = source.tracks().iter().map(MediaStreamTrack::duplicate).collect();
    assert_eq!(live_tracks(), 4);
    let stream = LocalMediaStream::from_tracks(tracks).expect("a stream");
    drop(source);
    assert_eq!(live_tracks(), 2);
    drop(stream);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn duplicate_is_stopped_separately() {
    let stream = open().await;
    let duplicate = stream.duplicate();
    assert_ne!(duplicate.id(), stream.id());
    stream.stop();
    assert!(duplicate.active());
    assert_eq!(live_tracks(), 2);
    drop(duplicate);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn clone_is_the_same_stream() {
    let stream = open().await;
    let clone = MediaStream::clone(&stream);
    assert_eq!(clone, *stream);
    drop(clone);
    assert!(stream.active(), "a handle does not stop the tracks");
}

#[wasm_bindgen_test]
async fn converts_to_web_sys_and_back() {
    let stream = open().await.into_media_stream();
    let js: JsValue = stream.clone().into();
    assert_eq!(MediaStream::try_from(js.clone()).as_ref(), Ok(&stream));
    let web: web_sys::MediaStream = js.dyn_into().expect("a MediaStream");
    assert_eq!(web.id(), stream.id());
    let back = LocalMediaStream::adopt(web);
    assert_eq!(*back, stream);
    drop(back);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn try_from_checks_the_value() {
    let frame = Frame::with_devices().await;
    let foreign = frame
        .devices()
        .get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("a camera");
    let js = JsValue::from(MediaStream::clone(&foreign));
    assert_eq!(MediaStream::try_from(js).as_ref(), Ok(&*foreign), "another realm");
    let track = JsValue::from(foreign.video_tracks().remove(0));
    for value in [JsValue::UNDEFINED, 7.into(), object(&[]), track] {
        let error = MediaStream::try_from(value).expect_err("not a stream");
        assert_eq!(error.kind(), MediaErrorKind::Type);
    }
}

#[wasm_bindgen_test]
async fn empty_stream_can_be_stopped() {
    let stream = LocalMediaStream::from_tracks([]).expect("a stream");
    stream.stop();
    assert!(!stream.active());
}

#[wasm_bindgen_test]
async fn attachment_follows_the_tracks() {
    let size = |width, height| {
        let video = MediaTrackConstraints::new()
            .width(Constrain::exact(width))
            .height(Constrain::exact(height));
        get_user_media(&MediaStreamConstraints::new().video(video))
    };
    let stream = size(640, 480).await.expect("640x480");
    let element = Element::new("video");
    let video: &web_sys::HtmlMediaElement = element.0.unchecked_ref();
    video.set_muted(true);
    let attachment = stream.attach(video);
    JsFuture::from(play_until(video, 640, 480))
        .await
        .expect("the element plays");

    // Each stream has one video track: WebKit orders several by their random ids.
    let before = stream.video_tracks().remove(0);
    let other = size(320, 240).await.expect("320x240");
    let track = other.take_track(&other.video_tracks()[0]).expect("the track");
    stream.add_track(&track);
    drop(stream.take_track(&before));
    assert_eq!(stream.video_tracks(), [MediaStreamTrack::clone(&track)]);
    JsFuture::from(play_until(video, 320, 240))
        .await
        .expect("the element plays the new track");

    drop(attachment);
    assert!(video.src_object().is_none());
    assert!(stream.active(), "the stream is not stopped");

    // A source that the page has set stays.
    let attachment = stream.attach(video);
    video.set_src_object(Some(other.as_web_sys()));
    drop(attachment);
    assert_eq!(video.src_object().as_ref(), Some(other.as_web_sys()));
    video.set_src_object(None);
    drop((stream, track));
    assert_eq!(live_tracks(), 0);
}
