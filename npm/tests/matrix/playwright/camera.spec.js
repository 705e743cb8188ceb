// Runs in Playwright, with the fake devices of Chromium and with those of the package.
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { serve } from "../server.mjs";

let server;
test.beforeAll(async () => {
  server = await serve(join(import.meta.dirname, "../.."));
});
test.afterAll(() => server.close());
test.beforeEach(({ page }) => page.goto(`${server.url}matrix/playwright/camera.html`));

test("the camera plays and stops", async ({ page }) => {
  await page.getByRole("button", { name: "Start" }).click();
  const video = page.locator("video");
  await expect.poll(() => video.evaluate((video) => video.currentTime)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Stop" }).click();
  expect(await video.evaluate((video) => video.srcObject.active)).toBe(false);
});

test("a denied request shows a text", async ({ page }) => {
  await page.evaluate(async () => {
    const { FakeMediaDevices } = await import("local-media-stream/testing");
    const fake = new FakeMediaDevices();
    fake.plug({ kind: "videoinput", deviceId: "camera" });
    fake.setPermission("camera", "denied");
    fake.install();
  });
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("alert")).toContainText("denied");
});
