//! `Tracks`: the audio and the video track of a recorder, and whether those of another can follow.

use super::element::{Element, VarInt, id};
use super::error::WebmError;

/// The kinds of tracks that recorders write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Audio,
    Video,
}

/// A track of a recorder.
#[derive(Clone, Copy)]
pub(super) struct Track {
    kind: Kind,
    pub(super) number: u64,
    /// The duration of each frame, in nanoseconds. 0 if unknown.
    pub(super) frame_duration: u64,
    /// A hash of the codec, and of its configuration where that is in the header only.
    decoder: u64,
}

/// The tracks of a recorder: at most one of each kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Tracks([Option<Track>; 2]);

impl Tracks {
    /// Reads the content of the element Tracks.
    pub(super) fn read(mut list: &[u8]) -> Result<Self, WebmError> {
        let mut tracks = Self::default();
        while let Some(entry) = Element::take(&mut list)? {
            if entry.id == id::TRACK_ENTRY {
                let track = Track::read(entry.content)?;
                if tracks.numbered(track.number).is_some() {
                    return Err(WebmError::UnsupportedTracks);
                }
                if tracks.0[track.kind as usize].replace(track).is_some() {
                    return Err(WebmError::UnsupportedTracks);
                }
            }
        }
        Ok(tracks)
    }

    /// Returns the track of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<Track> {
        self.0[kind as usize]
    }

    /// Returns the kind of the track with a number.
    pub(super) fn numbered(&self, number: u64) -> Option<Kind> {
        let mut tracks = self.0.iter().flatten();
        tracks
            .find(|track| track.number == number)
            .map(|track| track.kind)
    }

    /// Checks that blocks of `next` can follow the blocks of these tracks.
    pub(super) fn check_next(&self, next: &Tracks) -> Result<(), WebmError> {
        for track in next.0.iter().flatten() {
            let first = self.of_kind(track.kind).ok_or(WebmError::AddedTrack)?;
            if first.decoder != track.decoder {
                return Err(WebmError::ChangedCodec);
            }
        }
        Ok(())
    }
}

impl Track {
    fn read(mut list: &[u8]) -> Result<Self, WebmError> {
        let (mut kind, mut number, mut frame_duration) = (0, 0, 0);
        let (mut codec, mut configuration) = (&[][..], FNV_OFFSET);
        while let Some(element) = Element::take(&mut list)? {
            match element.id {
                id::TRACK_NUMBER => number = element.uint()?,
                id::TRACK_TYPE => kind = element.uint()?,
                id::DEFAULT_DURATION => frame_duration = element.uint()?,
                id::CODEC_ID => codec = element.content,
                id::CODEC_PRIVATE | id::AUDIO => configuration = hash(configuration, element.bytes),
                _ => {}
            }
        }
        // The frames of these codecs contain the configuration, which differs between devices.
        if matches!(codec, b"V_VP8" | b"V_VP9" | b"V_AV1" | b"A_OPUS") {
            configuration = FNV_OFFSET;
        }
        let kind = match kind {
            1 => Kind::Video,
            2 => Kind::Audio,
            _ => return Err(WebmError::UnsupportedTracks),
        };
        // Blocks of another recorder have space for numbers of one byte.
        if number == 0 || number > VarInt::MAX_OF_ONE_BYTE {
            return Err(WebmError::UnsupportedTracks);
        }
        Ok(Self {
            kind,
            number,
            frame_duration,
            decoder: hash(configuration, codec),
        })
    }
}

/// The hash of no bytes.
const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;

/// Adds bytes to a hash: FNV-1a, which is small.
fn hash(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}
