//! `MediaStream` and `LocalMediaStream`: members, membership and ownership.
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
async fn tracks_come_and_go() {
    let stream = open().await;
    let audio = stream.audio_tracks().remove(0);
    let other = MediaStream::new().expect("a page has streams");
    assert_eq!((other.active(), other.tracks().len()), (false, 0));
    other.add_track(&audio);
    other.add_track(&audio);
    assert_eq!(other.tracks(), std::slice::from_ref(&audio));
    assert!(other.active());
    other.remove_track(&audio);
    other.remove_track(&audio);
    assert_eq!(other.tracks(), []);
    assert_eq!(
        audio.ready_state(),
        MediaStreamTrackState::Live,
        "removing does not stop"
    );
}

#[wasm_bindgen_test]
async fn a_stream_of_tracks_owns_nothing() {
    let stream = open().await;
    let other = MediaStream::from_tracks(stream.tracks()).expect("a page has streams");
    assert_ne!(other.id(), stream.id());
    assert_eq!(other.tracks().len(), 2);
    drop(other);
    assert_eq!(live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn a_removed_track_belongs_to_who_removed_it() {
    let stream = open().await;
    let video = stream.video_tracks().remove(0);
    let removed = stream.remove_track(&video).expect("it had it");
    assert!(stream.remove_track(&video).is_none(), "it has it no more");
    stream.stop();
    assert_eq!(removed.ready_state(), MediaStreamTrackState::Live);
    drop(removed);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn an_added_track_belongs_to_the_stream() {
    let stream = open().await;
    let extra = stream.video_tracks()[0].duplicate().into_media_stream_track();
    stream.add_track(&extra);
    assert_eq!(live_tracks(), 3);
    drop(stream);
    assert_eq!(extra.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn owned_tracks_make_an_owned_stream() {
    let source = open().await;
    let tracks: Vec<_> = source.tracks().iter().map(MediaStreamTrack::duplicate).collect();
    assert_eq!(live_tracks(), 4);
    let stream = LocalMediaStream::from_tracks(tracks).expect("a page has streams");
    drop(source);
    assert_eq!(live_tracks(), 2);
    drop(stream);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn a_duplicate_stops_on_its_own() {
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
async fn a_clone_is_the_same_stream() {
    let stream = open().await;
    let clone = MediaStream::clone(&stream);
    assert_eq!(clone, *stream);
    drop(clone);
    assert!(stream.active(), "handles own nothing");
}

#[wasm_bindgen_test]
async fn to_web_sys_and_back() {
    let stream = open().await.into_media_stream();
    let js: JsValue = stream.clone().into();
    let web: web_sys::MediaStream = js.dyn_into().expect("a MediaStream");
    assert_eq!(web.id(), stream.id());
    let back = LocalMediaStream::adopt(web);
    assert_eq!(*back, stream);
    drop(back);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn an_empty_stream_is_stopped_too() {
    let stream = LocalMediaStream::from_tracks([]).expect("a page has streams");
    stream.stop();
    assert!(!stream.active());
}

/// What shows a stream follows it from track to track, and lets go of the element when it is dropped.
#[wasm_bindgen_test]
async fn what_is_shown_follows_the_tracks() {
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
    let shown = stream.attach(video);
    JsFuture::from(play_until(video, 640, 480))
        .await
        .expect("it plays");

    // Which of two comes first is the browser's: WebKit's order comes from their random ids.
    let before = stream.video_tracks().remove(0);
    let other = size(320, 240).await.expect("320x240");
    let track = other.remove_track(&other.video_tracks()[0]).expect("it has it");
    stream.add_track(&track);
    drop(stream.remove_track(&before));
    assert_eq!(stream.video_tracks(), [MediaStreamTrack::clone(&track)]);
    JsFuture::from(play_until(video, 320, 240))
        .await
        .expect("it plays on");

    drop(shown);
    assert!(video.src_object().is_none());
    assert!(stream.active(), "it is shown no more, and goes on");

    // What somebody else has put there stays there.
    let shown = stream.attach(video);
    video.set_src_object(Some(other.as_web_sys()));
    drop(shown);
    assert_eq!(video.src_object().as_ref(), Some(other.as_web_sys()));
    video.set_src_object(None);
    drop((stream, track));
    assert_eq!(live_tracks(), 0);
}
