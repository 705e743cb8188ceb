// Tests of Capture with fake devices: the state of each kind, choices of the page, outputs, pending requests.
import { Capture, errorKind } from "./pkg/full.js";
import { assert, equal, fakeDevices, next, rejection, task, thrown, until } from "./harness.js";

const json = JSON.stringify;
const trackOf = (capture, kind) => capture.stream?.getTracks().find((track) => track.kind === kind);
const videoWidth = (capture) => trackOf(capture, "video")?.getSettings().width;

async function create() {
  const devices = fakeDevices();
  return { devices, capture: await Capture.create({ devices }) };
}

// Records the types of the events, and the states of `statechange`.
function recordEvents(capture) {
  const events = [];
  capture.addEventListener("statechange", ({ state }) => events.push(state));
  capture.addEventListener("change", () => events.push("change"));
  return events;
}

// A sender that records its track.
const createSender = () => ({
  track: null,
  async replaceTrack(track) {
    this.track = track;
  },
});

export const tests = {
  async "capture: stateOf has the state of each kind"() {
    const { devices, capture } = await create();
    const idle = { state: "idle", loss: null, error: null, deviceId: null, enabled: true, muted: false };
    for (const kind of ["audio", "video"]) equal(json(capture.stateOf(kind)), json(idle));
    await capture.start({ audio: true, video: { deviceId: "back" } });
    equal(json(capture.stateOf("audio")), json({ ...idle, state: "live", deviceId: "microphone" }));
    equal(json(capture.stateOf("video")), json({ ...idle, state: "live", deviceId: "back" }));
    const change = next(capture, "change");
    devices.setMuted("microphone", true);
    await change;
    assert(capture.stateOf("audio").muted && !capture.stateOf("video").muted);
    const failed = await rejection(capture.switchDevice("video", "no such device"));
    equal(capture.stateOf("video").error, failed);
    equal(capture.stateOf("video").state, "live", "the previous device stays live:");
    equal(capture.stateOf("audio").error, null);
    capture.stop();
    equal(json(capture.stateOf("video")), json(idle));
  },

  async "capture: the loss of one kind is an event while the other kind is live"() {
    const { devices, capture } = await create();
    await capture.start({ audio: true, video: true });
    const events = recordEvents(capture);
    devices.unplug("microphone");
    await until(capture, () => capture.stateOf("audio").loss?.reason === "unplugged");
    const { loss, state, deviceId } = capture.stateOf("audio");
    equal(`${state} ${deviceId} ${loss.kind} ${loss.deviceId}`, "ended null audio microphone");
    equal(capture.stateOf("video").state, "live");
    equal(capture.stateOf("video").loss, null);
    equal(capture.state, "live");
    assert(events.includes("live"), `statechange reports the loss: ${events}`);
    assert(events.includes("change"), `change reports the loss: ${events}`);
    devices.plug({ kind: "audioinput", deviceId: "microphone" });
    await capture.restart();
    equal(capture.stateOf("audio").state, "live");
    equal(capture.stateOf("audio").loss, null);
    capture.stop();
  },

  async "capture: a replaced device is a change, and the last loss stays"() {
    const { devices, capture } = await create();
    capture.setRecovery({ fallback: true, reclaim: true });
    await capture.start({ video: { deviceId: "front" } });
    devices.unplug("front");
    await until(capture, () => capture.stateOf("video").deviceId === "back");
    equal(capture.state, "live");
    equal(capture.loss, null);
    equal(capture.stateOf("video").loss.deviceId, "front");
    const events = recordEvents(capture);
    devices.plug({ kind: "videoinput", deviceId: "front" });
    await until(capture, () => capture.stateOf("video").deviceId === "front");
    assert(events.includes("change"), "the reclaimed device is a change");
    equal(devices.liveTracks(), 1);
    capture.stop();
  },

  async "capture: followDefault opens the new default device"() {
    const { devices, capture } = await create();
    devices.unplug("microphone");
    devices.plug({ kind: "audioinput", deviceId: "default", groupId: "desk", label: "Default - Desk" });
    devices.plug({ kind: "audioinput", deviceId: "desk", groupId: "desk", label: "Desk" });
    devices.plug({ kind: "audioinput", deviceId: "headset", groupId: "headset", label: "Headset" });
    devices.plug({ kind: "audioinput", deviceId: "studio", groupId: "studio", label: "Studio" });
    // The role moves to another device, and the track with the role stays live.
    async function setDefault(groupId, label) {
      const change = next(capture, "change");
      Object.assign(devices.devices.find(({ deviceId }) => deviceId === "default"), { groupId, label });
      devices.dispatchEvent(new Event("devicechange"));
      await change;
    }
    await capture.start({ audio: true });
    const [first] = capture.stream.getTracks();
    if (capture.stateOf("audio").deviceId !== "default") await until(capture, () => capture.stateOf("audio").deviceId);
    await setDefault("headset", "Default - Headset");
    equal(trackOf(capture, "audio"), first, "by default the track stays:");
    capture.setRecovery({ followDefault: true });
    await setDefault("studio", "Default - Studio");
    await until(capture, () => capture.state === "live" && trackOf(capture, "audio") !== first);
    equal(capture.stateOf("audio").deviceId, "studio");
    equal(devices.liveTracks(), 1);
    capture.stop();
  },

  async "capture: setEnabled applies to every later track"() {
    const { capture } = await create();
    await capture.start({ audio: true, video: true });
    const isEnabled = () => trackOf(capture, "audio").enabled;
    capture.setEnabled("audio", false);
    assert(!isEnabled() && !capture.stateOf("audio").enabled && capture.stateOf("video").enabled);
    await capture.switchAudio(false);
    await capture.switchAudio(true);
    assert(!isEnabled(), "after a switch");
    await capture.restart();
    assert(!isEnabled(), "after a restart");
    capture.setEnabled("audio", true);
    assert(isEnabled() && capture.stateOf("audio").enabled);
    capture.stop();
  },

  async "capture: applied constraints apply to every later track"() {
    const { devices, capture } = await create();
    equal((await rejection(capture.applyConstraints("video", { width: 160 }))).name, "InvalidStateError");
    capture.setRecovery({ reclaim: true });
    await capture.start({ video: { deviceId: "front" } });
    equal(await capture.applyConstraints("video", { width: 160 }), undefined);
    equal(videoWidth(capture), 160);
    const keeps = async (message) => {
      await task();
      equal(videoWidth(capture), 160, message);
    };
    await capture.switchDevice("video", "back");
    await keeps("after a switch:");
    await capture.restart();
    await keeps("after a restart:");
    devices.unplug("back");
    await until(capture, () => capture.state === "recovering");
    devices.plug({ kind: "videoinput", deviceId: "back" });
    await until(capture, () => capture.state === "live");
    await keeps("after a recovery:");
    equal((await rejection(capture.applyConstraints("video", { width: { min: 5000 } }))).name, "OverconstrainedError");
    await capture.restart();
    await keeps("after an error:");
    for (const none of [null, {}]) {
      await capture.applyConstraints("video", { width: 160 });
      await capture.applyConstraints("video", none);
      equal(videoWidth(capture), 640);
      await capture.restart();
      await task();
      equal(videoWidth(capture), 640, "after the end:");
    }
    capture.stop();
  },

  async "capture: outputs are attached and detached"() {
    const { capture } = await create();
    const [first, second] = [document.createElement("video"), document.createElement("video")];
    const sender = createSender();
    capture.attach(first);
    capture.attach(second, { muted: true });
    capture.attachSender("video", sender);
    assert(!first.muted && second.muted);
    await capture.start({ video: true });
    const [track] = capture.stream.getTracks();
    const shows = (element) => element.srcObject?.getTracks()[0] === track;
    assert(shows(first) && shows(second));
    equal(sender.track, track);
    capture.detach(first);
    assert(first.srcObject === null && shows(second));
    capture.attach(first);
    capture.attach(first);
    assert(shows(first));
    capture.attach(null);
    assert(first.srcObject === null && second.srcObject === null);
    equal(sender.track, track, "attach(null) keeps senders:");
    capture.detach(sender);
    equal(sender.track, null);
    capture.detach(sender);
    capture.attach(first);
    capture.stop();
    equal(first.srcObject, null);
  },

  async "capture: elements of an iframe are detached"() {
    const { capture } = await create();
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const element = frame.contentDocument.createElement("video");
    capture.attach(element);
    await capture.start({ video: true });
    assert(element.srcObject);
    capture.attach(null);
    equal(element.srcObject, null);
    capture.stop();
    frame.remove();
  },

  async "capture: an element with a setter that throws"() {
    const { capture } = await create();
    const element = Object.defineProperty(document.createElement("video"), "muted", {
      set() {
        throw new RangeError("thrown by the page");
      },
    });
    equal(thrown(() => capture.attach(element, { muted: true })).message, "thrown by the page");
    await capture.start({ video: true });
    equal(element.srcObject, null);
    capture.stop();
  },

  async "capture: cancelPending cancels a prompt"() {
    const { devices, capture } = await create();
    devices.holdPrompts();
    const start = capture.start({ video: true });
    equal(capture.state, "prompting");
    capture.cancelPending();
    equal(errorKind(await rejection(start)), "Abort");
    equal(capture.state, "idle");
    assert(devices.respond());
    await task();
    equal(devices.liveTracks(), 0, "the late stream is stopped:");
    capture.cancelPending();
  },

  async "capture: partialGrant keeps what is granted"() {
    const devices = fakeDevices();
    // Installed, so that the permissions are those of the fake devices.
    const restore = devices.install();
    try {
      const capture = await Capture.create();
      devices.setPermission("camera", "denied");
      equal((await rejection(capture.start({ audio: true, video: true }))).name, "NotAllowedError");
      equal(capture.state, "failed");
      capture.setRequestOptions({ partialGrant: true });
      const stream = await capture.start({ audio: true, video: true });
      equal(stream.getTracks().map(({ kind }) => kind).join(), "audio");
      equal(capture.stateOf("video").state, "failed");
      equal(capture.stateOf("video").error.name, "NotAllowedError");
      equal(capture.stateOf("audio").error, null);
      capture.stop();
      capture.setRequestOptions();
      equal((await rejection(capture.start({ audio: true, video: true }))).name, "NotAllowedError");
      equal(devices.liveTracks(), 0);
    } finally {
      restore();
    }
  },

  async "capture: timeoutMs limits the wait for a prompt"() {
    const { devices, capture } = await create();
    devices.holdPrompts();
    capture.setRequestOptions({ timeoutMs: 10 });
    const error = await rejection(capture.start({ audio: true }));
    equal(error.name, "AbortError");
    assert(error.message.includes("timed out"), error.message);
    assert(devices.respond());
    await task();
    equal(devices.liveTracks(), 0, "the late stream is stopped:");
  },

  async "capture: a signal cancels a pending call"() {
    const { devices, capture } = await create();
    const reason = new Error("cancelled");
    for (const call of ["start", "startDisplay"]) {
      const argument = { video: true };
      equal(await rejection(capture[call](argument, { signal: AbortSignal.abort(reason) })), reason);
      equal(devices.pendingPrompts, 0, "no prompt:");
      devices.holdPrompts();
      const controller = new AbortController();
      const pending = capture[call](argument, controller);
      equal(capture.state, "prompting");
      controller.abort(reason);
      equal(capture.state, "idle");
      equal(await rejection(pending), reason);
      assert(devices.respond());
      await task();
      equal(devices.liveTracks(), 0, "the late stream is stopped:");
      devices.holdPrompts(false);
      const other = new AbortController();
      await capture[call](argument, other);
      other.abort();
      equal(capture.state, "live", "an abort after the call:");
      capture.stop();
    }
    for (const options of [undefined, null, {}, { signal: undefined }, { signal: null }]) await capture.start({ video: true }, options);
    capture.stop();
  },

  async "capture: a signal does not cancel later calls"() {
    const { devices, capture } = await create();
    devices.holdPrompts();
    const [first, second] = [new AbortController(), new AbortController()];
    const superseded = capture.start({ audio: true }, first);
    const shared = capture.start({ video: true }, second);
    const latest = capture.start({ video: true });
    first.abort();
    second.abort();
    equal(errorKind(await rejection(superseded)), "Abort");
    equal(errorKind(await rejection(shared)), "Abort");
    equal(capture.state, "prompting");
    devices.holdPrompts(false);
    while (devices.respond());
    const stream = await latest;
    equal(stream.getTracks().map(({ kind }) => kind).join(), "video");
    // An abort keeps the tracks that are live.
    devices.holdPrompts();
    const third = new AbortController();
    const pending = capture.start({ video: { deviceId: { exact: "back" } } }, third);
    equal(capture.state, "switching");
    third.abort();
    equal(errorKind(await rejection(pending)), "Abort");
    equal(capture.state, "live");
    equal(capture.stateOf("video").deviceId, "front");
    capture.stop();
    equal(devices.liveTracks(), 0);
  },

  async "capture: superseded calls are no unhandled rejections"() {
    const { devices, capture } = await create();
    const unhandled = [];
    const onUnhandled = (event) => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    window.addEventListener("unhandledrejection", onUnhandled);
    try {
      devices.holdPrompts();
      capture.start({ audio: true });
      capture.start({ video: true });
      capture.startDisplay();
      capture.cancelPending();
      capture.start({ video: true });
      capture.restart();
      capture.stop();
      const controller = new AbortController();
      capture.start({ video: true }, controller);
      controller.abort();
      // Other errors are reported. This one is the last, so that its event follows those of the calls above.
      await task();
      const reported = next(window, "unhandledrejection");
      capture.switchDevice("audioinput", "microphone");
      await reported;
      equal(unhandled.map(({ name }) => name).join(), "TypeError");
    } finally {
      window.removeEventListener("unhandledrejection", onUnhandled);
    }
    while (devices.respond());
    await task();
    equal(devices.liveTracks(), 0);
  },
};
