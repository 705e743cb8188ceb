export default {
  test: { browser: { enabled: true, provider: "preview", instances: [{ browser: "chromium" }] }, include: ["browser.test.js"] },
};
