//! The intended differences of the shim: patterns of the page and the subtest.

use anyhow::Result;
use regex::RegexSet;

/// The differences of `install()` and of `legacy.js`.
const BOTH: [&str; 4] = [
    // Old pages use these members.
    r"^mediacapture-streams/historical.*: (webkitMediaStream interface|navigator\.(webkit|moz)GetUserMedia) should not",
    r"^mediacapture-fromelement/historical.*: the deprecated MediaStream `onactive` event handler property is not",
    // They wait for `onactive`, which only Chromium supports natively.
    r"^mediacapture-fromelement/capture\..*: (capture|capture 1|capture 2|\(the page itself\))$",
    // The shim restores the function.
    r"^mediacapture-streams/idlharness.*: Navigator interface: .*getUserMedia\(MediaStreamConstraints, Nav",
];

/// The differences of `legacy.js` only.
const SCRIPT: [&str; 3] = [
    r"^mediacapture-streams/historical.*: Passing MediaStream to URL.createObjectURL\(\) should throw$",
    // It waits for `oninactive`, which only Chromium supports natively.
    r"^mediacapture-streams/MediaStream-idl.*: Tests that a MediaStream constructor follows the algorithm set in the spec$",
    // getUserMedia returns a LocalMediaStream with AudioStreamTracks and VideoStreamTracks.
    r"^mediacapture-streams/idlharness.*: (MediaStream(Track)? must be primary interface|Stringification) of \[object Med",
];

/// Returns the patterns of the intended differences, for `page: subtest`.
pub fn patterns(is_script: bool) -> Result<RegexSet> {
    let script = SCRIPT.iter().filter(|_| is_script);
    Ok(RegexSet::new(BOTH.iter().chain(script))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_differences_are_expected() {
        let page = "mediacapture-streams/historical.https.html";
        let urls = format!("{page}: Passing MediaStream to URL.createObjectURL() should throw");
        assert!(patterns(true).unwrap().is_match(&urls));
        assert!(!patterns(false).unwrap().is_match(&urls));
        assert!(!patterns(true).unwrap().is_match(&format!("webrtc/{urls}")));
    }
}
