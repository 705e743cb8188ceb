// Opens a URL in the browser of a WebDriver session. Vitest starts this file instead of a browser.
await fetch(`${process.env.LMS_SESSION}/url`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ url: process.argv.at(-1) }),
});
