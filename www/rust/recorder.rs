use local_media_stream::recorder::{Recorder, RecorderOptions, Recording};
use local_media_stream::{Capture, MediaError, MediaStreamConstraints};

/// Starts the camera, the microphone and a recording of both.
pub async fn start(capture: &Capture) -> Result<Recorder, MediaError> {
    capture
        .start(&MediaStreamConstraints::new().audio(true).video(true))
        .await?;
    let recorder = Recorder::with_capture(capture, RecorderOptions::new().video_bits_per_second(2_500_000));
    recorder.start()?;
    Ok(recorder)
}

/// Switches between the cameras. A recording of WebM or Matroska continues; another one ends.
pub async fn switch(capture: &Capture) -> Result<(), MediaError> {
    capture.flip_camera().await?;
    Ok(())
}

/// Returns the recording: one file with a duration, and with the pictures of both cameras if it continued.
pub async fn stop(recorder: &Recorder) -> Result<Recording, MediaError> {
    recorder.stop().await
}
