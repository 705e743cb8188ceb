// The entry `/full` as a page uses it.
import { LocalMediaStream as Small } from "./pkg/index.js";
import * as full from "./pkg/full.js";
import { FakeMediaDevices } from "./pkg/testing.js";
import { assert, equal, live, rejection, task, thrown } from "./harness.js";

const { Capture, LocalMediaStream, errorKind, describeError, getDisplayMedia, getUserMedia, init, unmetConstraints } = full;

function withDevices() {
  const devices = new FakeMediaDevices();
  devices.plug({ kind: "audioinput", deviceId: "microphone" });
  devices.plug({ kind: "videoinput", deviceId: "front", facingMode: "user" });
  devices.plug({ kind: "videoinput", deviceId: "back", facingMode: "environment" });
  return devices;
}

const device = (capture) => capture.stream?.getVideoTracks()[0]?.getSettings().deviceId;
const changed = (capture) => new Promise((resolve) => capture.addEventListener("statechange", resolve, { once: true }));
async function until(capture, state) {
  while (capture.state !== state) await changed(capture);
}

export const tests = {
  async "full: has what the small entry has"() {
    equal(LocalMediaStream, Small, "one class, by whichever entry");
    // Nothing is loaded yet.
    for (const early of [() => new Capture(), () => unmetConstraints({}, {})]) {
      equal(thrown(early)?.name, "InvalidStateError");
    }
    const stream = await getUserMedia({ video: true });
    assert(stream instanceof LocalMediaStream);
    stream.stop();
    equal(errorKind(new DOMException("no", "NotFoundError")), "NotFound");
    assert(describeError(new DOMException("no", "NotFoundError")).startsWith("NotFoundError: no. "));
  },

  async "full: a display without a click"() {
    await init();
    const error = await rejection(getDisplayMedia({ video: false }));
    assert(["TypeError", "InvalidStateError", "NotAllowedError", "InvalidAccessError"].includes(error.name), error.name);
    equal((await rejection(getDisplayMedia({}, { signal: AbortSignal.abort() }))).name, "AbortError");
  },

  async "full: captures the real devices"() {
    const capture = await Capture.create();
    equal(capture.state, "idle");
    equal(capture.stream, null);
    const states = [];
    capture.addEventListener("statechange", () => states.push(capture.state));
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
    // The picture alone: in WebKitGTK it may wait for a sound that nobody lets begin.
    await capture.switchAudio(false);
    capture.attach(video);
    await playing;
    video.remove();
    capture.stop();
    assert(!stream.active);
    equal(capture.constraints, null);
    equal(states.join(), "prompting,live,idle");
  },

  async "full: the latest call wins"() {
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

  async "full: what fails"() {
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

  async "full: switches"() {
    const devices = withDevices();
    devices.oneCamera = true;
    const capture = await Capture.create({ devices });
    const stream = await capture.start({ audio: true, video: true });
    equal(device(capture), "front");
    equal(await capture.flipCamera(), stream);
    equal(device(capture), "back");
    await capture.switchDevice("video", "front");
    equal(device(capture), "front");
    await capture.switchAudio(false);
    equal(devices.liveTracks(), 1);
    await rejection(capture.switchDevice("video", "no such device"));
    equal(device(capture), "front", "the old one stays");
    equal(capture.displayOptions, null);
    await capture.startDisplay({ surfaceSwitching: "include" });
    equal(device(capture), FakeMediaDevices.SCREEN);
    equal(JSON.stringify(capture.displayOptions), '{"video":true,"surfaceSwitching":"include"}');
    await capture.switchDisplay();
    capture.stop();
    equal(devices.liveTracks(), 0);
  },

  async "full: is told what is lost, and brings it back"() {
    const devices = withDevices();
    const capture = await Capture.create({ devices });
    await capture.start({ video: true });
    devices.unplug("front");
    await until(capture, "ended");
    const { message, ...loss } = capture.loss;
    equal(JSON.stringify(loss), '{"kind":"video","reason":"unplugged","deviceId":"front","label":"front"}');
    equal(message, "The picture of “front” is gone: the device was unplugged.");
    capture.setRecovery({ fallback: true, retry: { attempts: 2, first: 10 } });
    devices.plug({ kind: "videoinput", deviceId: "front" });
    await capture.start({ video: { deviceId: "front" } });
    devices.unplug("front");
    await until(capture, "recovering");
    await until(capture, "live");
    equal(device(capture), "back");
    equal(capture.loss, null);
    capture.setRecovery();
    devices.end("back");
    await until(capture, "ended");
    equal(devices.liveTracks(), 0);
  },

  async "full: a session at the end of a block"() {
    const devices = withDevices();
    const capture = await Capture.create({ devices });
    await capture.start({ video: true });
    if (Symbol.dispose) capture[Symbol.dispose]();
    else capture.stop();
    equal(devices.liveTracks(), 0);
    equal(live(), 0);
  },

  async "full: was it honoured?"() {
    const stream = await getUserMedia({ video: true });
    const [track] = stream.getVideoTracks();
    const { width, facingMode } = track.getSettings();
    const wish = { width: { exact: width }, facingMode: "left" };
    await track.applyConstraints({ facingMode: "left" });
    const unmet = unmetConstraints(track, wish);
    equal(JSON.stringify(unmet), JSON.stringify([{ property: "facingMode", demand: "wished", actual: facingMode ?? null }]));
    const [first, ...more] = unmetConstraints(track, { nonsense: 1, width: { min: width + 1 } });
    equal(JSON.stringify(first), JSON.stringify({ property: "width", demand: "required", actual: width }));
    equal(JSON.stringify(more), '[{"property":"nonsense","demand":"wished","actual":null}]');
    for (const nothing of [true, false, {}, null, undefined]) equal(unmetConstraints(track, nothing).length, 0);
    stream.stop();
  },
};
