//! The differences that the shim is there for, by the names of the subtests that see them.

use super::compare::PAGE;
use super::way::Way;

/// What the shim's interfaces stand for, where the name of a subtest has an object in it: the stream that getUserMedia
/// gives is a LocalMediaStream, and so on.
const OBJECTS: [(&str, &str); 3] = [
    ("[object LocalMediaStream]", "[object MediaStream]"),
    ("[object AudioStreamTrack]", "[object MediaStreamTrack]"),
    ("[object VideoStreamTrack]", "[object MediaStreamTrack]"),
];

/// What a subtest is called where there is no shim.
pub fn name_without(name: &str) -> String {
    OBJECTS.iter().fold(name.to_owned(), |name, (ours, original)| {
        name.replace(ours, original)
    })
}

/// A subtest that must come out differently.
pub struct Expected {
    /// How the page's path begins: later versions of the suite call some pages otherwise.
    page: &'static str,
    subtest: &'static str,
    ways: &'static [Way],
    pub reason: &'static str,
}

const LOCAL: &str =
    "what getUserMedia gives is a LocalMediaStream, of AudioStreamTracks and VideoStreamTracks";

const BROUGHT_BACK: &str = "`navigator.getUserMedia` is there again, as it is to be";

const ONINACTIVE: &str = "it waits for `onactive` or `oninactive`, which only Chromium has by itself";

const ANY: &[Way] = &Way::WITH;
const SCRIPT: &[Way] = &[Way::Script];

#[rustfmt::skip]
pub const ALL: &[Expected] = &[
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "webkitMediaStream interface should not exist",
        ways: ANY,
        reason: "it belongs to the prefix `webkit`",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "navigator.webkitGetUserMedia should not exist",
        ways: ANY,
        reason: "it is what old pages call",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "navigator.mozGetUserMedia should not exist",
        ways: ANY,
        reason: "it is what old pages call",
    },
    Expected {
        page: "mediacapture-streams/historical",
        subtest: "Passing MediaStream to URL.createObjectURL() should throw",
        ways: SCRIPT,
        reason: "it is how old pages show a stream",
    },
    Expected {
        page: "mediacapture-fromelement/historical",
        subtest: "the deprecated MediaStream `onactive` event handler property is not available",
        ways: ANY,
        reason: "it is what old pages set",
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture",
        ways: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture 1",
        ways: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: "capture 2",
        ways: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-fromelement/capture",
        subtest: PAGE,
        ways: ANY,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-streams/MediaStream-idl",
        subtest: "Tests that a MediaStream constructor follows the algorithm set in the spec",
        ways: SCRIPT,
        reason: ONINACTIVE,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: operation getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback)",
        ways: ANY,
        reason: BROUGHT_BACK,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: navigator must inherit property \"getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback)\" with the proper type",
        ways: ANY,
        reason: BROUGHT_BACK,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Navigator interface: calling getUserMedia(MediaStreamConstraints, NavigatorUserMediaSuccessCallback, NavigatorUserMediaErrorCallback) on navigator with too few arguments must throw TypeError",
        ways: ANY,
        reason: BROUGHT_BACK,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "MediaStream must be primary interface of [object MediaStream]",
        ways: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Stringification of [object MediaStream]",
        ways: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "MediaStreamTrack must be primary interface of [object MediaStreamTrack]",
        ways: SCRIPT,
        reason: LOCAL,
    },
    Expected {
        page: "mediacapture-streams/idlharness",
        subtest: "Stringification of [object MediaStreamTrack]",
        ways: SCRIPT,
        reason: LOCAL,
    },
];

/// Why this subtest comes out differently, if it is to do so.
pub fn reason(page: &str, subtest: &str, way: Way) -> Option<&'static str> {
    ALL.iter()
        .find(|one| page.starts_with(one.page) && subtest == one.subtest && one.ways.contains(&way))
        .map(|one| one.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_expected() {
        let urls = "Passing MediaStream to URL.createObjectURL() should throw";
        let page = "mediacapture-streams/historical.https.html";
        assert!(reason(page, urls, Way::Script).is_some());
        assert!(reason(page, urls, Way::Functions).is_none());
        assert!(reason("webrtc/historical.html", urls, Way::Script).is_none());
        assert!(reason(page, "another", Way::Script).is_none());
    }
}
