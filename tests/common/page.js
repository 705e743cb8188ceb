// What the tests ask of the page itself, apart from the crate under test.

// Every track that capture or cloning has made since the page was loaded. The browser's own functions are called;
// only their results are written down.
const seen = new Set();
const waiting = [];
const keep = (stream) => {
  for (const track of stream.getTracks()) seen.add(track);
  for (const check of [...waiting]) check();
  return stream;
};
// Chromium keeps wrappers on the prototype, and an iframe has prototypes of its own.
export function watch(scope) {
  const devices = scope.MediaDevices?.prototype;
  for (const name of ["getUserMedia", "getDisplayMedia"]) {
    const original = devices?.[name];
    if (!original) continue;
    devices[name] = function (...args) {
      return original.apply(this, args).then(keep);
    };
  }
  const streamClone = scope.MediaStream?.prototype.clone;
  if (streamClone) scope.MediaStream.prototype.clone = function () { return keep(streamClone.call(this)); };
  const trackClone = scope.MediaStreamTrack?.prototype.clone;
  if (trackClone) {
    scope.MediaStreamTrack.prototype.clone = function () {
      const track = trackClone.call(this);
      seen.add(track);
      return track;
    };
  }
}
if (!globalThis.__watched) {
  globalThis.__watched = true;
  watch(globalThis);
}
export const liveTracks = () => [...seen].filter((track) => track.readyState === "live").length;
export const tracksSeen = () => seen.size;
// Resolves when that many tracks have ever been made.
export const tracksToCome = (count) =>
  new Promise((resolve) => {
    const check = () => {
      if (seen.size < count) return;
      if (waiting.includes(check)) waiting.splice(waiting.indexOf(check), 1);
      resolve();
    };
    waiting.push(check);
    check();
  });

let unhandled = 0;
globalThis.addEventListener?.("unhandledrejection", () => unhandled++);
export const unhandledRejections = () => unhandled;
// A task of its own, after all that are due: what the browser announces after the microtasks has been announced.
export const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });

const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
export const nextEvent = next;

// Plays a stream until a number of frames have come and `enough` says so.
async function play(stream, count, enough) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  document.body.append(video);
  try {
    await video.play();
    for (let i = 0; i < count || !enough(video); i++) {
      // Where frames are not announced, the clock of the video tells that they come.
      if (video.requestVideoFrameCallback) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      else await next(video, "timeupdate");
    }
    return [video.videoWidth, video.videoHeight];
  } finally {
    video.srcObject = null;
    video.remove();
  }
}
export const framesOf = (stream, count) => play(stream, count, () => true);
export const framesUntil = (stream, width, height) =>
  play(stream, 1, (video) => video.videoWidth === width && video.videoHeight === height);

// An iframe of this origin, with a permissions policy if one is given.
export async function iframe(allow) {
  const frame = document.createElement("iframe");
  if (allow) frame.allow = allow;
  const loaded = next(frame, "load");
  // A document of its own: an initial about:blank takes no policy in Firefox.
  frame.srcdoc = "<!doctype html><title>frame</title>";
  document.body.append(frame);
  await loaded;
  watch(frame.contentWindow);
  return frame.contentWindow;
}
export const frameDevices = (scope) => scope.navigator.mediaDevices;
export const frameException = (scope, message, name) => new scope.DOMException(message, name);
export const closeFrame = (scope) => scope.frameElement.remove();

// Puts a property in place of another until it is called to put that back.
export function replace(object, name, value) {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, get: () => value });
  return () => {
    if (own) Object.defineProperty(object, name, own);
    else delete object[name];
  };
}
export const navigatorOfPage = () => navigator;
export const mediaDevicesOfPage = () => navigator.mediaDevices;
export const answering = (value) => () => value;
export const throwing = (value) => () => { throw value; };
export const call = (f) => f();
export const supports = (object, name) => name in object;

// --- The control channel of `cargo xtask test`: there when the page's address names its port. ---

const port = new URLSearchParams(globalThis.location?.search ?? "").get("wdctl");
export const controlled = () => port !== null;
export async function control(verb, body) {
  const answer = await fetch(`http://127.0.0.1:${port}/ctl/${verb}`, { method: "POST", body });
  return [answer.status, await answer.text()];
}
