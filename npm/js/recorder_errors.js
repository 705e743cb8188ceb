// Kinds and texts of the errors of recordings. npm/tests/errors.rs compares them with those of the crate.
const kinds = [
  ["InvalidModificationError", "InvalidModification"],
  ["QuotaExceededError", "QuotaExceeded"],
];

const texts = {
  InvalidModification: [
    "The recording ended because a camera or a microphone was changed. Start another one.",
    "Record a Capture instead of a stream whose tracks change, as a type that can be joined (WebM).",
  ],
  QuotaExceeded: [
    "There is no space left for the recording. Free some, then try again.",
    "Check navigator.storage.estimate before, or write to a file that the user has selected.",
  ],
};

export const recordingErrors = { kinds, texts };
