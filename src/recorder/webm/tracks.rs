//! `Tracks`: the audio and the video track of a recorder, and whether those of another can follow.

use super::element::{Element, VarInt, id};
use super::error::WebmError;

/// The kinds of tracks that recorders write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Audio,
    Video,
}

impl Kind {
    pub(super) const ALL: [Kind; 2] = [Kind::Audio, Kind::Video];
}

/// A track of a recorder.
pub(super) struct Track {
    pub(super) kind: Kind,
    pub(super) number: u64,
    /// The duration of each frame, in nanoseconds. 0 if unknown.
    pub(super) frame_duration: u64,
    codec: Vec<u8>,
    /// The elements that configure the decoder: CodecPrivate and Audio.
    configuration: Vec<u8>,
}

/// The tracks of a recorder: at most one of each kind.
pub(super) struct Tracks(Vec<Track>);

impl Tracks {
    /// Reads the content of the element Tracks.
    pub(super) fn read(mut list: &[u8]) -> Result<Self, WebmError> {
        let mut tracks = Self(Vec::new());
        while let Some(entry) = Element::take(&mut list)? {
            if entry.id == id::TRACK_ENTRY {
                let track = Track::read(entry.content)?;
                if tracks.of_kind(track.kind).is_some() || tracks.numbered(track.number).is_some() {
                    return Err(WebmError::UnsupportedTracks);
                }
                tracks.0.push(track);
            }
        }
        Ok(tracks)
    }

    /// Returns the track of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<&Track> {
        self.0.iter().find(|track| track.kind == kind)
    }

    /// Returns the track with a number.
    pub(super) fn numbered(&self, number: u64) -> Option<&Track> {
        self.0.iter().find(|track| track.number == number)
    }

    /// Checks that blocks of `next` can follow the blocks of these tracks.
    pub(super) fn check_next(&self, next: &Tracks) -> Result<(), WebmError> {
        for track in &next.0 {
            let first = self.of_kind(track.kind).ok_or(WebmError::AddedTrack)?;
            if !first.is_decoded_like(track) {
                return Err(WebmError::ChangedCodec);
            }
        }
        Ok(())
    }
}

impl Track {
    fn read(mut list: &[u8]) -> Result<Self, WebmError> {
        let (mut kind, mut number) = (None, 0);
        let (mut frame_duration, mut codec, mut configuration) = (0, Vec::new(), Vec::new());
        while let Some(element) = Element::take(&mut list)? {
            match element.id {
                id::TRACK_NUMBER => number = element.uint()?,
                id::TRACK_TYPE => {
                    kind = match element.uint()? {
                        1 => Some(Kind::Video),
                        2 => Some(Kind::Audio),
                        _ => None,
                    };
                }
                id::DEFAULT_DURATION => frame_duration = element.uint()?,
                id::CODEC_ID => codec = element.content.to_vec(),
                id::CODEC_PRIVATE | id::AUDIO => configuration.extend(element.bytes),
                _ => {}
            }
        }
        // Blocks of another recorder have room for numbers of one byte.
        if !(1..=VarInt::MAX_OF_ONE_BYTE).contains(&number) {
            return Err(WebmError::UnsupportedTracks);
        }
        Ok(Self {
            kind: kind.ok_or(WebmError::UnsupportedTracks)?,
            number,
            frame_duration,
            codec,
            configuration,
        })
    }

    /// Returns whether a decoder of this track decodes the frames of another.
    fn is_decoded_like(&self, other: &Track) -> bool {
        // The frames of these codecs contain their configuration, which depends on the device.
        let is_self_contained = matches!(&self.codec[..], b"V_VP8" | b"V_VP9" | b"V_AV1" | b"A_OPUS");
        self.codec == other.codec && (is_self_contained || self.configuration == other.configuration)
    }
}
