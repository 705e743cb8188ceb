const entries = ["local-media-stream", "local-media-stream/full", "local-media-stream/testing"];

export default {
  // Vite would find the entries while the test runs, and reload its page.
  optimizeDeps: { include: entries },
  test: { browser: { enabled: true, provider: "preview", instances: [{ browser: "chromium" }] }, include: ["browser.test.js"] },
};
