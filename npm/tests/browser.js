// The package as a page uses it, in a browser with fake devices. `cargo xtask test` serves this beside the package and
// reads the outcome from `window.outcome`: a list of { name, error?, skipped? }.
import * as api from "./pkg/index.js";
import * as shim from "./pkg/legacy/install.js";

const { LocalMediaStream, errorKind, explain, getUserMedia, init } = api;

function assert(condition, message) {
  if (!condition) throw new Error(message ?? "assertion failed");
}
function equal(left, right, message = "") {
  assert(Object.is(left, right), `${message} ${String(left)} is not ${String(right)}`);
}
async function rejection(promise) {
  const [outcome] = await Promise.allSettled([promise]);
  equal(outcome.status, "rejected");
  return outcome.reason;
}

// Every track that came from the browser, whatever became of its stream.
const tracks = new Set();
let arrived = () => {};
const original = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function (...args) {
  return original.apply(this, args).then((stream) => {
    for (const track of stream.getTracks()) tracks.add(track);
    arrived();
    return stream;
  });
};
const live = () => [...tracks].filter((track) => track.readyState === "live").length;
const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(null);
});

class Skip extends Error {}

const tests = {
  async "opens, plays and stops"() {
    const stream = await getUserMedia({ audio: true, video: true });
    assert(stream instanceof MediaStream && stream instanceof LocalMediaStream);
    equal(stream.getTracks().length, 2);
    const video = document.createElement("video");
    Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
    document.body.append(video);
    await video.play();
    assert(video.videoWidth > 0);
    equal(video.srcObject, stream);
    video.remove();
    equal(live(), 2);
    equal(stream.stop(), undefined);
    assert(!stream.active);
    stream.stop();
    equal(live(), 0);
  },

  async "is the browser's own object"() {
    const stream = await getUserMedia({ audio: true });
    assert([...stream.id].length > 0);
    equal(Object.prototype.toString.call(stream), "[object MediaStream]");
    equal(Object.keys(stream).length, 0, "nothing is added to it");
    stream.stop();
  },

  async "its clone stops on its own"() {
    const stream = await getUserMedia({ video: true });
    const clone = stream.clone();
    assert(clone instanceof LocalMediaStream && clone !== stream);
    stream.stop();
    assert(clone.active);
    clone.stop();
    assert(!clone.active);
  },

  async "is made of tracks"() {
    const stream = await getUserMedia({ audio: true, video: true });
    const made = new LocalMediaStream(stream.getVideoTracks());
    assert(made instanceof MediaStream);
    equal(made.getTracks().length, 1);
    made.stop();
    equal(live(), 1);
    stream.stop();
    equal(new LocalMediaStream().stop(), undefined);
  },

  async "is disposed of at the end of a block"() {
    if (!Symbol.dispose) throw new Skip("Symbol.dispose is not in this engine");
    const stream = await getUserMedia({ video: true });
    stream[Symbol.dispose]();
    equal(live(), 0);
  },

  async "rejects what asks for nothing"() {
    for (const nothing of [{}, undefined, null, { audio: false }]) {
      const error = await rejection(getUserMedia(nothing));
      equal(error.name, "TypeError");
      equal(errorKind(error), "Type");
    }
  },

  async "rejects what no device can"() {
    const error = await rejection(getUserMedia({ video: { deviceId: { exact: "no such device" } } }));
    equal(error.name, "OverconstrainedError");
    equal(error.constraint, "deviceId");
    equal(errorKind(error), "Overconstrained");
    assert(explain(error).includes("deviceId"), explain(error));
  },

  async "explains whatever there is"() {
    equal(errorKind(new DOMException("no", "NotAllowedError")), "NotAllowed");
    assert(explain(new DOMException("no", "NotAllowedError")).startsWith("NotAllowedError: no. "));
    for (const odd of [undefined, null, 7, "words", {}, Symbol("s"), () => {}]) {
      equal(errorKind(odd), "Other");
      equal(typeof explain(odd), "string");
    }
  },

  async "is taken back before it is asked"() {
    const reason = new Error("changed my mind");
    equal(await rejection(getUserMedia({ video: true }, { signal: AbortSignal.abort(reason) })), reason);
    equal((await rejection(getUserMedia({ video: true }, { signal: AbortSignal.abort() }))).name, "AbortError");
    equal(live(), 0);
  },

  async "is taken back while it is asked"() {
    const controller = new AbortController();
    const come = new Promise((resolve) => (arrived = resolve));
    const request = getUserMedia({ audio: true, video: true }, controller);
    await task();
    controller.abort();
    equal((await rejection(request)).name, "AbortError");
    await come;
    await task();
    equal(live(), 0);
  },

  async "is not taken back when it is there"() {
    const controller = new AbortController();
    const stream = await getUserMedia({ video: true }, { signal: controller.signal });
    controller.abort();
    await task();
    assert(stream.active);
    stream.stop();
  },

  async "takes options that are none"() {
    for (const options of [undefined, null, {}, { signal: undefined }]) {
      (await getUserMedia({ audio: true }, options)).stop();
    }
  },

  async "the shim brings an old page's calls back, and takes them away"() {
    const { createObjectURL } = URL;
    const before = Reflect.ownKeys(window).map(String).sort().join();
    shim.install({ replaceNative: true, objectUrls: true });
    assert(shim.isInstalled());
    const stream = await new Promise((resolve, reject) => navigator.webkitGetUserMedia({ video: true }, resolve, reject));
    assert(stream instanceof window.LocalMediaStream);
    const video = document.createElement("video");
    video.src = URL.createObjectURL(stream);
    equal(video.srcObject, stream);
    stream.stop();
    equal(shim.uninstall().length, 0);
    equal(URL.createObjectURL, createObjectURL);
    equal(Reflect.ownKeys(window).map(String).sort().join(), before);
  },

  async "the shim's script installs it by itself, as its attributes say"() {
    const script = document.createElement("script");
    Object.assign(script, { src: "pkg/legacy.js" });
    Object.assign(script.dataset, { era: "2012", prefixes: "webkit", objectUrls: "false", numericStates: "" });
    const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    document.head.append(script);
    await loaded;
    script.remove();
    assert(shim.isInstalled(), "two copies are one shim");
    equal(MediaStream.LIVE, 1);
    assert("stop" in MediaStream.prototype && !("mozSrcObject" in HTMLMediaElement.prototype));
    const stream = await new Promise((resolve, reject) => navigator.webkitGetUserMedia({ video: true }, resolve, reject));
    stream.stop();
    assert(stream.active, "in a task");
    await new Promise((resolve) => setTimeout(resolve));
    assert(!stream.active);
    equal(shim.uninstall().length, 0);
    assert(!("stop" in MediaStream.prototype));
  },

  async "loads once"() {
    await Promise.all([init(), init()]);
    equal(performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length, 1);
  },
};

const outcome = [];
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    await task();
    equal(live(), 0, "live tracks are left:");
    outcome.push({ name });
  } catch (error) {
    outcome.push(error instanceof Skip ? { name, skipped: error.message } : { name, error: `${error}\n${error.stack}` });
    for (const track of tracks) track.stop();
  }
}
window.outcome = outcome;
