//! The places of tracks: camera, microphone, the video and the audio of a display.

use std::iter;

use crate::track::MediaStreamTrackKind;

/// The place of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Slot {
    Microphone,
    Camera,
    DisplayAudio,
    DisplayVideo,
}

pub(super) const SLOTS: [Slot; 4] = [
    Slot::Microphone,
    Slot::Camera,
    Slot::DisplayAudio,
    Slot::DisplayVideo,
];

/// The slots of a microphone and a camera.
pub(super) const DEVICES: [Slot; 2] = [Slot::Microphone, Slot::Camera];

impl Slot {
    pub(super) fn of_device(kind: MediaStreamTrackKind) -> Slot {
        match kind {
            MediaStreamTrackKind::Audio => Slot::Microphone,
            _ => Slot::Camera,
        }
    }

    pub(super) fn of_display(kind: MediaStreamTrackKind) -> Slot {
        match kind {
            MediaStreamTrackKind::Audio => Slot::DisplayAudio,
            _ => Slot::DisplayVideo,
        }
    }

    pub(in crate::capture) fn kind(self) -> MediaStreamTrackKind {
        match self {
            Slot::Microphone | Slot::DisplayAudio => MediaStreamTrackKind::Audio,
            Slot::Camera | Slot::DisplayVideo => MediaStreamTrackKind::Video,
        }
    }

    pub(super) fn is_display(self) -> bool {
        matches!(self, Slot::DisplayAudio | Slot::DisplayVideo)
    }

    /// Returns the slot as a set with one element.
    pub(super) fn bit(self) -> Slots {
        Slots(1 << self as u8)
    }
}

/// A set of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Slots(pub(super) u8);

impl Slots {
    pub(super) const NONE: Slots = Slots(0);
    pub(super) const ALL: Slots = Slots(0b1111);
    pub(super) const MICROPHONE: Slots = Slots(0b0001);
    pub(super) const CAMERA: Slots = Slots(0b0010);
    pub(super) const DEVICES: Slots = Slots(0b0011);
    pub(super) const DISPLAY: Slots = Slots(0b1100);

    pub(super) fn contains(self, slot: Slot) -> bool {
        self.0 & slot.bit().0 != 0
    }

    pub(super) fn insert(&mut self, slot: Slot) {
        self.0 |= slot.bit().0;
    }

    pub(super) fn union(self, other: Slots) -> Slots {
        Slots(self.0 | other.0)
    }

    pub(super) fn without(self, other: Slots) -> Slots {
        Slots(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has_several(self) -> bool {
        self.0.count_ones() > 1
    }

    /// Returns the set of the first slot.
    pub(super) fn first(self) -> Slots {
        Slots(self.0 & self.0.wrapping_neg())
    }

    pub(super) fn iter(mut self) -> impl Iterator<Item = Slot> {
        iter::from_fn(move || {
            let slot = SLOTS.get(self.0.trailing_zeros() as usize)?;
            self = self.without(slot.bit());
            Some(*slot)
        })
    }
}
