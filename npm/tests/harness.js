// Functions that the browser tests share.
import { FakeMediaDevices } from "./pkg/testing.js";

export function assert(condition, message) {
  if (!condition) throw new Error(message ?? "assertion failed");
}
export function equal(left, right, message = "") {
  assert(Object.is(left, right), `${message} ${String(left)} is not ${String(right)}`);
}
export function thrown(f) {
  try {
    f();
  } catch (error) {
    return error;
  }
}
export async function rejection(promise) {
  const [outcome] = await Promise.allSettled([promise]);
  equal(outcome.status, "rejected");
  return outcome.reason;
}
// The error must be a TypeError whose message starts with the name of the argument.
export function assertTypeError(error, name) {
  assert(error instanceof TypeError && error.message.startsWith(`${name} `), `${name}: ${error}`);
}

// A microphone and two cameras.
export function fakeDevices() {
  const devices = new FakeMediaDevices();
  devices.plug({ kind: "audioinput", deviceId: "microphone" });
  devices.plug({ kind: "videoinput", deviceId: "front", facingMode: "user" });
  devices.plug({ kind: "videoinput", deviceId: "back", facingMode: "environment" });
  return devices;
}
export const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
// Resolves when the condition holds, which is tested after each change of the capture.
export async function until(capture, condition) {
  while (!condition()) await next(capture, "change");
}

// Every track that the browser has opened.
export const tracks = new Set();
let onRequest = () => {};
let onArrival = () => {};
// Resolves when the browser is asked for the next stream.
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
// Waits for a task.
export const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(null);
});

export class Skip extends Error {}

// Runs tests one after the other. The results are in `window.outcome`, an array of { name, error?, skipped? }.
export async function runTests(tests, run = (test) => test()) {
  const outcome = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await run(test);
      outcome.push({ name });
    } catch (error) {
      outcome.push(error instanceof Skip ? { name, skipped: error.message } : { name, error: `${error}\n${error.stack}` });
    }
  }
  window.outcome = outcome;
}
