// Runs in the browser mode of Vitest.
import { getUserMedia } from "local-media-stream";
import { Capture } from "local-media-stream/full";
import { FakeMediaDevices } from "local-media-stream/testing";
import { expect, test } from "vitest";

test("fake devices replace the real ones", async () => {
  const fake = new FakeMediaDevices();
  fake.plug({ kind: "videoinput", deviceId: "camera" });
  const restore = fake.install();
  const stream = await getUserMedia({ video: true });
  expect(fake.liveTracks()).toBe(1);
  stream.stop();
  const capture = await Capture.create();
  await capture.start({ video: true });
  expect(fake.liveTracks()).toBe(1);
  capture.stop();
  expect(fake.liveTracks()).toBe(0);
  restore();
});
