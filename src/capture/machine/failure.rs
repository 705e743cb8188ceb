//! The cause of a failed call.

/// The cause of a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Failure {
    /// An error that the shell keeps under this number.
    Browser {
        id: u32,
        class: FailureClass,
    },
    Superseded,
    Stopped,
    Cancelled,
    TimedOut,
    /// The stream has no live track of a requested kind.
    Incomplete,
    NoOtherCamera,
}

/// The kinds of errors that the state machine distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum FailureClass {
    Denied,
    NotFound,
    /// The device may be in use.
    InUse,
    Other,
}

impl Failure {
    pub(super) fn class(self) -> FailureClass {
        match self {
            Failure::Browser { class, .. } => class,
            _ => FailureClass::Other,
        }
    }
}
