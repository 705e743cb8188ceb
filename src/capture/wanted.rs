//! What a capture wants, and of whom.

use super::requests::{KINDS, asks};
use crate::constraints::MediaStreamConstraints;
use crate::display::DisplayMediaStreamOptions;

/// What is to be live.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) source: Source,
    /// What of each kind.
    pub(super) kinds: MediaStreamConstraints,
}

/// Where the tracks come from: all of them from one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// Cameras and microphones.
    Devices,
    /// A screen, a window or a tab, and its sound.
    Display {
        /// Boxed, as most captures have none.
        options: Box<DisplayMediaStreamOptions>,
        /// Counts how often the user was to choose anew.
        choice: u32,
    },
}

impl Wanted {
    pub(super) fn devices(kinds: MediaStreamConstraints) -> Self {
        Wanted {
            source: Source::Devices,
            kinds,
        }
    }

    pub(super) fn display(options: &DisplayMediaStreamOptions, choice: u32) -> Self {
        Wanted {
            kinds: MediaStreamConstraints::new()
                .audio(options.audio.clone())
                .video(options.video.clone()),
            source: Source::Display {
                options: Box::new(options.clone()),
                choice,
            },
        }
    }

    pub(super) fn asks_for_any(&self) -> bool {
        KINDS.into_iter().any(|kind| asks(&self.kinds, kind))
    }
}

impl Source {
    pub(super) fn is_display(&self) -> bool {
        matches!(self, Source::Display { .. })
    }
}
