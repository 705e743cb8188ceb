// What the tests in a browser need.

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

// Every track that came from the browser, whatever became of its stream.
export const tracks = new Set();
let arrived = () => {};
// Resolves when the next stream has come.
export const arrival = () => new Promise((resolve) => (arrived = resolve));
const original = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function (...args) {
  return original.apply(this, args).then((stream) => {
    for (const track of stream.getTracks()) tracks.add(track);
    arrived();
    return stream;
  });
};
export const live = () => [...tracks].filter((track) => track.readyState === "live").length;
export const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(null);
});

export class Skip extends Error {}
