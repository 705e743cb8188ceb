export default {
  use: {
    permissions: ["camera", "microphone"],
    launchOptions: {
      args: ["--use-fake-device-for-media-stream"],
      // Instead of the browser that Playwright downloads.
      executablePath: process.env.LMS_CHROMIUM,
    },
  },
};
