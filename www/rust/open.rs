use local_media_stream::web_sys::HtmlMediaElement;
use local_media_stream::{LocalMediaStream, MediaError, MediaStreamConstraints, get_user_media};

/// Opens the camera and the microphone and plays them. Dropping the stream stops both.
pub async fn open(video: &HtmlMediaElement) -> Result<LocalMediaStream, MediaError> {
    let constraints = MediaStreamConstraints::new().audio(true).video(true);
    let stream = get_user_media(&constraints).await?;
    video.set_src_object(Some(stream.as_web_sys()));
    Ok(stream)
}

/// Returns the text for the user: what failed, then what to do.
pub fn message(error: &MediaError) -> String {
    error.user_message().into_owned()
}
