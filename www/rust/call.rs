use local_media_stream::web_sys::RtcRtpSender;
use local_media_stream::{Capture, CaptureAttachment, MediaError, MediaStreamTrackKind};

/// Sends the camera with a sender of a peer connection, also after switches.
pub fn send(capture: &Capture, sender: &RtcRtpSender) -> CaptureAttachment {
    capture.attach_sender(MediaStreamTrackKind::Video, sender)
}

/// Switches the camera. The peer receives the new picture without a negotiation.
pub async fn switch(capture: &Capture) -> Result<(), MediaError> {
    capture.flip_camera().await?;
    Ok(())
}

/// Sends black pictures, or the camera again.
pub fn send_picture(capture: &Capture, is_sent: bool) {
    capture.set_enabled(MediaStreamTrackKind::Video, is_sent);
}
