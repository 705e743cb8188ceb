//! The failure of a call.

/// The failure of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) struct Failure {
    pub(in crate::capture) cause: Cause,
    /// The number under which the shell keeps the error of the browser. 0 for an error of this crate.
    pub(in crate::capture) error: u32,
}

/// The cause of a failure, as far as the state machine distinguishes causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Cause {
    // --- Errors of the browser ---
    Denied,
    NotFound,
    /// The device may be in use.
    InUse,
    Other,

    // --- Errors of this crate ---
    Superseded,
    Stopped,
    Cancelled,
    TimedOut,
    /// The stream has no live track of a requested kind.
    Incomplete,
    NoOtherCamera,
}

impl From<Cause> for Failure {
    /// Returns a failure of this crate.
    fn from(cause: Cause) -> Self {
        Failure { cause, error: 0 }
    }
}
