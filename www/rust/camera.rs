use local_media_stream::headless::DeviceWatch;
use local_media_stream::web_sys::HtmlMediaElement;
use local_media_stream::{
    Capture, CaptureAttachment, MediaDeviceInfo, MediaDeviceKind, MediaError, MediaStreamConstraints,
    MediaStreamTrackKind, MediaTrackConstraints, RecoveryPolicy,
};

/// Opens a session. An unplugged camera is replaced by another one, until it is connected again.
pub async fn open(capture: &Capture, video: &HtmlMediaElement) -> Result<CaptureAttachment, MediaError> {
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    // The element plays the capture until the attachment is dropped, also after switches.
    let attachment = capture.attach_muted(video);
    capture
        .start(&MediaStreamConstraints::new().audio(true).video(true))
        .await?;
    Ok(attachment)
}

/// Calls back with the cameras, now and whenever one is connected or disconnected.
pub fn watch_cameras(show: impl Fn(Vec<MediaDeviceInfo>) + 'static) -> DeviceWatch {
    DeviceWatch::new(move |mut devices| {
        devices.retain(|device| device.kind == MediaDeviceKind::VideoInput);
        show(devices);
    })
}

/// Switches to another camera. The element continues to play.
pub async fn select(capture: &Capture, device_id: &str) -> Result<(), MediaError> {
    capture
        .switch_device(MediaStreamTrackKind::Video, device_id)
        .await?;
    Ok(())
}

/// Zooms in as far as the camera can. The zoom stays in effect over switches.
pub async fn zoom_in(capture: &Capture) -> Result<(), MediaError> {
    let kind = MediaStreamTrackKind::Video;
    let zoom = capture.track(kind).and_then(|camera| camera.capabilities().zoom);
    if let Some(maximum) = zoom.and_then(|range| range.max) {
        let constraints = MediaTrackConstraints::new().zoom(maximum);
        capture.apply_constraints(kind, &constraints).await?;
    }
    Ok(())
}
