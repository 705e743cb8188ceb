use local_media_stream::photo::{ImageFormat, Photo, PhotoSettings};
use local_media_stream::{MediaError, MediaStreamConstraints, MediaTrackConstraints, get_user_media};

/// Takes a photo and closes the camera.
pub async fn photo() -> Result<Option<Photo>, MediaError> {
    let camera = MediaTrackConstraints::new().width(1920);
    let stream = get_user_media(&MediaStreamConstraints::new().video(camera)).await?;
    let settings = PhotoSettings::new()
        .image_width(1280)
        .format(ImageFormat::Jpeg)
        .quality(0.9)
        .mirrored(true);
    let Some(track) = stream.video_tracks().into_iter().next() else {
        return Ok(None);
    };
    // The photo has `blob`, `width`, `height` and `format()`.
    track.take_photo(&settings).await.map(Some)
}
