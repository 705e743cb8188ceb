// What the tests of the shim share.

export function assert(condition, message = "assertion failed") {
  if (!condition) throw new Error(message);
}

const shown = (value) => {
  try {
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  } catch {
    return typeof value;
  }
};
export function equal(left, right, message = "") {
  if (!Object.is(left, right)) throw new Error(`${message}: ${shown(left)} is not ${shown(right)}`);
}
export const same = (left, right, message) => equal(JSON.stringify(left), JSON.stringify(right), message);

export function throws(action, name, part = "") {
  try {
    action();
  } catch (error) {
    equal(error.name, name, String(error));
    assert(String(error.message).includes(part), `${error} does not name ${part}`);
    return error;
  }
  throw new Error(`no ${name} is thrown by ${action}`);
}

export async function rejects(promise, name) {
  const [{ status, reason }] = await Promise.allSettled([promise]);
  equal(status, "rejected", name);
  equal(reason.name, name, String(reason));
  return reason;
}

export const task = () => new Promise((resolve) => setTimeout(resolve));
export const next = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }, true));

// What was opened by a test, to be stopped after it.
const opened = new Set();
const { stop } = globalThis.MediaStreamTrack?.prototype ?? {};
export function keep(stream) {
  for (const track of stream.getTracks()) opened.add(track);
  return stream;
}
export function stopAll() {
  for (const track of opened) stop.call(track);
  opened.clear();
}

// The way of 2012.
export const open = (constraints = { video: true }, on = navigator) =>
  new Promise((resolve, reject) =>
    on.getUserMedia(constraints, (stream) => resolve(keep(stream)), reject),
  );
export const refused = (constraints, on = navigator) =>
  new Promise((resolve, reject) =>
    on.getUserMedia(constraints, (stream) => reject(new Error(`${keep(stream)} was opened`)), resolve),
  );

// Puts a value in place of a property for as long as an action takes.
export async function instead(object, name, value, action) {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
  try {
    return await action();
  } finally {
    if (before) Object.defineProperty(object, name, before);
    else delete object[name];
  }
}

// An iframe of this origin, with a permissions policy.
export async function frame(allow) {
  const element = document.createElement("iframe");
  if (allow) element.allow = allow;
  const loaded = next(element, "load");
  element.srcdoc = "<!doctype html><title>frame</title>";
  document.body.append(element);
  await loaded;
  return element;
}

export const runner = (tests) => async (name, shim) => {
  if (!(name in tests)) throw new Error(`there is no test ${name}`);
  return tests[name](shim);
};
