//! `CaptureHelp`: instructions for visitors after a failed request.

use std::borrow::Cow;

use super::CaptureRequest;
use crate::constraints::TrackRequest;
use crate::devices::PermissionState;
use crate::error::{MediaError, MediaErrorKind};
use crate::sys;
use crate::track::MediaStreamTrackKind;

/// Instructions for the visitor of a page after a failed request, in English.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaptureHelp {
    /// The reason, to show another text for it.
    pub problem: AccessProblem,
    /// A sentence that names the problem.
    pub title: Cow<'static, str>,
    /// Sentences that each name one thing to do. Empty for [`AccessProblem::Other`], whose title contains it.
    pub steps: Vec<Cow<'static, str>>,
}

/// The reason of a failed request, as far as it is about access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessProblem {
    /// The user dismissed the prompt, denied it once, or selected no screen. In Firefox and Safari, which do not expose
    /// policies, the page that embeds this one may also forbid the capture of a screen.
    Dismissed,
    /// The browser remembers that access was denied, and does not prompt again. In Firefox and Safari, which do not expose
    /// policies, the page that embeds this one may also forbid access.
    Denied,
    /// The browser allows access, but the request failed: the system denies access, or the user has allowed it since.
    System,
    /// A policy of the page, of the page that embeds it, or of the browser forbids access.
    Policy,
    /// The page is not secure.
    InsecureContext,
    /// The problem is another one, for example a device that does not respond.
    Other,
}

/// The devices of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Devices {
    camera: bool,
    microphone: bool,
}

impl CaptureHelp {
    /// Creates the help for the error of a request, from the current permissions for cameras and microphones.
    pub fn new(
        error: &MediaError,
        request: &CaptureRequest,
        camera: &PermissionState,
        microphone: &PermissionState,
    ) -> Self {
        let devices = Devices::new(error, request);
        let permission = devices.permission(camera, microphone);
        let policy_allows = devices.policy_allows();
        let problem = match error.kind() {
            MediaErrorKind::Security => AccessProblem::Policy,
            MediaErrorKind::InsecureContext => AccessProblem::InsecureContext,
            MediaErrorKind::NotAllowed if policy_allows == Some(false) => AccessProblem::Policy,
            MediaErrorKind::NotAllowed => match permission {
                PermissionState::Denied => AccessProblem::Denied,
                PermissionState::Granted => AccessProblem::System,
                _ => AccessProblem::Dismissed,
            },
            _ => AccessProblem::Other,
        };
        match problem {
            AccessProblem::Other => CaptureHelp {
                problem,
                title: error.user_message(),
                steps: Vec::new(),
            },
            _ => devices.help(problem, policy_allows.is_none() && sys::is_embedded()),
        }
    }

    /// Returns whether the same request may succeed on this page.
    pub fn can_retry(&self) -> bool {
        !matches!(
            self.problem,
            AccessProblem::Policy | AccessProblem::InsecureContext
        )
    }
}

impl Devices {
    /// Returns the requested devices, or the one that failed if it is known. None for a display.
    fn new(error: &MediaError, request: &CaptureRequest) -> Self {
        let (camera, microphone) = match request {
            CaptureRequest::UserMedia(constraints) => (
                constraints.video != TrackRequest::Off,
                constraints.audio != TrackRequest::Off,
            ),
            CaptureRequest::DisplayMedia(_) => (false, false),
        };
        let failed = |kind| error.track_kind().is_none_or(|failed| failed == kind);
        Devices {
            camera: camera && failed(MediaStreamTrackKind::Video),
            microphone: microphone && failed(MediaStreamTrackKind::Audio),
        }
    }

    /// Returns the permission for all of them. Browsers have none for displays: they prompt each time.
    fn permission(self, camera: &PermissionState, microphone: &PermissionState) -> PermissionState {
        let mut states = [(self.camera, camera), (self.microphone, microphone)]
            .into_iter()
            .filter_map(|(is_requested, state)| is_requested.then_some(state));
        let is_none = !self.camera && !self.microphone;
        if states.clone().any(|state| *state == PermissionState::Denied) {
            PermissionState::Denied
        } else if is_none || states.any(|state| *state != PermissionState::Granted) {
            PermissionState::Prompt
        } else {
            PermissionState::Granted
        }
    }

    /// Returns whether the permissions policies allow access. `None` where the browser does not expose them (Firefox, Safari).
    fn policy_allows(self) -> Option<bool> {
        let features = [
            (self.camera, "camera"),
            (self.microphone, "microphone"),
            (!self.camera && !self.microphone, "display-capture"),
        ];
        let mut requested = features.into_iter().filter(|(is_requested, _)| *is_requested);
        requested.try_fold(true, |all, (_, feature)| {
            Some(all && sys::policy_allows(feature)?)
        })
    }

    fn noun(self) -> &'static str {
        match (self.camera, self.microphone) {
            (true, true) => "camera and the microphone",
            (true, false) => "camera",
            (false, true) => "microphone",
            (false, false) => "screen",
        }
    }

    /// Returns the texts. `may_be_forbidden`: whether a page that embeds this one may have a policy that the browser does not
    /// expose.
    fn help(self, problem: AccessProblem, may_be_forbidden: bool) -> CaptureHelp {
        let noun = self.noun();
        let text = |start: &str, end: &str| Cow::Owned([start, noun, end].concat());
        let is_display = !self.camera && !self.microphone;
        let (title, mut steps) = match problem {
            AccessProblem::Dismissed if is_display => (
                Cow::Borrowed("The screen is not shared."),
                vec![
                    Cow::Borrowed("Try again, and select a screen, a window or a tab."),
                    "If the browser shows none, allow it to record the screen in the system's privacy settings.".into(),
                ],
            ),
            AccessProblem::Dismissed => (
                text("Access to the ", " was not allowed."),
                vec![
                    Cow::Borrowed("Try again, and allow access when the browser prompts."),
                    "If it does not prompt, allow access in its site settings.".into(),
                ],
            ),
            AccessProblem::Denied => (
                text("The browser blocks the ", " for this page."),
                vec![
                    Cow::Borrowed("Open the site settings, for example by the icon beside the address."),
                    text("Allow the ", "."),
                    "Try again, or reload the page.".into(),
                ],
            ),
            AccessProblem::System => (
                text("Access to the ", " failed, although the browser allows it for this page."),
                vec![
                    Cow::Borrowed("Try again."),
                    text("If it fails again, allow the browser to use the ", " in the system's privacy settings."),
                ],
            ),
            AccessProblem::InsecureContext => (
                text("The browser allows the ", " on secure pages only."),
                vec!["Open the page over https.".into()],
            ),
            AccessProblem::Policy | AccessProblem::Other => (
                text("A policy disables the ", " for this page."),
                vec![
                    Cow::Borrowed("If the page is part of another one, open it in a separate tab."),
                    "If an organization manages the browser, contact its administrator.".into(),
                ],
            ),
        };
        let is_refused =
            problem == AccessProblem::Denied || (is_display && problem == AccessProblem::Dismissed);
        if may_be_forbidden && is_refused {
            steps.push("If that does not help, open the page in a separate tab.".into());
        }
        CaptureHelp {
            problem,
            title,
            steps,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use PermissionState::{Denied, Granted, Prompt};

    use super::*;
    use crate::constraints::MediaStreamConstraints;
    use crate::display::DisplayMediaStreamOptions;

    fn help(
        kind: MediaErrorKind,
        request: impl Into<CaptureRequest>,
        camera: PermissionState,
        microphone: PermissionState,
    ) -> CaptureHelp {
        CaptureHelp::new(
            &MediaError::new(kind, "text"),
            &request.into(),
            &camera,
            &microphone,
        )
    }

    fn both() -> MediaStreamConstraints {
        MediaStreamConstraints::new().audio(true).video(true)
    }

    #[test]
    fn problem_follows_from_the_requested_permissions() {
        let problem = |request: MediaStreamConstraints, camera, microphone| {
            help(MediaErrorKind::NotAllowed, request, camera, microphone).problem
        };
        let (video, audio) = (
            || MediaStreamConstraints::new().video(true),
            || MediaStreamConstraints::new().audio(true),
        );
        assert_eq!(problem(video(), Prompt, Denied), AccessProblem::Dismissed);
        assert_eq!(problem(video(), Denied, Granted), AccessProblem::Denied);
        assert_eq!(problem(audio(), Denied, Granted), AccessProblem::System);
        assert_eq!(problem(audio(), Granted, Denied), AccessProblem::Denied);
        assert_eq!(problem(both(), Granted, Prompt), AccessProblem::Dismissed);
        assert_eq!(problem(both(), Prompt, Denied), AccessProblem::Denied);
        assert_eq!(problem(both(), Granted, Granted), AccessProblem::System);
        let display = DisplayMediaStreamOptions::new();
        let display = help(MediaErrorKind::NotAllowed, display, Denied, Denied);
        assert_eq!(display.problem, AccessProblem::Dismissed);
        assert_eq!(display.title, "The screen is not shared.");
    }

    #[test]
    fn texts_name_the_devices() {
        let denied = help(MediaErrorKind::NotAllowed, both(), Denied, Granted);
        assert_eq!(
            denied.title,
            "The browser blocks the camera and the microphone for this page."
        );
        assert_eq!(denied.steps[1], "Allow the camera and the microphone.");
        assert!(denied.can_retry());
        let audio = MediaStreamConstraints::new().audio(true);
        let insecure = help(MediaErrorKind::InsecureContext, audio, Prompt, Prompt);
        assert_eq!(
            insecure.title,
            "The browser allows the microphone on secure pages only."
        );
        assert!(!insecure.can_retry());
        let video = MediaStreamConstraints::new().video(true);
        let disabled = help(MediaErrorKind::Security, video, Granted, Granted);
        assert_eq!(disabled.title, "A policy disables the camera for this page.");
        assert!(!disabled.can_retry());
    }

    #[test]
    fn help_for_a_denied_embedded_page_suggests_a_tab() {
        let camera = Devices {
            camera: true,
            microphone: false,
        };
        let [alone, embedded] =
            [false, true].map(|is_embedded| camera.help(AccessProblem::Denied, is_embedded));
        assert_eq!(embedded.steps[..3], alone.steps);
        assert_eq!(
            embedded.steps[3..],
            ["If that does not help, open the page in a separate tab."]
        );
        assert!(embedded.can_retry());
        let dismissed = camera.help(AccessProblem::Dismissed, true);
        assert_eq!(dismissed, camera.help(AccessProblem::Dismissed, false));
        let display = Devices {
            camera: false,
            microphone: false,
        };
        assert_eq!(
            display.help(AccessProblem::Dismissed, true).steps[2..],
            embedded.steps[3..]
        );
    }

    #[test]
    fn other_errors_have_their_own_text() {
        let error = MediaError::new(MediaErrorKind::NotFound, "text");
        let help = help(MediaErrorKind::NotFound, both(), Granted, Granted);
        assert_eq!((help.problem, help.steps.len()), (AccessProblem::Other, 0));
        assert_eq!(help.title, error.user_message());
        assert!(help.can_retry());
    }
}
