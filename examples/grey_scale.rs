//! Plays the camera in grey, in the `<video>` of the page.

use local_media_stream::video_source::ProcessedTrack;
use local_media_stream::{
    MediaError, MediaErrorKind, MediaStream, MediaStreamConstraints, MediaStreamTrack, get_user_media,
};
use wasm_bindgen::JsCast;

/// Returns a track of the pictures of this one in grey.
pub fn grey_scale(track: &MediaStreamTrack) -> Result<ProcessedTrack, MediaError> {
    track.process(|pixels| {
        for pixel in pixels.data.chunks_exact_mut(4) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            // The weights of BT.709.
            pixel[..3].fill(((54 * red + 183 * green + 19 * blue) / 256) as u8);
        }
        Ok(())
    })
}

fn main() {
    wasm_bindgen_futures::spawn_local(async {
        if let Err(error) = play().await {
            web_sys::console::error_1(&error.to_string().into());
        }
    });
}

async fn play() -> Result<(), MediaError> {
    let camera = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
    let grey = grey_scale(&camera.video_tracks()[0])?;
    let document = web_sys::window().and_then(|window| window.document());
    let video = document.and_then(|document| document.query_selector("video").ok()?);
    let video = video.ok_or_else(|| MediaError::new(MediaErrorKind::InvalidState, "Add a video element."))?;
    let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&grey)])?;
    let _attachment = stream.attach(video.unchecked_ref());
    grey.finished().await
}
