//! npm/js/errors.js, npm/js/recorder_errors.js and npm/js/timeout_errors.js have the kinds and texts of the crate.
#![cfg(not(target_family = "wasm"))]

use local_media_stream::MediaError;
use local_media_stream::MediaErrorKind::{
    self, Abort, InsecureContext, InvalidModification, InvalidState, NotAllowed, NotFound, NotReadable,
    Other, Overconstrained, QuotaExceeded, Security, Timeout, Type, Unsupported,
};

const KINDS: [MediaErrorKind; 14] = [
    NotAllowed,
    NotFound,
    NotReadable,
    Overconstrained,
    Abort,
    Security,
    InvalidState,
    Type,
    InsecureContext,
    Unsupported,
    InvalidModification,
    QuotaExceeded,
    Timeout,
    Other,
];

#[test]
fn texts_are_those_of_the_crate() {
    let mut errors = KINDS
        .map(|kind| (format!("{kind:?}"), MediaError::new(kind, "")))
        .to_vec();
    errors.push((
        "MissingDevice".into(),
        MediaError::overconstrained("deviceId", ""),
    ));
    for (key, error) in errors {
        let texts = [error.user_message(), error.help()].map(|text| quote(&text));
        let entry = format!("  {key}: [\n    {},\n    {},\n  ],\n", texts[0], texts[1]);
        assert!(source().contains(&entry), "npm/js lacks this entry:\n{entry}");
    }
}

#[test]
fn names_have_the_kinds_of_the_crate() {
    for kind in KINDS {
        // `InsecureContext` shares the name of `Security`, and unknown names are `Other`.
        if !matches!(kind, InsecureContext | Other) {
            let entry = format!("  [\"{}\", \"{kind:?}\"],\n", kind.name());
            assert!(source().contains(&entry), "npm/js lacks this entry:\n{entry}");
        }
    }
}

fn source() -> &'static str {
    concat!(
        include_str!("../js/errors.js"),
        include_str!("../js/recorder_errors.js"),
        include_str!("../js/timeout_errors.js")
    )
}

/// Quotes a text as the file does.
fn quote(text: &str) -> String {
    let quote = if text.contains('"') { '\'' } else { '"' };
    format!("{quote}{text}{quote}")
}
