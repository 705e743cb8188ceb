//! `MediaCaptureOptions`: how a capture of a component's behaves.

/// How a capture of a component's is to behave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaCaptureOptions {
    /// Whether it starts by itself as soon as the component is there. By default it waits until it is started.
    pub immediate: bool,
}

impl MediaCaptureOptions {
    /// Starts by itself, or not.
    pub fn immediate(mut self, immediate: bool) -> Self {
        self.immediate = immediate;
        self
    }
}
