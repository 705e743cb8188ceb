// The package as a page uses it, in a browser with fake devices. `cargo xtask test` serves this beside the package and
// reads the outcome from `window.outcome`: a list of { name, error?, skipped? }.
import { LocalMediaStream, errorKind, describeError, getUserMedia, init } from "./pkg/index.js";
import { tests as full } from "./browser_full.js";
import { tests as legacy } from "./browser_legacy.js";
import { tests as testing } from "./browser_testing.js";
import { tests as watches } from "./browser_watches.js";
import { Skip, arrival, assert, equal, live, rejection, task, tracks } from "./harness.js";

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
    assert(describeError(error).includes("deviceId"), describeError(error));
  },

  async "explains whatever there is"() {
    equal(errorKind(new DOMException("no", "NotAllowedError")), "NotAllowed");
    assert(describeError(new DOMException("no", "NotAllowedError")).startsWith("NotAllowedError: no. "));
    for (const odd of [undefined, null, 7, "words", {}, Symbol("s"), () => {}]) {
      equal(errorKind(odd), "Other");
      equal(typeof describeError(odd), "string");
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
    const come = arrival();
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

  async "loads once"() {
    await Promise.all([init(), init()]);
    equal(performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/web/local_media_stream_bg.wasm")).length, 1);
  },
};

const outcome = [];
for (const [name, test] of Object.entries({ ...tests, ...full, ...legacy, ...testing, ...watches })) {
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
