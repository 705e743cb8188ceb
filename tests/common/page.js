// What the tests ask of the page itself, apart from the crate under test.

// Every track that capture or cloning has made since the page was loaded. The browser's own functions are called;
// only their results are written down.
const seen = new Set();
let count = 0;
const waiting = [];
const keepTrack = (track) => {
  count++;
  // What has ended is not kept: ten thousand tracks are opened in one test.
  if (seen.size > 256) for (const old of seen) if (old.readyState === "ended") seen.delete(old);
  seen.add(track);
  return track;
};
const keep = (stream) => {
  stream.getTracks().forEach(keepTrack);
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
    scope.MediaStreamTrack.prototype.clone = function () { return keepTrack(trackClone.call(this)); };
  }
}
// How many listeners there are that were added since this was loaded and not taken off. Scripts of the tests' own add
// some as well: it is the difference that counts.
let listening = 0;
const { addEventListener, removeEventListener } = globalThis.EventTarget?.prototype ?? {};
const listenersOf = new WeakMap();
if (addEventListener) {
  const key = (type, options) => `${type} ${typeof options === "object" ? Boolean(options?.capture) : Boolean(options)}`;
  EventTarget.prototype.addEventListener = function (type, listener, options, ...more) {
    if (typeof listener === "function" && this && !options?.once) {
      const added = listenersOf.get(listener) ?? new Map();
      listenersOf.set(listener, added);
      const targets = added.get(key(type, options)) ?? new Set();
      added.set(key(type, options), targets);
      if (!targets.has(this)) { targets.add(this); listening++; }
    }
    return addEventListener.call(this, type, listener, options, ...more);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (listenersOf.get(listener)?.get(key(type, options))?.delete(this)) listening--;
    return removeEventListener.call(this, type, listener, options);
  };
}
export const listeners = () => listening;

let doing = "";
export const progress = (what) => (doing = what);
globalThis.addEventListener?.("error", () => doing && console.error(doing));
const { error } = console;
console.error = (...words) => error.call(console, ...words, doing);

if (!globalThis.__watched) {
  globalThis.__watched = true;
  watch(globalThis);
  // A listener on a track hears only Firefox's own events unless a fourth argument asks for those of scripts, which
  // are what `dispatch` sends. Other engines don't look at it.
  const listen = globalThis.EventTarget?.prototype.addEventListener;
  if (globalThis.MediaStreamTrack) {
    MediaStreamTrack.prototype.addEventListener = function (name, listener, options) {
      return listen.call(this, name, listener, options ?? false, true);
    };
  }
}
export const liveTracks = () => [...seen].filter((track) => track.readyState === "live").length;
export const tracksSeen = () => count;
// Resolves when that many tracks have ever been made.
export const tracksToCome = (awaited) =>
  new Promise((resolve) => {
    const check = () => {
      if (count < awaited) return;
      if (waiting.includes(check)) waiting.splice(waiting.indexOf(check), 1);
      resolve();
    };
    waiting.push(check);
    check();
  });

let unhandled = 0;
globalThis.addEventListener?.("unhandledrejection", () => unhandled++);
export const unhandledRejections = () => unhandled;
let uncaught = 0;
globalThis.addEventListener?.("error", () => uncaught++);
export const uncaughtErrors = () => uncaught;
// A task of its own, after all that are due: what the browser announces after the microtasks has been announced.
export const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });

// When the page is painted next.
export const nextFrame = () => new Promise(requestAnimationFrame);

const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
export const nextEvent = next;

// What comes next of an element that plays. One that cannot go on will never say so again: better to fail than to wait.
const nextOf = (video, type) =>
  new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`the element cannot play: ${video.error.message}`));
    if (video.error) return failed();
    video.addEventListener("error", failed, { once: true });
    video.addEventListener(type, () => { video.removeEventListener("error", failed); resolve(); }, { once: true });
  });

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
      else await nextOf(video, "timeupdate");
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

// One element for several sizes, one after the other: resolves with the element when the first has come.
export async function playUntil(target, width, height) {
  const video = target instanceof MediaStream ? document.createElement("video") : target;
  if (video !== target) {
    Object.assign(video, { muted: true, playsInline: true, srcObject: target });
    document.body.append(video);
    await video.play();
  }
  while (video.videoWidth !== width || video.videoHeight !== height) await nextOf(video, "timeupdate");
  return video;
}

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
export async function navigateFrame({ frameElement }) {
  const loaded = next(frameElement, "load");
  frameElement.srcdoc = "<!doctype html><title>another</title>";
  await loaded;
}
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
// A function that keeps what it was called with last, and refuses.
export function recording() {
  const f = (...values) => {
    f.called = JSON.stringify(values);
    return Promise.reject(new DOMException("only recorded", "AbortError"));
  };
  return f;
}
export const call = (f) => f();
export const supports = (object, name) => name in object;

// Events that no browser sends at will.
export const dispatch = (target, name) => target.dispatchEvent(new Event(name));
export const dispatchWith = (target, name, members) => target.dispatchEvent(Object.assign(new Event(name), members));
// A target's listeners of the crate under test, counted from now on.
export function countListeners(target) {
  const live = new Set();
  const add = target.addEventListener, remove = target.removeEventListener;
  target.addEventListener = function (name, listener, ...rest) {
    live.add(listener);
    return add.call(this, name, listener, ...rest);
  };
  target.removeEventListener = function (name, listener, ...rest) {
    live.delete(listener);
    return remove.call(this, name, listener, ...rest);
  };
  return () => live.size;
}

// A stream that goes through two peer connections of this page; tracks can be added and removed at its near end.
export async function loopback(stream) {
  const near = new RTCPeerConnection(), far = new RTCPeerConnection();
  const arrived = new Promise((resolve) => { far.ontrack = ({ streams }) => resolve(streams[0]); });
  // A description with every way to get there in it, so that none has to be sent after.
  const describe = async (peer, description) => {
    await peer.setLocalDescription(description);
    while (peer.iceGatheringState !== "complete") await next(peer, "icegatheringstatechange");
    return peer.localDescription;
  };
  const negotiate = async () => {
    await far.setRemoteDescription(await describe(near, await near.createOffer()));
    await near.setRemoteDescription(await describe(far, await far.createAnswer()));
  };
  const senders = new Map();
  return {
    async add(track) { senders.set(track, near.addTrack(track, stream)); await negotiate(); return arrived; },
    async remove(track) { near.removeTrack(senders.get(track)); await negotiate(); },
    close() { near.close(); far.close(); },
  };
}
export const hasGlobal = (name) => name in globalThis;

// A button that calls a function when it is clicked.
export function buttonFor(f) {
  const button = document.createElement("button");
  button.textContent = "for the test to click";
  button.onclick = () => f();
  document.body.prepend(button);
  return button;
}
// Something that never stands still: a capture of the page has no frames without a change.
export function movingElement() {
  const element = document.createElement("div");
  element.style.cssText = "width: 50px; height: 50px; background: red";
  document.body.prepend(element);
  element.animate([{ marginLeft: "0" }, { marginLeft: "300px" }], { duration: 1000, iterations: Infinity });
  return element;
}
export const element = (name) => document.body.appendChild(document.createElement(name));
// A worker that tells what kind of thing each message was, and stops it if that can be stopped.
export function listeningWorker() {
  const script = `onmessage = ({ data }) => {
    postMessage([data?.kind, data?.readyState]);
    data?.stop?.();
  };`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return worker;
}
export const nextMessage = async (worker) => (await next(worker, "message")).data.join(" ");

// --- The control channel of `cargo xtask test`: there when the page's address names its port. ---

const port = new URLSearchParams(globalThis.location?.search ?? "").get("wdctl");
export const controlled = () => port !== null;
export async function control(verb, body) {
  const answer = await fetch(`http://127.0.0.1:${port}/ctl/${verb}`, { method: "POST", body });
  return [answer.status, await answer.text()];
}
