// What each page of the suite tells us, in the place of the suite's own file for this.
(visit, limit) => {
  // Only the page itself tells, and not what it has opened.
  if (window.parent !== window || window.opener) return;
  // As they are before the test does anything to them.
  const { fetch, timeout } = window;
  const { stringify } = JSON;
  // Whatever it says about its time, it has as much as all others.
  setup({ explicit_timeout: true, output: false });
  setTimeout(timeout, limit);
  add_completion_callback((tests, { status, message }) => {
    const short = (text) => String(text ?? "").slice(0, 300);
    const results = tests.map(({ name, status, message }) => [name, status, short(message)]);
    const body = stringify({ page: [status, short(message)], tests: results });
    fetch(`/local-media-stream/report/${visit}`, { method: "POST", body });
  });
}
