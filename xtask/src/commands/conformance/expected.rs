//! The intended differences of the shim, by the names of the affected subtests.

use super::results::PAGE;
use super::variant::Variant;

/// A subtest that is expected to have a different status.
pub struct Expected {
    /// A prefix of the path. The rest depends on the version of the suite.
    page: &'static str,
    subtest: &'static str,
    variants: &'static [Variant],
    pub reason: &'static str,
}

const LOCAL: &str = "getUserMedia returns a LocalMediaStream with AudioStreamTracks and VideoStreamTracks";

const RESTORED: &str = "the shim restores `navigator.getUserMedia`";

const ONINACTIVE: &str = "it waits for `onactive` or `oninactive`, which only Chromium supports natively";

const ANY: &[Variant] = &Variant::WITH_SHIM;
const SCRIPT: &[Variant] = &[Variant::Script];

#[rustfmt::skip]
pub const ALL: &[Expected] = &[
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "webkitMediaStream interface should not exist",
        variants: ANY,
        reason: "it is part of the prefixed API",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "navigator.webkitGetUserMedia should not exist",
        variants: ANY,
        reason: "old pages call it",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "navigator.mozGetUserMedia should not exist",
        variants: ANY,
        reason: "old pages call it",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "Passing MediaStream to URL.createObjectURL() should throw",
        variants: SCRIPT,
        reason: "old pages display a stream this way",
    },
    Expected {
        page: "mediacapture-fromelement/historical",
        subtest: "the deprecated MediaStream `onactive` event handler property is not available",
        variants: ANY,
        reason: "old pages set it",
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture",
        variants: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture 1",
        variants: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture 2",
        variants: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: PAGE,
        variants: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-streams/MediaStream-idl",
        subtest: "Tests that a MediaStream constructor follows the algorithm set in the spec",
        variants: SCRIPT,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: operation getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback)",
        variants: ANY,
        reason: RESTORED,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: navigator must inherit property \"getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback)\" with the proper type",
        variants: ANY,
        reason: RESTORED,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: calling getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback) on navigator with too few arguments must throw TypeError",
        variants: ANY,
        reason: RESTORED,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "MediaStream must be primary interface of [object MediaStream]",
        variants: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Stringification of [object MediaStream]",
        variants: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "MediaStreamTrack must be primary interface of [object MediaStreamTrack]",
        variants: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Stringification of [object MediaStreamTrack]",
        variants: SCRIPT,
        reason: LOCAL,
    },
];

/// Returns the reason for an intended difference; `None` if no difference is intended.
pub fn reason(page: &str, subtest: &str, variant: Variant) -> Option<&'static str> {
    ALL.iter()
        .find(|entry| {
            page.starts_with(entry.page) && subtest == entry.subtest && entry.variants.contains(&variant)
        })
        .map(|entry| entry.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_differences_are_expected() {
        let urls = "Passing MediaStream to URL.createObjectURL() should throw";
        let page = "mediacapture-streams/historical.https.html";
        assert!(reason(page, urls, Variant::Script).is_some());
        assert!(reason(page, urls, Variant::Install).is_none());
        assert!(reason("webrtc/historical.html", urls, Variant::Script).is_none());
        assert!(reason(page, "another", Variant::Script).is_none());
    }
}
