//! `MediaCaptureOptions`: the options of a capture in a component.

/// The options of a capture in a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaCaptureOptions {
    /// Whether the capture starts when the component is mounted. The default is `false`: it starts on demand.
    pub immediate: bool,
}

impl MediaCaptureOptions {
    /// Sets whether the capture starts when the component is mounted.
    #[must_use]
    pub fn immediate(mut self, immediate: bool) -> Self {
        self.immediate = immediate;
        self
    }
}
