// Test helpers that run in the page, independent of the crate under test.

// Every track that capture or cloning has created since the page was loaded. The functions of the browser are called;
// only their results are recorded.
const tracks = new Set();
let created = 0;
const waiting = [];
const recordTrack = (track) => {
  created++;
  // Ended tracks are removed: one test opens ten thousand.
  if (tracks.size > 256) for (const old of tracks) if (old.readyState === "ended") tracks.delete(old);
  tracks.add(track);
  return track;
};
const recordStream = (stream) => {
  stream.getTracks().forEach(recordTrack);
  for (const check of [...waiting]) check();
  return stream;
};
// The functions are replaced on the prototypes: in Chromium only such replacements persist. An iframe has separate
// prototypes.
export function recordTracks(scope) {
  const devices = scope.MediaDevices?.prototype;
  for (const name of ["getUserMedia", "getDisplayMedia"]) {
    const original = devices?.[name];
    if (!original) continue;
    devices[name] = function (...args) {
      return original.apply(this, args).then(recordStream);
    };
  }
  const streamClone = scope.MediaStream?.prototype.clone;
  if (streamClone) scope.MediaStream.prototype.clone = function () { return recordStream(streamClone.call(this)); };
  const trackClone = scope.MediaStreamTrack?.prototype.clone;
  if (trackClone) {
    scope.MediaStreamTrack.prototype.clone = function () { return recordTrack(trackClone.call(this)); };
  }
}
// The number of listeners that were added since this module was loaded and not removed. The test scripts add some too:
// compare two counts.
let listenerCount = 0;
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
      if (!targets.has(this)) { targets.add(this); listenerCount++; }
    }
    return addEventListener.call(this, type, listener, options, ...more);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (listenersOf.get(listener)?.get(key(type, options))?.delete(this)) listenerCount--;
    return removeEventListener.call(this, type, listener, options);
  };
}
export const listeners = () => listenerCount;

let progressText = "";
export const progress = (text) => (progressText = text);
globalThis.addEventListener?.("error", () => progressText && console.error(progressText));
const { error } = console;
console.error = (...values) => error.call(console, ...values, progressText);

if (!globalThis.__tracksRecorded) {
  globalThis.__tracksRecorded = true;
  recordTracks(globalThis);
  // In Firefox, a listener of a track receives events that scripts dispatch only with this fourth argument
  // (`wantsUntrusted`). Other engines ignore it.
  const add = globalThis.EventTarget?.prototype.addEventListener;
  if (globalThis.MediaStreamTrack) {
    MediaStreamTrack.prototype.addEventListener = function (name, listener, options) {
      return add.call(this, name, listener, options ?? false, true);
    };
  }
}
export const liveTracks = () => [...tracks].filter((track) => track.readyState === "live").length;
export const tracksCreated = () => created;
// Rejects where a test would wait without end.
const inTime = (promise) => {
  const limit = new Promise((_, reject) => setTimeout(() => reject(new Error("timeout")), 60_000));
  return Promise.race([promise, limit]);
};

// Resolves when this number of tracks were created.
export const untilTracksCreated = (count) => {
  const isCreated = new Promise((resolve) => {
    const check = () => {
      if (created < count) return;
      if (waiting.includes(check)) waiting.splice(waiting.indexOf(check), 1);
      resolve();
    };
    waiting.push(check);
    check();
  });
  return inTime(isCreated);
};

let unhandled = 0;
globalThis.addEventListener?.("unhandledrejection", () => unhandled++);
export const unhandledRejections = () => unhandled;
let uncaught = 0;
globalThis.addEventListener?.("error", () => uncaught++);
export const uncaughtErrors = () => uncaught;
// Resolves in a new task. All microtasks have run, and the browser has dispatched the events that follow them.
export const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });

// Resolves after the timers without a delay that were set before. On a busy machine, many tasks can run before them.
export const nextTimer = () => new Promise((resolve) => setTimeout(resolve));

export const nextFrame = () => new Promise(requestAnimationFrame);

export const nextEvent = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

// The next event of an element that plays. Rejects on an error: a failed element dispatches no further events.
const nextOf = (video, type) =>
  new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`the element cannot play: ${video.error.message}`));
    if (video.error) return failed();
    video.addEventListener("error", failed, { once: true });
    video.addEventListener(type, () => { video.removeEventListener("error", failed); resolve(); }, { once: true });
  });

// Plays a stream for a number of frames, and until `enough` returns true.
async function play(stream, count, enough) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  document.body.append(video);
  try {
    await video.play();
    for (let i = 0; i < count || !enough(video); i++) {
      // Without requestVideoFrameCallback, the current time advances with each frame.
      if (video.requestVideoFrameCallback) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      else await nextOf(video, "timeupdate");
    }
    return [video.videoWidth, video.videoHeight];
  } finally {
    video.srcObject = null;
    video.remove();
  }
}
export const framesOf = (stream, count) => inTime(play(stream, count, () => true));
export const framesUntil = (stream, width, height) =>
  inTime(play(stream, 1, (video) => video.videoWidth === width && video.videoHeight === height));

// Resolves with the element when its video has this size. The element can be passed again, to wait for another size.
export const playUntil = (target, width, height) => inTime(playWithSize(target, width, height));

async function playWithSize(target, width, height) {
  const video = target instanceof MediaStream ? document.createElement("video") : target;
  if (video !== target) {
    Object.assign(video, { muted: true, playsInline: true, srcObject: target });
    document.body.append(video);
    await video.play();
  }
  while (video.videoWidth !== width || video.videoHeight !== height) await nextOf(video, "timeupdate");
  return video;
}

// Creates an iframe of this origin, with an optional permissions policy.
export async function iframe(allow) {
  const frame = document.createElement("iframe");
  if (allow) frame.allow = allow;
  const loaded = nextEvent(frame, "load");
  // In Firefox, the permissions policy does not apply to an initial about:blank document.
  frame.srcdoc = "<!doctype html><title>frame</title>";
  document.body.append(frame);
  await loaded;
  recordTracks(frame.contentWindow);
  return frame.contentWindow;
}
// Creates an iframe that finds the engine's devices. On a busy machine, Chromium sometimes finds none in a new frame.
export async function iframeWithDevices() {
  const scope = await iframe();
  const open = scope.MediaDevices.prototype.getUserMedia;
  for (let attempts = 10; attempts > 0; attempts--) {
    try {
      const stream = await open.call(scope.navigator.mediaDevices, { audio: true, video: true });
      for (const track of stream.getTracks()) track.stop();
      break;
    } catch (error) {
      if (error.name !== "NotFoundError") break;
    }
  }
  return scope;
}
export const frameDevices = (scope) => scope.navigator.mediaDevices;
export const frameException = (scope, message, name) => new scope.DOMException(message, name);
export async function navigateFrame({ frameElement }) {
  const loaded = nextEvent(frameElement, "load");
  frameElement.srcdoc = "<!doctype html><title>another</title>";
  await loaded;
}
export const closeFrame = (scope) => scope.frameElement.remove();

// Replaces a property. Returns a function that restores it.
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
export const returning = (value) => () => value;
export const throwing = (value) => () => { throw value; };
// A function that records its last arguments and returns a rejected promise.
export function recording() {
  const f = (...values) => {
    f.called = JSON.stringify(values);
    return Promise.reject(new DOMException("only recorded", "AbortError"));
  };
  return f;
}
export const supports = (object, name) => name in object;

// Returns an object whose members are those of another one, except for some that are replaced. Members may be set later.
export const double = (object, members) =>
  new Proxy(object, {
    get(target, name) {
      const value = Object.hasOwn(members, name) ? members[name] : target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

// Returns an object that throws on every access.
export function hostile() {
  const fail = () => { throw new Error("hostile"); };
  return new Proxy({}, { get: fail, set: fail, has: fail, getPrototypeOf: fail, ownKeys: fail });
}

// Returns functions that a page may have in place of one of the browser: pairs of a name and a function.
export const misbehaving = () => [
  ["throws", () => { throw new Error("thrown"); }],
  ["throws undefined", () => { throw undefined; }],
  ["throws a hostile object", () => { throw hostile(); }],
  ["returns nothing", () => {}],
  ["returns a number", () => 7],
  ["returns a hostile object", () => hostile()],
  ["resolves to nothing", async () => {}],
  ["resolves to an object", async () => ({})],
  ["resolves to a list of other values", async () => [null, 7, "camera", {}]],
  ["resolves to a list of hostile objects", async () => [hostile()]],
  ["rejects with nothing", () => Promise.reject()],
  ["rejects with a hostile object", () => Promise.reject(hostile())],
  ["returns a thenable that throws", () => ({ then() { throw new Error("thrown"); } })],
  ["returns a thenable that settles at once and twice", () => ({ then(resolve, reject) { resolve(null); reject(null); } })],
  ["never settles", () => new Promise(() => {})],
  ["is no function", 7],
];

// Events whose cause a test cannot produce.
export const dispatch = (target, name) => target.dispatchEvent(new Event(name));
// Stops events that the browser dispatches before they reach listeners that are added later, for the life of the page.
export const stopBrowserEvents = (target, name) => target.addEventListener(name, (event) => {
  if (event.isTrusted) event.stopImmediatePropagation();
}, true);
export const dispatchWith = (target, name, members) => target.dispatchEvent(Object.assign(new Event(name), members));
// Returns a function that counts the listeners of a target, of those added after this call.
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

// Connects two peer connections of this page. Tracks are added and removed at the sender.
export async function loopback(stream) {
  const sender = new RTCPeerConnection(), receiver = new RTCPeerConnection();
  const received = new Promise((resolve) => { receiver.ontrack = ({ streams }) => resolve(streams[0]); });
  // A description with all ICE candidates, so that none has to be sent later.
  const describe = async (peer, description) => {
    await peer.setLocalDescription(description);
    while (peer.iceGatheringState !== "complete") await nextEvent(peer, "icegatheringstatechange");
    return peer.localDescription;
  };
  const negotiate = async () => {
    await receiver.setRemoteDescription(await describe(sender, await sender.createOffer()));
    await sender.setRemoteDescription(await describe(receiver, await receiver.createAnswer()));
  };
  const senders = new Map();
  return {
    async add(track) { senders.set(track, sender.addTrack(track, stream)); await negotiate(); return received; },
    async remove(track) { sender.removeTrack(senders.get(track)); await negotiate(); },
    close() { sender.close(); receiver.close(); },
  };
}
export const hasGlobal = (name) => name in globalThis;

// Creates a button that calls a function when it is clicked.
export function buttonFor(f) {
  const button = document.createElement("button");
  button.textContent = "for the test to click";
  button.onclick = () => f();
  document.body.prepend(button);
  return button;
}
// Creates an element with an endless animation: a capture of an unchanged page delivers no frames.
export function animatedElement() {
  const element = document.createElement("div");
  element.style.cssText = "width: 50px; height: 50px; background: red";
  document.body.prepend(element);
  element.animate([{ marginLeft: "0" }, { marginLeft: "300px" }], { duration: 1000, iterations: Infinity });
  return element;
}
export const element = (name) => document.body.appendChild(document.createElement(name));
// Creates a worker that replies to each track with its kind and state, and stops it.
export function trackReportingWorker() {
  const script = `onmessage = ({ data }) => {
    postMessage([data?.kind, data?.readyState]);
    data?.stop?.();
  };`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return worker;
}
export const nextMessage = async (worker) => (await nextEvent(worker, "message")).data.join(" ");

// --- What `cargo xtask test` provides: its server executes WebDriver commands, and it reads the two lists. ---

export const hasDriver = () => new URLSearchParams(globalThis.location?.search ?? "").has("driver");
export async function driverCommand(command, body) {
  const response = await fetch(`/driver/${command}`, { method: "POST", body });
  return [response.status, await response.text()];
}
export const recordSkip = (test, reason) => (globalThis.skippedTests ??= []).push([test, reason]);
export const recordLine = (text) => (globalThis.testLog ??= []).push(text);
