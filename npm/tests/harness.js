// Functions that the browser tests share.
import { FakeMediaDevices } from "./pkg/testing.js";
import { next } from "./assert.js";

export * from "./assert.js";

// A microphone and two cameras.
export function fakeDevices() {
  const devices = new FakeMediaDevices();
  devices.plug({ kind: "audioinput", deviceId: "microphone" });
  devices.plug({ kind: "videoinput", deviceId: "front", facingMode: "user" });
  devices.plug({ kind: "videoinput", deviceId: "back", facingMode: "environment" });
  return devices;
}
// Resolves when the condition holds, which is tested after each change of the capture.
export async function until(capture, condition) {
  while (!condition()) await next(capture, "change");
}

// The objects that the running test has opened.
const opened = [];
// Closes or stops this object after the test, also if the test fails. Returns it.
export function closeLater(object) {
  opened.push(object);
  return object;
}
// Closes all of these objects, the latest first. The test may have closed some.
export async function closeOpened() {
  const close = async (object) => (object.close ?? object.stop).call(object);
  await Promise.allSettled(opened.splice(0).reverse().map(close));
}

// Every track that the browser has opened.
export const tracks = new Set();
let onRequest = () => {};
let onArrival = () => {};
// Resolves at the next call of getUserMedia.
export const requested = () => new Promise((resolve) => (onRequest = resolve));
// Resolves when the browser opens the next stream.
export const arrival = () => new Promise((resolve) => (onArrival = resolve));
const original = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function (...args) {
  onRequest();
  return original.apply(this, args).then((stream) => {
    for (const track of stream.getTracks()) tracks.add(track);
    onArrival();
    return stream;
  });
};
export const live = () => [...tracks].filter((track) => track.readyState === "live").length;
