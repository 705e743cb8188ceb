// Helpers shared by the tests of the shim.

export function assert(condition, message = "assertion failed") {
  if (!condition) throw new Error(message);
}

const inspect = (value) => {
  try {
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  } catch {
    return typeof value;
  }
};
export function equal(actual, expected, message = "") {
  if (Object.is(actual, expected)) return;
  throw new Error(`${message}: ${inspect(actual)} is not ${inspect(expected)}`);
}
export const equalJson = (actual, expected, message) => equal(JSON.stringify(actual), JSON.stringify(expected), message);

export function throws(action, name, part = "") {
  try {
    action();
  } catch (error) {
    equal(error.name, name, String(error));
    assert(String(error.message).includes(part), `${error} does not contain ${part}`);
    return error;
  }
  throw new Error(`${action} does not throw ${name}`);
}

export async function rejects(promise, name) {
  const [{ status, reason }] = await Promise.allSettled([promise]);
  equal(status, "rejected", name);
  equal(reason.name, name, String(reason));
  return reason;
}

export const nextTask = () => new Promise((resolve) => setTimeout(resolve));
export const nextEvent = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }, true));

// The tracks that `stopAll` stops after each test.
const opened = new Set();
const { stop } = globalThis.MediaStreamTrack?.prototype ?? {};
export function stopAfterTest(stream) {
  for (const track of stream.getTracks()) opened.add(track);
  return stream;
}
export function stopAll() {
  for (const track of opened) stop.call(track);
  opened.clear();
}

// Opens a stream by the callback function.
export const openStream = (constraints = { video: true }, target = navigator) =>
  new Promise((resolve, reject) =>
    target.getUserMedia(constraints, (stream) => resolve(stopAfterTest(stream)), reject),
  );
export const requestError = (constraints, target = navigator) =>
  new Promise((resolve, reject) =>
    target.getUserMedia(constraints, (stream) => reject(new Error(`${stopAfterTest(stream)} was opened`)), resolve),
  );

// Replaces a property while an action runs.
export async function withProperty(object, name, value, action) {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
  try {
    return await action();
  } finally {
    if (before) Object.defineProperty(object, name, before);
    else delete object[name];
  }
}

// Creates a same-origin iframe with a permissions policy.
export async function createFrame(allow) {
  const element = document.createElement("iframe");
  if (allow) element.allow = allow;
  const loaded = nextEvent(element, "load");
  element.srcdoc = "<!doctype html><title>frame</title>";
  document.body.append(element);
  await loaded;
  return element;
}

export const runner = (tests) => async (name, shim) => {
  if (!(name in tests)) throw new Error(`unknown test: ${name}`);
  return tests[name](shim);
};
