export default {
  // For a busy machine.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    permissions: ["camera", "microphone"],
    launchOptions: {
      args: ["--use-fake-device-for-media-stream"],
      // Instead of the browser that Playwright downloads.
      executablePath: process.env.LMS_CHROMIUM,
    },
  },
};
