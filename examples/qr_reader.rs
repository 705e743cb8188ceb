//! Reads a QR code with the camera, and shows its text as the title of the page.

use local_media_stream::frames::{CopyOptions, FrameOptions, VideoPixelFormat};
use local_media_stream::{MediaError, MediaStreamConstraints, MediaStreamTrack, get_user_media};

/// Returns the text of the first QR code in a track, or `None` if the track ends.
pub async fn read_qr_code(track: &MediaStreamTrack) -> Result<Option<String>, MediaError> {
    let mut frames = track.frames(&FrameOptions::new().timeout(None))?;
    // The first plane is the brightness.
    let options = CopyOptions::new().format(VideoPixelFormat::I420);
    let mut buffer = Vec::new();
    while let Some(frame) = frames.next().await {
        let pixels = frame?.copy_to(buffer, &options).await?;
        let (width, height) = pixels.layout.size();
        let pixel = |x, y| pixels.row(0, y)[x];
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, pixel);
        if let Some((_, text)) = image.detect_grids().iter().find_map(|code| code.decode().ok()) {
            return Ok(Some(text));
        }
        buffer = pixels.data;
    }
    Ok(None)
}

fn main() {
    wasm_bindgen_futures::spawn_local(async {
        let title = match read_with_camera().await {
            Ok(text) => text.unwrap_or_default(),
            Err(error) => error.user_message().into_owned(),
        };
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&title);
        }
    });
}

async fn read_with_camera() -> Result<Option<String>, MediaError> {
    let camera = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
    read_qr_code(&camera.video_tracks()[0]).await
}
