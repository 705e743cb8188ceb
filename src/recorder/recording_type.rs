//! `RecordingType`: containers and codecs.

use std::fmt;

/// A container format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Container {
    /// WebM: Chromium, Firefox, Safari 18.4.
    WebM,
    /// Matroska: Chromium.
    Matroska,
    /// MP4: Chromium 126, Safari.
    Mp4,
    /// Ogg, for audio only: Firefox.
    Ogg,
}

/// A video codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VideoCodec {
    /// VP8: takes the least CPU time.
    Vp8,
    /// VP9: takes more CPU time and fewer bytes than VP8.
    Vp9,
    /// AV1.
    Av1,
    /// H.264 (AVC).
    H264,
}

/// An audio codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AudioCodec {
    /// Opus.
    Opus,
    /// AAC.
    Aac,
}

/// The container and the codecs of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordingType {
    /// The container.
    pub container: Container,
    /// The video codec. `None` if the browser selects it, or if there is no video.
    pub video: Option<VideoCodec>,
    /// The audio codec. `None` if the browser selects it, or if there is no audio.
    pub audio: Option<AudioCodec>,
}

/// All types, in the order in which a recorder tries them: those with video first. WebM is first, because only WebM and
/// Matroska get a duration and an index, and continue while devices change.
pub(super) const ALL: [RecordingType; 14] = [
    RecordingType::new(Container::WebM, VideoCodec::Vp8, AudioCodec::Opus),
    RecordingType::new(Container::WebM, VideoCodec::Vp9, AudioCodec::Opus),
    RecordingType::new(Container::WebM, VideoCodec::Av1, AudioCodec::Opus),
    RecordingType::new(Container::WebM, VideoCodec::H264, AudioCodec::Opus),
    RecordingType::new(Container::Matroska, VideoCodec::H264, AudioCodec::Opus),
    RecordingType::new(Container::Mp4, VideoCodec::H264, AudioCodec::Aac),
    RecordingType::new(Container::Mp4, VideoCodec::H264, AudioCodec::Opus),
    RecordingType::new(Container::Mp4, VideoCodec::Vp9, AudioCodec::Opus),
    RecordingType::new(Container::Mp4, VideoCodec::Av1, AudioCodec::Opus),
    RecordingType {
        container: Container::Mp4,
        video: None,
        audio: None,
    },
    RecordingType::audio(Container::WebM, AudioCodec::Opus),
    RecordingType::audio(Container::Mp4, AudioCodec::Aac),
    RecordingType::audio(Container::Mp4, AudioCodec::Opus),
    RecordingType::audio(Container::Ogg, AudioCodec::Opus),
];

impl RecordingType {
    /// Creates a type with video and audio.
    pub const fn new(container: Container, video: VideoCodec, audio: AudioCodec) -> Self {
        RecordingType {
            container,
            video: Some(video),
            audio: Some(audio),
        }
    }

    /// Creates a type with audio only.
    pub const fn audio(container: Container, audio: AudioCodec) -> Self {
        RecordingType {
            container,
            video: None,
            audio: Some(audio),
        }
    }

    /// Returns whether it is WebM or Matroska. Only these get a duration and an index, and only these continue while
    /// the devices of a capture change.
    pub fn can_continue(self) -> bool {
        matches!(self.container, Container::WebM | Container::Matroska)
    }

    /// Returns whether recordings of this type have video.
    pub(super) fn has_video(self) -> bool {
        self.video.is_some() || (self.audio.is_none() && self.container != Container::Ogg)
    }

    /// Returns the names of the video codec. Browsers differ for H.264: Chromium knows it without a profile, Safari with
    /// one.
    fn video_names(self) -> &'static [&'static str] {
        match self.video {
            Some(VideoCodec::Vp8) => &["vp8"],
            Some(VideoCodec::Vp9) => &["vp9"],
            Some(VideoCodec::Av1) => &["av1", "av01.0.08M.08"],
            Some(VideoCodec::H264) => &["avc1", "avc1.42E01E"],
            None => &[""],
        }
    }

    /// Returns the MIME type with this name of the video codec.
    fn mime_type(self, has_video: bool, video: &str) -> String {
        let audio = match self.audio {
            Some(AudioCodec::Opus) => "opus",
            Some(AudioCodec::Aac) => "mp4a.40.2",
            None => "",
        };
        let mut mime_type = String::from(if has_video { "video/" } else { "audio/" });
        mime_type += match self.container {
            Container::WebM => "webm",
            Container::Matroska => "x-matroska",
            Container::Mp4 => "mp4",
            Container::Ogg => "ogg",
        };
        let mut separator = ";codecs=";
        for codec in [video, audio] {
            if !codec.is_empty() {
                mime_type += separator;
                mime_type += codec;
                separator = ",";
            }
        }
        mime_type
    }

    /// Returns the first MIME type that the browser supports for a recording of these kinds of tracks, with the type
    /// without codecs of other kinds. `None` if it supports none, or if the type cannot contain the tracks.
    pub(super) fn supported(
        self,
        tracks: Kinds,
        is_supported: &dyn Fn(&str) -> bool,
    ) -> Option<(RecordingType, String)> {
        let recording_type = self.for_tracks(tracks)?;
        recording_type.video_names().iter().find_map(|video| {
            let mime_type = recording_type.mime_type(tracks.video, video);
            is_supported(&mime_type).then_some((recording_type, mime_type))
        })
    }

    /// Returns the type for a recording of these kinds of tracks. `None` if it cannot contain them.
    fn for_tracks(self, tracks: Kinds) -> Option<RecordingType> {
        (!tracks.video || self.has_video()).then_some(RecordingType {
            container: self.container,
            video: self.video.filter(|_| tracks.video),
            audio: self.audio.filter(|_| tracks.audio),
        })
    }
}

/// Writes the MIME type, such as `video/webm;codecs=vp8,opus`.
impl fmt::Display for RecordingType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let video = self.video_names().first().copied().unwrap_or_default();
        f.write_str(&self.mime_type(self.has_video(), video))
    }
}

/// The kinds of tracks of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) audio: bool,
    pub(super) video: bool,
}

/// Returns the first type that the browser supports, with its MIME type. `None` if it supports none of them.
pub(super) fn negotiate(
    preferred: &[RecordingType],
    tracks: Kinds,
    is_supported: &dyn Fn(&str) -> bool,
) -> Option<(RecordingType, String)> {
    let types = if preferred.is_empty() { &ALL } else { preferred };
    types
        .iter()
        .find_map(|recording_type| recording_type.supported(tracks, is_supported))
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    const BOTH: Kinds = Kinds {
        audio: true,
        video: true,
    };
    const AUDIO_ONLY: Kinds = Kinds {
        audio: true,
        video: false,
    };
    const VIDEO_ONLY: Kinds = Kinds {
        audio: false,
        video: true,
    };

    fn mime_type(preferred: &[RecordingType], tracks: Kinds, supported: &[&str]) -> Option<String> {
        let result = negotiate(preferred, tracks, &|mime_type| supported.contains(&mime_type));
        result.map(|(_, mime_type)| mime_type)
    }

    #[test]
    fn the_first_supported_type_is_selected() {
        let chromium = [
            "video/mp4;codecs=avc1,mp4a.40.2",
            "video/webm;codecs=vp8",
            "video/webm;codecs=vp8,opus",
            "audio/webm;codecs=opus",
        ];
        for (tracks, expected) in [
            (BOTH, "video/webm;codecs=vp8,opus"),
            (VIDEO_ONLY, "video/webm;codecs=vp8"),
            (AUDIO_ONLY, "audio/webm;codecs=opus"),
        ] {
            assert_eq!(mime_type(&[], tracks, &chromium).as_deref(), Some(expected));
        }
        let mp4 = RecordingType::new(Container::Mp4, VideoCodec::H264, AudioCodec::Aac);
        let vp9 = RecordingType::new(Container::WebM, VideoCodec::Vp9, AudioCodec::Opus);
        assert_eq!(
            mime_type(&[vp9, mp4], BOTH, &chromium).as_deref(),
            Some("video/mp4;codecs=avc1,mp4a.40.2")
        );
        assert_eq!(mime_type(&[vp9], BOTH, &chromium), None);
        assert_eq!(mime_type(&[], BOTH, &[]), None);
    }

    #[test]
    fn other_names_of_a_codec_are_tried() {
        assert_eq!(
            mime_type(&[], VIDEO_ONLY, &["video/mp4;codecs=avc1.42E01E"]).as_deref(),
            Some("video/mp4;codecs=avc1.42E01E")
        );
        assert_eq!(mime_type(&[], BOTH, &["video/mp4"]).as_deref(), Some("video/mp4"));
        assert_eq!(
            mime_type(&[], AUDIO_ONLY, &["audio/mp4"]).as_deref(),
            Some("audio/mp4")
        );
    }

    #[test]
    fn a_type_for_audio_is_not_used_for_video() {
        let all: &dyn Fn(&str) -> bool = &|_| true;
        let opus = RecordingType::audio(Container::WebM, AudioCodec::Opus);
        let ogg = RecordingType::audio(Container::Ogg, AudioCodec::Opus);
        assert_eq!(negotiate(&[opus, ogg], BOTH, all), None);
        let mime_type = negotiate(&[ogg], AUDIO_ONLY, all).map(|(_, mime_type)| mime_type);
        assert_eq!(mime_type.as_deref(), Some("audio/ogg;codecs=opus"));
    }

    #[test]
    fn every_type_has_another_mime_type() {
        let mut names: Vec<String> = ALL.iter().map(RecordingType::to_string).collect();
        assert_eq!(names[0], "video/webm;codecs=vp8,opus");
        assert!(names.contains(&"audio/ogg;codecs=opus".to_owned()));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn webm_and_matroska_can_continue() {
        for (container, expected) in [
            (Container::WebM, true),
            (Container::Matroska, true),
            (Container::Mp4, false),
            (Container::Ogg, false),
        ] {
            let recording_type = RecordingType::audio(container, AudioCodec::Opus);
            assert_eq!(recording_type.can_continue(), expected);
        }
    }
}
