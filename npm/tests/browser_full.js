// Tests of the entry `/full`.
import { LocalMediaStream as Small } from "./pkg/index.js";
import * as full from "./pkg/full.js";
import { FakeMediaDevices } from "./pkg/testing.js";
import { assert, assertTypeError, equal, fakeDevices, live, rejection, task, thrown, until } from "./harness.js";

const { Capture, LocalMediaStream, describeError, errorHelp, errorKind, getDisplayMedia, getUserMedia, init, unmetConstraints } = full;

const videoDevice = (capture) => capture.stream?.getVideoTracks()[0]?.getSettings().deviceId;
export const tests = {
  async "full: has the functions of the main entry"() {
    equal(LocalMediaStream, Small, "both entries have the same class:");
    // The wasm module is not loaded yet.
    for (const early of [() => new Capture(), () => unmetConstraints({}, {})]) {
      const error = thrown(early);
      equal(error?.name, "InvalidStateError");
      assert(error instanceof DOMException && error.message.includes("init()"), error.message);
      equal(errorKind(error), "InvalidState");
    }
    const stream = await getUserMedia({ video: true });
    assert(stream instanceof LocalMediaStream);
    stream.stop();
    equal(errorKind(new DOMException("no", "NotFoundError")), "NotFound");
    equal(describeError(new DOMException("no", "NotFoundError")), "No matching device was found. Connect one, then try again.");
    assert(errorHelp(new DOMException("no", "NotFoundError")).includes("enumerateDevices"));
    new Capture().stop();
  },

  async "full: getDisplayMedia without a user gesture"() {
    await init();
    const error = await rejection(getDisplayMedia({ video: false }));
    assert(["TypeError", "InvalidStateError", "NotAllowedError", "InvalidAccessError"].includes(error.name), error.name);
    equal((await rejection(getDisplayMedia({}, { signal: AbortSignal.abort() }))).name, "AbortError");
  },

  async "full: Capture with the browser's devices"() {
    const capture = await Capture.create();
    equal(capture.state, "idle");
    equal(capture.stream, null);
    const states = [];
    capture.addEventListener("statechange", ({ state }) => {
      equal(state, capture.state);
      states.push(state);
    });
    const start = capture.start({ audio: true, video: { width: { ideal: 320 } } });
    equal(capture.state, "prompting");
    const stream = await start;
    equal(capture.stream, stream);
    equal(stream.getTracks().length, 2);
    equal(JSON.stringify(capture.constraints), '{"audio":true,"video":{"width":{"ideal":320}}}');
    const video = document.createElement("video");
    video.muted = true;
    const playing = new Promise((resolve) => (video.onplaying = resolve));
    document.body.append(video);
    // Without the audio track: WebKitGTK may delay the video until audio is allowed to start.
    await capture.switchAudio(false);
    capture.attach(video);
    await playing;
    video.remove();
    capture.stop();
    assert(!stream.active);
    equal(capture.constraints, null);
    equal(states.join(), "prompting,live,idle");
  },

  async "full: a call supersedes earlier ones"() {
    const capture = await Capture.create();
    const first = capture.start({ audio: true });
    const second = capture.start({ video: true });
    equal((await rejection(first)).name, "AbortError");
    const stream = await second;
    equal(stream.getTracks().map(({ kind }) => kind).join(), "video");
    const third = capture.start({ audio: true });
    capture.stop();
    equal((await rejection(third)).name, "AbortError");
    await task();
    equal(capture.state, "idle");
  },

  async "full: errors"() {
    const capture = await Capture.create();
    const error = await rejection(capture.start({ video: { deviceId: { exact: "no such device" } } }));
    equal(error.name, "OverconstrainedError");
    equal(capture.state, "failed");
    equal(capture.error.constraint, "deviceId");
    equal((await rejection(capture.start({}))).name, "TypeError");
    equal((await rejection(capture.start())).name, "TypeError");
    equal((await rejection(capture.restart())).name, "InvalidStateError");
    equal((await rejection(capture.switchVideo(true))).name, "InvalidStateError");
  },

  async "full: invalid arguments are a TypeError that names the argument"() {
    await init();
    const capture = new Capture({ devices: fakeDevices() });
    const sender = { replaceTrack() {} };
    assertTypeError(thrown(() => new Capture({ devices: 7 })), "devices");
    assertTypeError(thrown(() => unmetConstraints({}, {})), "track");
    assertTypeError(thrown(() => capture.attach(document.body)), "element");
    assertTypeError(thrown(() => capture.attachSender("audioinput", sender)), "kind");
    assertTypeError(thrown(() => capture.attachSender("audio", {})), "sender");
    for (const [policy, name] of [
      [{ muteTimeoutMs: -1 }, "muteTimeoutMs"],
      [{ muteTimeoutMs: "5000" }, "muteTimeoutMs"],
      [{ retry: 5 }, "retry"],
      [{ retry: null }, "retry"],
      [{ retry: { attempts: NaN } }, "attempts"],
      [{ retry: { initialMs: "10" } }, "initialMs"],
      [{ retry: { maxMs: -1 } }, "maxMs"],
    ]) {
      assertTypeError(thrown(() => capture.setRecovery(policy)), name);
    }
    capture.setRecovery({ muteTimeoutMs: Infinity, retry: { attempts: Infinity } });
    await capture.start({ video: true });
    assertTypeError(await rejection(capture.switchDevice("audioinput", "microphone")), "kind");
    assertTypeError(await rejection(capture.switchDevice("video", 7)), "deviceId");
    const track = capture.stream.getVideoTracks()[0];
    for (const [name, promise] of [
      ["constraints", capture.start("video")],
      ["constraints", capture.start([])],
      ["video", capture.start({ video: "yes" })],
      ["width", capture.start({ video: { width: "wide" } })],
      ["request", capture.switchVideo()],
      ["request", capture.switchAudio("yes")],
      ["facingMode", capture.switchVideo({ facingMode: 1 })],
      ["options", capture.startDisplay(true)],
      ["surfaceSwitching", capture.startDisplay({ surfaceSwitching: 1 })],
    ]) {
      const error = await rejection(promise);
      assert(error instanceof TypeError && error.message.includes(name), `${name}: ${error}`);
    }
    assertTypeError(thrown(() => unmetConstraints(track, "width")), "constraints");
    assertTypeError(thrown(() => unmetConstraints(track, { width: "wide" })), "width:");
    equal(videoDevice(capture), "front", "the session is unchanged:");
    equal(capture.state, "live");
    capture.stop();
  },

  async "full: switching"() {
    const devices = fakeDevices();
    devices.exclusiveCamera = true;
    const capture = await Capture.create({ devices });
    const stream = await capture.start({ audio: true, video: true });
    equal(videoDevice(capture), "front");
    equal(await capture.flipCamera(), stream);
    equal(videoDevice(capture), "back");
    await capture.switchDevice("video", "front");
    equal(videoDevice(capture), "front");
    await capture.switchAudio(false);
    equal(devices.liveTracks(), 1);
    await rejection(capture.switchDevice("video", "no such device"));
    equal(videoDevice(capture), "front", "the previous device stays live:");
    equal(capture.displayOptions, null);
    await capture.startDisplay({ surfaceSwitching: "include" });
    equal(videoDevice(capture), FakeMediaDevices.SCREEN);
    equal(JSON.stringify(capture.displayOptions), '{"video":true,"surfaceSwitching":"include"}');
    await capture.switchDisplay();
    capture.stop();
    equal(devices.liveTracks(), 0);
  },

  async "full: device loss and recovery"() {
    const devices = fakeDevices();
    const capture = await Capture.create({ devices });
    await capture.start({ video: true });
    devices.unplug("front");
    await until(capture, () => capture.state === "ended");
    const { message, ...loss } = capture.loss;
    equal(JSON.stringify(loss), '{"kind":"video","reason":"unplugged","deviceId":"front","label":"front"}');
    equal(message, "The camera “front” was disconnected. Reconnect it, or select another one.");
    capture.setRecovery({ fallback: true, retry: { attempts: 2, initialMs: 10 } });
    devices.plug({ kind: "videoinput", deviceId: "front" });
    await capture.start({ video: { deviceId: "front" } });
    const states = [];
    capture.addEventListener("statechange", ({ state }) => states.push(state));
    devices.unplug("front");
    await until(capture, () => states.includes("live"));
    equal(states.join(), "recovering,live");
    equal(videoDevice(capture), "back");
    equal(capture.loss, null);
    capture.setRecovery();
    devices.end("back");
    await until(capture, () => capture.state === "ended");
    equal(devices.liveTracks(), 0);
  },

  async "full: Symbol.dispose stops a session"() {
    const devices = fakeDevices();
    const capture = await Capture.create({ devices });
    await capture.start({ video: true });
    if (Symbol.dispose) capture[Symbol.dispose]();
    else capture.stop();
    equal(devices.liveTracks(), 0);
    equal(live(), 0);
  },

  async "full: unmet constraints"() {
    const stream = await getUserMedia({ video: true });
    const [track] = stream.getVideoTracks();
    const { width, facingMode } = track.getSettings();
    const constraints = { width: { exact: width }, facingMode: "left" };
    await track.applyConstraints({ facingMode: "left" });
    const unmet = unmetConstraints(track, constraints);
    equal(JSON.stringify(unmet), JSON.stringify([{ property: "facingMode", strength: "ideal", requested: "left", actual: facingMode ?? null }]));
    const [first, ...others] = unmetConstraints(track, { nonsense: 1, width: { min: width + 1 } });
    equal(JSON.stringify(first), JSON.stringify({ property: "width", strength: "required", requested: { min: width + 1 }, actual: width }));
    equal(JSON.stringify(others), '[{"property":"nonsense","strength":"ideal","requested":1,"actual":null}]');
    for (const empty of [true, false, {}, null, undefined]) equal(unmetConstraints(track, empty).length, 0);
    stream.stop();
  },
};
