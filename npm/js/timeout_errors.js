// Kind and texts of the errors of devices that deliver nothing. npm/tests/errors.rs compares them with those of the crate.
const kinds = [
  ["TimeoutError", "Timeout"],
];

const texts = {
  Timeout: [
    "The device delivers nothing right now. Return to the page and click on it, then try again.",
    "Browsers deliver no frames to hidden pages, no sound before the user clicks on the page, and nothing of muted tracks. Wait for that.",
  ],
};

export const timeoutErrors = { kinds, texts };
