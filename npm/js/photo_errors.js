// Kind and texts of the errors of photos. npm/tests/errors.rs compares them with those of the crate.
const kinds = [
  ["TimeoutError", "Timeout"],
];

const texts = {
  Timeout: [
    "The camera delivers no picture right now. Return to the page, then try again.",
    "Browsers deliver no frames to hidden pages, and muted tracks have none. Wait until the page is visible and the track is unmuted.",
  ],
};

export const photoErrors = { kinds, texts };
