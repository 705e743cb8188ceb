// A session of the WebDriver server that xtask has started: LMS_DRIVER is its URL, LMS_CAPABILITIES are those of the
// session.
const { LMS_CAPABILITIES, LMS_DRIVER } = process.env;

/** The time limit for a page on a busy machine, in milliseconds. */
const LIMIT = 300_000;

async function send(method, url, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(value.message);
  return value;
}

/** Errors of WebKitWebDriver after a crash of the page, which a race in GLib causes: see docs/test-runner.md. */
const CRASH = /page crash|parse script result/;

async function openSession() {
  const capabilities = { alwaysMatch: JSON.parse(LMS_CAPABILITIES) };
  const { sessionId } = await send("POST", `${LMS_DRIVER}/session`, { capabilities });
  return `${LMS_DRIVER}/session/${sessionId}`;
}

async function outcomeIn(session, url) {
  await send("POST", `${session}/url`, { url });
  const limit = Date.now() + LIMIT;
  let pause = 20;
  while (Date.now() < limit) {
    const outcome = await send("POST", `${session}/execute/sync`, { script: "return window.outcome", args: [] });
    if (outcome) return outcome;
    await new Promise((resolve) => setTimeout(resolve, pause));
    // Many calls of the driver would slow down a page that takes long.
    pause = Math.min(pause * 1.5, 250);
  }
  const title = await send("GET", `${session}/title`);
  throw new Error(`${url} has no outcome: ${title}`);
}

/** Starts the browser. */
export async function startBrowser() {
  let session = await openSession();
  const close = () => send("DELETE", session);
  return {
    /** The URL of the session. */
    get session() {
      return session;
    },
    close,

    /** Returns the `window.outcome` of a page. Loads the page again if the browser crashes. */
    async outcomeOf(url) {
      try {
        return await outcomeIn(session, url);
      } catch (error) {
        if (!CRASH.test(error.message)) throw error;
        console.log(`The browser crashed in ${url}; retrying`);
        await close().catch(() => {});
        session = await openSession();
        return outcomeIn(session, url);
      }
    },
  };
}
