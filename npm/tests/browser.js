// Tests of the package in a browser with fake devices. `cargo xtask test` serves this file beside the package and reads
// the results from `window.outcome`, an array of { name, error?, skipped? }.
import { LocalMediaStream, describeError, errorHelp, errorKind, getUserMedia, init } from "./pkg/index.js";
import { tests as args } from "./browser_arguments.js";
import { tests as audio } from "./browser_audio.js";
import { tests as capture } from "./browser_capture.js";
import { tests as full } from "./browser_full.js";
import { tests as legacy } from "./browser_legacy.js";
import { tests as loading } from "./browser_loading.js";
import { tests as photo } from "./browser_photo.js";
import { tests as recorder } from "./browser_recorder.js";
import { tests as testing } from "./browser_testing.js";
import { tests as watches } from "./browser_watches.js";
import { Skip, arrival, assert, assertTypeError, closeOpened, equal, live, rejection, requested, runTests, task, tracks } from "./harness.js";

const tests = {
  async "getUserMedia opens a stream that plays and stops"() {
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

  async "the stream is the native object"() {
    const stream = await getUserMedia({ audio: true });
    assert([...stream.id].length > 0);
    equal(Object.prototype.toString.call(stream), "[object MediaStream]");
    equal(Object.keys(stream).length, 0, "own properties:");
    stream.stop();
  },

  async "a clone is stopped separately"() {
    const stream = await getUserMedia({ video: true });
    const clone = stream.clone();
    assert(clone instanceof LocalMediaStream && clone !== stream);
    stream.stop();
    assert(clone.active);
    clone.stop();
    assert(!clone.active);
  },

  async "the constructor accepts tracks"() {
    const stream = await getUserMedia({ audio: true, video: true });
    const made = new LocalMediaStream(stream.getVideoTracks());
    assert(made instanceof MediaStream);
    equal(made.getTracks().length, 1);
    made.stop();
    equal(live(), 1);
    stream.stop();
    equal(new LocalMediaStream().stop(), undefined);
  },

  async "Symbol.dispose stops the stream"() {
    if (!Symbol.dispose) throw new Skip("this engine has no Symbol.dispose");
    const stream = await getUserMedia({ video: true });
    stream[Symbol.dispose]();
    equal(live(), 0);
  },

  async "empty constraints are a TypeError"() {
    for (const empty of [{}, undefined, null, { audio: false }]) {
      const error = await rejection(getUserMedia(empty));
      equal(error.name, "TypeError");
      equal(errorKind(error), "Type");
    }
  },

  async "an unmet required constraint is an OverconstrainedError"() {
    const error = await rejection(getUserMedia({ video: { deviceId: { exact: "no such device" } } }));
    equal(error.name, "OverconstrainedError");
    equal(error.constraint, "deviceId");
    equal(errorKind(error), "Overconstrained");
    assert(describeError(error).startsWith("The selected device is not connected. "), describeError(error));
    assert(errorHelp(error).startsWith("The device with this id is not connected"), errorHelp(error));
  },

  async "describeError, errorHelp and errorKind accept any value"() {
    const denied = new DOMException("no", "NotAllowedError");
    equal(errorKind(denied), "NotAllowed");
    assert(describeError(denied).startsWith("Access to the camera, microphone or screen was denied. "), describeError(denied));
    assert(errorHelp(denied).startsWith("The user, the system or the permissions policy denied access. "), errorHelp(denied));
    for (const value of [undefined, null, 7, "words", {}, Symbol("s"), () => {}]) {
      equal(errorKind(value), "Other");
      equal(typeof describeError(value), "string");
      equal(typeof errorHelp(value), "string");
    }
  },

  async "an aborted signal prevents the request"() {
    const reason = new Error("cancelled");
    equal(await rejection(getUserMedia({ video: true }, { signal: AbortSignal.abort(reason) })), reason);
    equal((await rejection(getUserMedia({ video: true }, { signal: AbortSignal.abort() }))).name, "AbortError");
    equal(live(), 0);
  },

  async "a signal cancels a pending request"() {
    const controller = new AbortController();
    const [asked, arrived] = [requested(), arrival()];
    const request = getUserMedia({ audio: true, video: true }, controller);
    await asked;
    controller.abort();
    equal((await rejection(request)).name, "AbortError");
    await arrived;
    await task();
    equal(live(), 0);
  },

  async "a signal does not stop an open stream"() {
    const controller = new AbortController();
    const stream = await getUserMedia({ video: true }, { signal: controller.signal });
    controller.abort();
    await task();
    assert(stream.active);
    stream.stop();
  },

  async "options without a signal"() {
    for (const options of [undefined, null, {}, { signal: undefined }]) {
      (await getUserMedia({ audio: true }, options)).stop();
    }
    for (const signal of [7, {}, "signal"]) assertTypeError(await rejection(getUserMedia({ audio: true }, { signal })), "signal");
    equal(live(), 0);
  },

  async "the wasm module is loaded once"() {
    await Promise.all([init(), init()]);
    equal(performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/web/local_media_stream_bg.wasm")).length, 1);
  },
};

const all = { ...loading, ...tests, ...full, ...args, ...audio, ...capture, ...legacy, ...photo, ...recorder, ...testing, ...watches };
await runTests(all, async (test) => {
  try {
    await test().finally(closeOpened);
    await task();
    equal(live(), 0, "live tracks after the test:");
  } catch (error) {
    for (const track of tracks) track.stop();
    throw error;
  }
});
