//! `RecorderLabels`: the texts of the controls of a recorder.

use std::borrow::Cow;
use std::time::Duration;

use crate::recorder::{RecorderState, Recording};

/// The texts of the controls of a recorder. English by default; other ones can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct RecorderLabels {
    /// The accessible name of the controls.
    pub group: Cow<'static, str>,
    /// The button that starts a recording.
    pub record: Cow<'static, str>,
    /// The same button during a recording.
    pub stop: Cow<'static, str>,
    /// The button that pauses the recording.
    pub pause: Cow<'static, str>,
    /// The same button while the recording is paused.
    pub resume: Cow<'static, str>,
    /// The link that downloads the file.
    pub save: Cow<'static, str>,
}

impl Default for RecorderLabels {
    fn default() -> Self {
        RecorderLabels {
            group: "Recording".into(),
            record: "Record".into(),
            stop: "Stop".into(),
            pause: "Pause".into(),
            resume: "Resume".into(),
            save: "Save".into(),
        }
    }
}

impl RecorderLabels {
    /// Returns the label of the button that starts and stops.
    pub fn toggle(&self, state: RecorderState) -> &str {
        match state {
            RecorderState::Recording | RecorderState::Paused => &self.stop,
            _ => &self.record,
        }
    }

    /// Returns the label of the button that pauses and resumes.
    pub fn toggle_pause(&self, state: RecorderState) -> &str {
        match state {
            RecorderState::Paused => &self.resume,
            _ => &self.pause,
        }
    }
}

/// Returns a duration as minutes and seconds, such as 1:05, or with hours, such as 1:00:05.
pub(super) fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Returns the name of the file of a recording: this one with the extension of its type.
pub(super) fn file_name(name: &str, recording: &Recording) -> String {
    let container = recording.mime_type.split(';').next().unwrap_or_default();
    let (kind, subtype) = container.split_once('/').unwrap_or_default();
    let extension = match (kind, subtype) {
        (_, "x-matroska") => "mkv",
        ("audio", "mp4") => "m4a",
        (_, subtype) => subtype,
    };
    [name, ".", extension].concat()
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn time_has_minutes_and_seconds() {
        let clock = |seconds| clock(Duration::from_secs(seconds));
        assert_eq!(clock(0), "0:00");
        assert_eq!(clock(65), "1:05");
        assert_eq!(clock(3_599), "59:59");
        assert_eq!(clock(3_605), "1:00:05");
        assert_eq!(clock(36_000 + 754), "10:12:34");
    }

    #[test]
    fn labels_follow_the_state() {
        let labels = RecorderLabels::default();
        for (state, toggle, pause) in [
            (RecorderState::Idle, "Record", "Pause"),
            (RecorderState::Recording, "Stop", "Pause"),
            (RecorderState::Paused, "Stop", "Resume"),
            (RecorderState::Stopping, "Record", "Pause"),
            (RecorderState::Stopped, "Record", "Pause"),
        ] {
            assert_eq!(
                (labels.toggle(state), labels.toggle_pause(state)),
                (toggle, pause)
            );
        }
    }

    #[test]
    fn file_has_the_extension_of_its_type() {
        let name = |mime_type: &str| {
            let recording = Recording {
                blob: None,
                mime_type: mime_type.to_owned(),
                duration: Duration::ZERO,
                size: 0,
                gaps: Vec::new(),
                error: None,
            };
            file_name("message", &recording)
        };
        assert_eq!(name("video/webm;codecs=vp8,opus"), "message.webm");
        assert_eq!(name("video/x-matroska;codecs=avc1,opus"), "message.mkv");
        assert_eq!(name("video/mp4"), "message.mp4");
        assert_eq!(name("audio/mp4;codecs=mp4a.40.2"), "message.m4a");
        assert_eq!(name("audio/ogg;codecs=opus"), "message.ogg");
    }
}
