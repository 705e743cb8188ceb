// Replaces the suite's resources/testharnessreport.js. Sends the results of the page to the server.
(visit, limit) => {
  // Frames and opened windows do not report.
  if (window.parent !== window || window.opener) return;
  // Stored before a test can replace them.
  const { fetch, timeout } = window;
  const { stringify } = JSON;
  // All pages have the same time limit, independent of their own setting.
  setup({ explicit_timeout: true, output: false });
  setTimeout(timeout, limit);
  add_completion_callback((tests, { status, message }) => {
    const short = (text) => String(text ?? "").slice(0, 300);
    const results = tests.map(({ name, status, message }) => [name, status, short(message)]);
    const body = stringify({ page: [status, short(message)], tests: results });
    fetch(`/local-media-stream/report/${visit}`, { method: "POST", body });
  });
}
