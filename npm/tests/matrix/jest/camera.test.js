// Runs in Jest with jsdom, and with the mock of the README.
import { LocalMediaStream, describeError, getUserMedia } from "local-media-stream";
import { Capture } from "local-media-stream/full";

afterEach(() => {
  delete navigator.mediaDevices;
});

test("a mock of getUserMedia is used", async () => {
  const track = { kind: "video", readyState: "live", stop: () => (track.readyState = "ended") };
  const mock = async () => ({ getTracks: () => [track] });
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: mock }, configurable: true });
  const stream = await getUserMedia({ video: true });
  expect(stream).toBeInstanceOf(LocalMediaStream);
  stream.stop();
  expect(track.readyState).toBe("ended");
});

test("the module of `/full` is found", async () => {
  const capture = await Capture.create();
  expect(capture.state).toBe("idle");
});

test("without devices, the error says so", async () => {
  const error = await getUserMedia({ video: true }).catch((error) => error);
  expect(["SecurityError", "NotSupportedError"]).toContain(error.name);
  expect(describeError(error)).not.toBe("");
});
