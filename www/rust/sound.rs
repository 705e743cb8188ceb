use local_media_stream::audio::{Level, LevelOptions, VoiceEvent, VoiceOptions};
use local_media_stream::{MediaError, MediaErrorKind, MediaStreamTrack};

/// Shows the level of a track until it ends.
pub async fn show_level(track: &MediaStreamTrack, show: impl Fn(&Level)) -> Result<(), MediaError> {
    let mut levels = track.level(&LevelOptions::new())?;
    while let Some(level) = levels.next().await {
        match level {
            // Peak, RMS and clipped samples of each channel, and the largest ones.
            Ok(level) => show(&level),
            // The user has not clicked on the page yet.
            Err(error) if error.kind() == MediaErrorKind::Timeout => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Shows whether the track has speech, until it ends.
pub async fn show_speech(track: &MediaStreamTrack, show: impl Fn(bool)) -> Result<(), MediaError> {
    let mut voice = track.voice_activity(&VoiceOptions::new())?;
    while let Some(event) = voice.next().await {
        match event {
            Ok(VoiceEvent::SpeechStart { .. }) => show(true),
            Ok(VoiceEvent::SpeechEnd { .. }) => show(false),
            Err(error) if error.kind() == MediaErrorKind::Timeout => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
