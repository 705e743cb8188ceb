export default {
  test: {
    browser: {
      enabled: true,
      provider: "preview",
      // The default of Vitest is true if the variable CI is set. The provider rejects it.
      headless: false,
      instances: [{ browser: "chromium" }],
    },
    include: ["browser.test.js"],
  },
};
