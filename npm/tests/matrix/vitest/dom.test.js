// Runs in Node with jsdom or happy-dom, which have a document but no media devices.
import { LocalMediaStream, describeError, getUserMedia, init } from "local-media-stream";
import { getUserMedia as bundledGetUserMedia } from "local-media-stream/bundler";
import { Capture } from "local-media-stream/full";
import { FakeMediaDevices } from "local-media-stream/testing";
import { afterEach, expect, test } from "vitest";

afterEach(() => {
  delete navigator.mediaDevices;
});

function mockCamera() {
  const track = { kind: "video", readyState: "live", stop: () => (track.readyState = "ended") };
  const getUserMedia = async () => ({ getTracks: () => [track] });
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia }, configurable: true });
  return track;
}

test("the wasm modules are found", async () => {
  await init();
  await Capture.create().catch((error) => expect(error.name).not.toBe("LoadError"));
});

test.each([getUserMedia, bundledGetUserMedia])("a mock of getUserMedia is used", async (getUserMedia) => {
  const track = mockCamera();
  const stream = await getUserMedia({ video: true });
  expect(stream).toBeInstanceOf(LocalMediaStream);
  stream.stop();
  expect(track.readyState).toBe("ended");
});

test("without devices, the error says so", async () => {
  const error = await getUserMedia({ video: true }).catch((error) => error);
  expect(["SecurityError", "NotSupportedError"]).toContain(error.name);
  expect(describeError(error)).not.toBe("");
});

test("the fake devices state what is missing", () => {
  expect(() => new FakeMediaDevices()).toThrow("Run the test in a browser, or mock getUserMedia.");
});
