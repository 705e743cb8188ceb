// Replaces the suite's resources/testharnessreport.js. Sends the results of the page to the server.
(visit, limit) => {
  // Frames and opened windows do not report.
  if (window.parent !== window || window.opener) return;
  // Stored before a test can replace them.
  const { fetch, timeout } = window;
  const { stringify } = JSON;
  const PAGE_STATUSES = ["OK", "ERROR", "TIMEOUT", "PRECONDITION_FAILED"];
  const STATUSES = ["PASS", "FAIL", "TIMEOUT", "NOTRUN", "PRECONDITION_FAILED"];
  // All pages have the same time limit, independent of their own setting.
  setup({ explicit_timeout: true, output: false });
  setTimeout(timeout, limit);
  add_completion_callback((tests, page) => {
    const results = { __proto__: null, "(the page itself)": PAGE_STATUSES[page.status] };
    for (const test of tests) {
      // With the shim, `getUserMedia` returns a `LocalMediaStream`. It is the same subtest.
      const name = test.name
        .replace(/\[object LocalMediaStream\]/g, "[object MediaStream]")
        .replace(/\[object (Audio|Video)StreamTrack\]/g, "[object MediaStreamTrack]");
      // Subtests with the same name are numbered in their order.
      let key = name;
      for (let count = 2; key in results; count++) key = `${name} (${count})`;
      results[key] = STATUSES[test.status];
    }
    fetch(`/local-media-stream/report/${visit}`, { method: "POST", body: stringify(results) });
  });
}
