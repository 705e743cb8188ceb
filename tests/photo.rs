//! Photos and grabbed frames: their pixels, their files, and tracks that deliver none.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "photo"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::future::poll_fn;
use std::io::Cursor;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use common::*;
use js_sys::{Array, Function, Uint8Array};
use local_media_stream::photo::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_bindgen_test::*;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

wasm_bindgen_test_configure!(run_in_browser);

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;

/// Decodes a file with another program than the browser. Returns width, height and the colors of the quarters.
async fn decode(photo: &Photo) -> (u32, u32, Quarters) {
    let buffer = JsFuture::from(photo.blob.array_buffer()).await.expect("bytes");
    let bytes = Uint8Array::new(&buffer).to_vec();
    let (width, height, pixels) = match photo.format() {
        ImageFormat::Png => {
            let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().expect("PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            let info = reader.next_frame(&mut pixels).expect("an image");
            (info.width, info.height, pixels)
        }
        ImageFormat::Jpeg => {
            let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
            let pixels = decoder.decode().expect("JPEG");
            let (width, height) = decoder.dimensions().expect("a size");
            (width as u32, height as u32, pixels)
        }
        ImageFormat::Webp => {
            let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).expect("WebP");
            let (width, height) = decoder.dimensions();
            let mut pixels = vec![0; decoder.output_buffer_size().expect("a size")];
            decoder.read_image(&mut pixels).expect("an image");
            (width, height, pixels)
        }
        other => panic!("{other}"),
    };
    let channels = pixels.len() / (width * height) as usize;
    (width, height, quarters_of(&pixels, width, channels))
}

async fn camera() -> (LocalMediaStream, MediaStreamTrack) {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("a camera");
    let track = stream.video_tracks().remove(0);
    (stream, track)
}

async fn grab(track: &MediaStreamTrack) -> (u32, u32, Quarters) {
    let frame = track.grab_frame().await.expect("a frame");
    let pixels = frame.rgba().expect("pixels");
    assert_eq!(pixels.len() as u32, frame.width() * frame.height() * 4);
    (
        frame.width(),
        frame.height(),
        quarters_of(&pixels, frame.width(), 4),
    )
}

#[wasm_bindgen_test]
async fn frames_have_the_colors_of_the_track() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let track = painting.track();
    let before = listeners();
    let (width, height, colors) = grab(&track).await;
    assert_eq!((width, height), (WIDTH, HEIGHT));
    assert!(are_near(colors, QUARTERS), "{colors:?}");

    let other = mirrored(QUARTERS);
    painting.paint(other);
    let mut colors = QUARTERS;
    for _ in 0..100 {
        next_frame().await;
        colors = grab(&track).await.2;
        if !are_near(colors, QUARTERS) {
            break;
        }
    }
    assert!(are_near(colors, other), "{colors:?}");
    settle().await;
    assert_eq!(listeners(), before);

    let bitmap = track.grab_frame().await.expect("a frame").into_image_bitmap();
    assert_eq!(bitmap.width(), WIDTH);
    bitmap.close();
}

#[wasm_bindgen_test]
async fn a_photo_has_the_requested_size_and_format() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let track = painting.track();
    let photo = track.take_photo(&PhotoSettings::new()).await.expect("a photo");
    assert_eq!((photo.width, photo.height), (WIDTH, HEIGHT));
    let decoded = decode(&photo).await;
    assert_eq!((decoded.0, decoded.1), (WIDTH, HEIGHT));
    assert!(are_near(decoded.2, QUARTERS), "{photo:?} {decoded:?}");

    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Webp] {
        let settings = PhotoSettings::new().format(format.clone()).quality(0.9);
        let square = settings.clone().image_width(100).image_height(100).mirrored(true);
        for (settings, size, expected) in [
            (settings.image_width(WIDTH / 2), (WIDTH / 2, HEIGHT / 2), QUARTERS),
            (square, (100, 100), mirrored(QUARTERS)),
        ] {
            let photo = track.take_photo(&settings).await.expect("a photo");
            // Safari encodes no WebP.
            if photo.format() != format {
                assert_eq!((&format, photo.format()), (&ImageFormat::Webp, ImageFormat::Png));
            }
            assert_eq!((photo.width, photo.height), size);
            let decoded = decode(&photo).await;
            assert_eq!((decoded.0, decoded.1), size, "{format}");
            assert!(are_near(decoded.2, expected), "{photo:?} {decoded:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_camera_takes_a_photo() {
    let (stream, track) = camera().await;
    let capabilities = track.photo_capabilities().await.expect("capabilities");
    let widths = capabilities.image_width.expect("a range");
    let current = track.photo_settings().await.expect("settings");
    let width = current.image_width.expect("a width");
    assert!(widths.contains(f64::from(width)), "{capabilities:?} {current:?}");

    let photo = track.take_photo(&PhotoSettings::new()).await.expect("a photo");
    let (decoded_width, decoded_height, _) = decode(&photo).await;
    assert_eq!((photo.width, photo.height), (decoded_width, decoded_height));
    let settings = PhotoSettings::new().image_width(500).format(ImageFormat::Jpeg);
    let mut sizes = Vec::new();
    for quality in [0.05, 0.95] {
        let photo = track.take_photo(&settings.clone().quality(quality)).await;
        let photo = photo.expect("a photo");
        assert_eq!((photo.width, photo.format()), (500, ImageFormat::Jpeg));
        sizes.push(photo.blob.size());
    }
    assert!(sizes[0] < sizes[1] / 1.3, "{sizes:?}");

    let first = track.grab_frame().await.expect("a frame").rgba().expect("pixels");
    let deadline = js_sys::Date::now() + 60_000.0;
    while track.grab_frame().await.expect("a frame").rgba().expect("pixels") == first {
        assert!(js_sys::Date::now() < deadline, "the picture does not move");
    }
    stream.stop();
    let error = track.take_photo(&PhotoSettings::new()).await.expect_err("ended");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
}

#[wasm_bindgen_test]
async fn a_track_of_another_window_has_photos() {
    let frame = Frame::open(Some("camera")).await;
    let constraints = MediaStreamConstraints::new().video(true);
    let stream = frame
        .devices()
        .get_user_media(&constraints)
        .await
        .expect("a camera");
    let track = stream.video_tracks().remove(0);
    let settings = PhotoSettings::new().image_width(64).format(ImageFormat::Png);
    let photo = track.take_photo(&settings).await.expect("a photo");
    assert_eq!(decode(&photo).await.0, 64);
}

#[wasm_bindgen_test]
async fn nothing_starts_with_invalid_input() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let track = painting.track();
    let kind = |settings: PhotoSettings| {
        let photo = track.take_photo(&settings);
        async { photo.await.expect_err("invalid").kind() }
    };
    let settings = PhotoSettings::new;
    assert_eq!(kind(settings().image_width(0)).await, MediaErrorKind::Type);
    assert_eq!(kind(settings().quality(2.0)).await, MediaErrorKind::Type);
    let flash = settings().fill_light_mode(FillLightMode::Flash);
    assert_eq!(kind(flash).await, MediaErrorKind::Unsupported);
    track.set_enabled(false);
    assert_eq!(kind(settings()).await, MediaErrorKind::InvalidState);
    track.set_enabled(true);
    track.stop();
    assert_eq!(kind(settings()).await, MediaErrorKind::InvalidState);
    let microphone = SyntheticMicrophone::new(Sound::Silence).expect("a page");
    let audio = microphone.track().expect("a track");
    let error = audio.grab_frame().await.expect_err("an audio track");
    assert_eq!(error.kind(), MediaErrorKind::Type);
}

#[wasm_bindgen_test]
async fn a_track_without_frames_times_out_or_ends() {
    let before = listeners();
    let track = silent_track();
    let short = Duration::from_millis(200);
    let error = track.grab_frame().timeout(short).await.expect_err("no frame");
    assert_eq!(error.kind(), MediaErrorKind::Timeout);
    let photo = track.take_photo(&PhotoSettings::new()).timeout(short).await;
    assert_eq!(photo.expect_err("no frame").kind(), MediaErrorKind::Timeout);

    // Longer than the timers of browsers.
    let long = Duration::from_millis(1 << 32);
    let photo = track.take_photo(&PhotoSettings::new()).timeout(long);
    spawn_local({
        let track = track.clone();
        async move {
            settle().await;
            track.stop();
        }
    });
    assert_eq!(
        photo.await.expect_err("ended").kind(),
        MediaErrorKind::InvalidState
    );
    settle().await;
    assert_eq!(listeners(), before);
}

#[wasm_bindgen_test]
async fn a_track_that_the_page_stops_has_ended() {
    let track = silent_track();
    let frame = track.grab_frame();
    spawn_local(async move {
        settle().await;
        track.as_web_sys().stop();
    });
    assert_eq!(
        frame.await.expect_err("ended").kind(),
        MediaErrorKind::InvalidState
    );
}

#[wasm_bindgen_test]
async fn an_object_that_is_no_track_of_the_browser_is_an_error() {
    let fake = object(&[
        ("kind", "video".into()),
        ("readyState", "live".into()),
        ("stop", returning(&JsValue::UNDEFINED)),
    ]);
    let fake = MediaStreamTrack::try_from(fake).expect("it has the members");
    let error = fake.grab_frame().await.expect_err("no track");
    assert_eq!(error.kind(), MediaErrorKind::Type);
}

/// Returns the prototype of a global class.
fn prototype(class: &str) -> JsValue {
    let class = js_sys::Reflect::get(&js_sys::global(), &class.into()).expect("a class");
    js_sys::Reflect::get(&class, &"prototype".into()).expect("a prototype")
}

fn rejecting(name: &str) -> JsValue {
    Function::new_no_args(&format!("return Promise.reject(new DOMException('', '{name}'))")).into()
}

#[wasm_bindgen_test]
async fn a_picture_without_memory_is_not_readable() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let track = painting.track();
    let replaced = replace(
        &prototype("OffscreenCanvas"),
        "convertToBlob",
        &rejecting("EncodingError"),
    );
    let error = track
        .take_photo(&PhotoSettings::new())
        .await
        .expect_err("no memory");
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);
    drop(replaced);

    let frame = track.grab_frame().await.expect("a frame");
    let thrown = throwing(&js_sys::RangeError::new(""));
    let replaced = replace(
        &prototype("OffscreenCanvasRenderingContext2D"),
        "getImageData",
        &thrown,
    );
    let error = frame.rgba().expect_err("no memory");
    drop(replaced);
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);
}

#[wasm_bindgen_test]
async fn a_photo_of_a_failing_camera_is_a_frame_unless_it_needs_a_flash() {
    if !has_global("ImageCapture") {
        return skip(
            "a_photo_of_a_failing_camera_is_a_frame_unless_it_needs_a_flash",
            "there is no ImageCapture",
        )
        .await;
    }
    let (_stream, track) = camera().await;
    let prototype = prototype("ImageCapture");
    let capabilities = object(&[("fillLightMode", Array::of1(&"flash".into()).into())]);
    let _capabilities = replace(&prototype, "getPhotoCapabilities", &returning(&capabilities));
    let no_picture = web_sys::Blob::new().expect("a file");
    for take_photo in [returning(&no_picture), rejecting("NotReadableError")] {
        let _replaced = replace(&prototype, "takePhoto", &take_photo);
        let settings = PhotoSettings::new();
        let photo = track.take_photo(&settings).await.expect("a frame");
        assert_eq!(Some(photo.width), track.settings().width);
        track
            .take_photo(&settings.fill_light_mode(FillLightMode::Flash))
            .await
            .expect_err("no flash");
    }
}

#[wasm_bindgen_test]
async fn a_dropped_future_frees_what_it_created() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let track = painting.track();
    let before = listeners();
    // Each is dropped after another number of turns.
    for turns in 0..6 {
        let mut photo = pin!(track.take_photo(&PhotoSettings::new().mirrored(true)));
        for _ in 0..turns {
            poll_once(photo.as_mut()).await;
            settle().await;
        }
    }
    settle().await;
    assert_eq!(listeners(), before);
    assert_eq!(unhandled_rejections(), 0);
    grab(&track).await;
}

async fn poll_once(mut future: Pin<&mut PhotoFuture<Photo>>) {
    poll_fn(|context| {
        let _ = future.as_mut().poll(context);
        Poll::Ready(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn changed_settings_are_restored() {
    if !has_global("ImageCapture") {
        return skip("changed_settings_are_restored", "there is no ImageCapture").await;
    }
    let (_stream, track) = camera().await;
    let before = track.settings();
    assert_ne!(before.width, Some(160));
    let prototype = prototype("ImageCapture");
    let method = js_sys::Reflect::get(&prototype, &"takePhoto".into()).expect("a method");
    let constraints = object(&[("width", 160.into()), ("height", 120.into())]);
    let _replaced = replace(&prototype, "takePhoto", &changing_settings(&method, &constraints));
    let size = || (track.settings().width, track.settings().height);
    track.take_photo(&PhotoSettings::new()).await.expect("a photo");
    assert_eq!(size(), (before.width, before.height));

    // Also without the future.
    let mut photo = Box::pin(track.take_photo(&PhotoSettings::new()));
    poll_once(photo.as_mut()).await;
    drop(photo);
    until(|| size() == (Some(160), Some(120))).await;
    until(|| size() == (before.width, before.height)).await;

    // Constraints that the page applies meanwhile remain.
    let mut photo = Box::pin(track.take_photo(&PhotoSettings::new()));
    poll_once(photo.as_mut()).await;
    let applied = track.apply_constraints(&MediaTrackConstraints::new().width(320));
    let applied = applied.await.expect("constraints").settings;
    assert_eq!(applied.width, Some(320));
    photo.await.expect("a photo");
    assert_eq!(size(), (applied.width, applied.height));
}
