// Opens a URL in the browser of a WebDriver session. Vitest starts this file instead of a browser.
const response = await fetch(`${process.env.LMS_SESSION}/url`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ url: process.argv.at(-1) }),
});
if (!response.ok) throw new Error(`The browser could not open the page: ${await response.text()}`);
