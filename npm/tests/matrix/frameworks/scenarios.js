// The tests that React and Vue share. `mount(use, props)` mounts a component that calls `use(hooks, props)`; requests
// and names are getters, so that the code is the same for both. It returns a view: `current` is the result of the
// latest render and `first` that of the first one, `change(props)` changes members of the props, and `until(condition)`
// waits for a render.
import { FakeMediaDevices } from "local-media-stream/testing";
import { assert, assertTypeError, equal, next, task, thrown } from "../../assert.js";

const ids = (devices) => devices.map(({ deviceId }) => deviceId).join();

// Two cameras and a microphone in place of those of the browser. `requests` has the promises of getUserMedia.
function fakeDevices() {
  const fake = new FakeMediaDevices();
  fake.setPermission("camera", "granted");
  fake.setPermission("microphone", "granted");
  fake.plug({ kind: "audioinput", deviceId: "microphone" });
  fake.plug({ kind: "videoinput", deviceId: "front", label: "Front" });
  fake.plug({ kind: "videoinput", deviceId: "back", label: "Back" });
  const requests = [];
  const events = new EventTarget();
  const { getUserMedia } = fake;
  fake.getUserMedia = (constraints) => {
    const request = getUserMedia.call(fake, constraints);
    requests.push(request);
    events.dispatchEvent(new Event("request"));
    return request;
  };
  return { fake, requests, restore: fake.install(), requested: () => next(events, "request") };
}

// A test with fake devices.
const withFake = (test) => async () => {
  const devices = fakeDevices();
  try {
    await test(devices.fake, devices);
    await task();
    equal(devices.fake.liveTracks(), 0, "live tracks after the test:");
  } finally {
    devices.restore();
  }
};

// Waits until the video shows a picture.
async function seePicture(video) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const isSeen = () => {
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 !== 3 && value > 0);
  };
  while (!(video.currentTime > 0 && isSeen())) await next(video, "timeupdate");
}

// Waits until the condition holds, which is tested after each change of the element.
async function untilRendered(element, condition) {
  while (!condition()) {
    await new Promise((resolve) => {
      const observer = new MutationObserver(() => resolve(observer.disconnect()));
      observer.observe(element, { characterData: true, childList: true, subtree: true });
    });
  }
}

const useCamera = ({ useUserMedia }, props) => useUserMedia(() => props.constraints, { immediate: true });
const camera = (deviceId) => ({ constraints: { video: { deviceId: { exact: deviceId } } } });

// `hydrate(container)` hydrates the component of npm/README.md, and resolves with a function that unmounts it.
export const createScenarios = ({ mount, hydrate, html, hooks }) => ({
  // The first test, because the wasm module is loaded once.
  "a failed load is an error, and start() repeats it": withFake(async () => {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const fail = () => Promise.reject(new Error("blocked"));
    Object.assign(WebAssembly, { instantiate: fail, instantiateStreaming: fail });
    const view = mount(useCamera, { constraints: { video: true } });
    await view.until(({ state }) => state === "failed");
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    equal(view.current.error.name, "LoadError");
    equal(view.current.capture, null);
    view.current.start();
    await view.until(({ state }) => state === "prompting");
    await view.until(({ isLive }) => isLive);
    equal(view.current.error, null);
    view.unmount();
  }),

  async "the component of the README plays the camera"() {
    const container = document.createElement("div");
    container.innerHTML = html;
    document.body.append(container);
    const button = container.querySelector("button");
    const unmount = await hydrate(container);
    equal(container.querySelector("button"), button, "hydrated:");
    button.click();
    const video = container.querySelector("video");
    await seePicture(video);
    const isComplete = () => button.textContent === "Stop" && container.querySelectorAll("option").length > 1;
    await untilRendered(container, isComplete);
    equal(container.querySelector("[role=alert]"), null);
    const [track] = video.srcObject.getTracks();
    equal(track.readyState, "live");
    unmount();
    equal(track.readyState, "ended");
    container.remove();
  },

  "a mount opens one camera, and an unmount leaves none": withFake(async (fake, { requests }) => {
    const view = mount(useCamera, { constraints: { video: true } });
    equal(view.first.state, "idle", "the first render:");
    equal(view.first.capture, null);
    await view.until(({ isLive }) => isLive);
    equal(view.current.state, "live");
    equal(view.current.stateOf("video").state, "live");
    equal(view.current.stateOf("audio").state, "idle");
    equal(requests.length, 1);
    const { stream } = view.current;
    view.unmount();
    assert(!stream.active);
    equal(fake.liveTracks(), 0);
    view.current.start();
    await task();
    equal(requests.length, 1, "start() after the unmount:");
  }),

  "an unmount during the prompt stops the later stream": withFake(async (fake, { requests, requested }) => {
    fake.holdPrompts();
    const request = requested();
    const view = mount(useCamera, { constraints: { video: true } });
    await request;
    await view.until(({ state }) => state === "prompting");
    view.unmount();
    fake.respond();
    const [track] = (await requests[0]).getTracks();
    await task();
    equal(track.readyState, "ended");
  }),

  "changed constraints replace the track of the same stream": withFake(async (fake, { requests }) => {
    const view = mount(useCamera, camera("front"));
    await view.until(({ isLive }) => isLive);
    const { stream } = view.current;
    view.change(camera("front"));
    await task();
    equal(requests.length, 1, "equal constraints:");
    view.change(camera("back"));
    await view.until((current) => current.stateOf("video").deviceId === "back");
    equal(view.current.stream, stream);
    equal(stream.getTracks().length, 1);
    view.current.stop();
    view.change(camera("front"));
    await task();
    equal(requests.length, 2, "changed constraints after stop():");
    view.unmount();
  }),

  "the error of a superseded request is not reported": withFake(async (fake, { requests, requested }) => {
    fake.holdPrompts();
    let request = requested();
    const view = mount(useCamera, camera("front"));
    await request;
    request = requested();
    view.change(camera("back"));
    // A browser can show one prompt after the other.
    fake.respond();
    await request;
    fake.respond();
    await view.until(({ isLive }) => isLive);
    await task();
    equal(view.current.stateOf("video").deviceId, "back");
    equal(view.current.error, null);
    equal(requests.length, 2);
    view.unmount();
  }),

  "attach() plays the stream in one element": withFake(async () => {
    const [first, second] = [document.createElement("video"), document.createElement("video")];
    const view = mount(useCamera, { constraints: { video: true } });
    view.current.attach(first);
    await view.until(({ isLive }) => isLive);
    const { attach, stream } = view.current;
    equal(first.srcObject, stream);
    attach(second);
    equal(second.srcObject, stream);
    equal(first.srcObject, null);
    attach(null);
    equal(second.srcObject, null);
    attach(second);
    view.unmount();
    equal(second.srcObject, null, "after the unmount:");
  }),

  "the selected device is opened, also after it was disconnected": withFake(async (fake) => {
    const view = mount(({ useMediaDevices, useUserMedia }) => {
      const devices = useMediaDevices();
      const video = () => ({ video: devices.constrain("videoinput", { width: 320 }) });
      return { devices, camera: useUserMedia(video, { immediate: true }) };
    });
    await view.until(({ camera, devices }) => camera.isLive && devices.devices.length > 0);
    equal(view.current.camera.stateOf("video").deviceId, "front");
    view.current.devices.select("videoinput", "back");
    await view.until(({ camera }) => camera.stateOf("video").deviceId === "back");
    equal(view.current.devices.selected("videoinput").label, "Back");
    fake.unplug("back");
    await view.until(({ camera }) => camera.stateOf("video").deviceId === "front");
    equal(view.current.devices.selected("videoinput"), null);
    fake.plug({ kind: "videoinput", deviceId: "back" });
    await view.until(({ camera }) => camera.stateOf("video").deviceId === "back");
    view.current.devices.select("videoinput", null);
    await view.until(({ camera, devices }) => !devices.selected("videoinput") && camera.state === "live");
    view.unmount();
  }),

  "a disconnected camera is a loss, and restart() opens another": withFake(async (fake) => {
    const view = mount(useCamera, { constraints: { audio: true, video: true } });
    await view.until(({ isLive }) => isLive);
    fake.unplug("front");
    await view.until((current) => current.stateOf("video").state === "ended");
    equal(view.current.stateOf("video").loss.reason, "unplugged");
    equal(view.current.stateOf("audio").state, "live");
    view.current.restart();
    await view.until((current) => current.stateOf("video").deviceId === "back");
    fake.unplug("back");
    fake.unplug("microphone");
    await view.until(({ state }) => state === "ended");
    equal(view.current.loss.reason, "unplugged");
    view.unmount();
  }),

  "a denied request fails, and start() repeats it": withFake(async (fake) => {
    fake.setPermission("camera", "denied");
    const view = mount(useCamera, { constraints: { video: true } });
    await view.until(({ state }) => state === "failed");
    equal(view.current.error.name, "NotAllowedError");
    // The error of the latest request, although the capture was not called.
    view.change({ constraints: {} });
    await view.until(({ error }) => error?.name === "TypeError");
    view.change({ constraints: { video: true } });
    await view.until(({ error }) => error?.name === "NotAllowedError");
    fake.setPermission("camera", "granted");
    view.current.start();
    await view.until(({ isLive }) => isLive);
    equal(view.current.error, null);
    // A switch that fails.
    view.change(camera("no such device"));
    await view.until(({ error }) => error);
    equal(view.current.error.name, "OverconstrainedError");
    equal(view.current.state, "live");
    // Invalid constraints fail before the state of the capture changes.
    view.current.stop();
    view.change({ constraints: {} });
    await task();
    view.current.start();
    await view.until(({ state }) => state === "failed");
    equal(view.current.error.name, "TypeError");
    view.unmount();
  }),

  "start() and stop() on demand": withFake(async (fake, { requests }) => {
    const view = mount(({ useUserMedia }) => useUserMedia(() => ({ audio: true })));
    await view.until(({ capture }) => capture);
    equal(requests.length, 0);
    view.current.start();
    await view.until(({ isLive }) => isLive);
    view.current.stop();
    equal(fake.liveTracks(), 0);
    await view.until(({ state }) => state === "idle");
    view.current.restart();
    await view.until(({ isLive }) => isLive);
    view.unmount();
  }),

  "a screen is captured on demand": withFake(async () => {
    const view = mount(({ useDisplayMedia }) => useDisplayMedia(() => ({ video: true })));
    view.current.start();
    await view.until(({ isLive }) => isLive);
    equal(view.current.stateOf("video").state, "live");
    view.unmount();
  }),

  "the list follows the devices": withFake(async (fake) => {
    const view = mount(({ useMediaDevices }) => useMediaDevices());
    equal(view.first.devices.length, 0, "the first render:");
    await view.until(({ devices }) => devices.length === 3);
    equal(ids(view.current.ofKind("videoinput")), "front,back");
    fake.plug({ kind: "audioinput", deviceId: "default", label: "Default - microphone" });
    await view.until(({ devices }) => devices.length === 4);
    equal(ids(view.current.ofKind("audioinput")), "microphone", "without duplicates:");
    fake.unplug("default");
    fake.plug({ kind: "videoinput", deviceId: "side" });
    await view.until((current) => current.ofKind("videoinput").length === 3);
    equal(view.current.names("videoinput").map(([name]) => name).join(), "Front,Back,side");
    fake.unplug("front");
    await view.until(({ devices }) => devices.length === 3);
    equal(ids(view.current.ofKind("videoinput")), "back,side");
    const constraints = { width: 320 };
    equal(view.current.constrain("videoinput", constraints), constraints, "without a selection:");
    view.current.select("videoinput", "side");
    await view.until((current) => current.selected("videoinput"));
    const constrain = (constraints) => JSON.stringify(view.current.constrain("videoinput", constraints));
    equal(constrain(constraints), '{"width":320,"deviceId":{"exact":"side"}}');
    equal(constrain(true), '{"deviceId":{"exact":"side"}}');
    equal(constrain(false), "false");
    view.unmount();
  }),

  "names without a label are numbered": withFake(async (fake) => {
    fake.setPermission("camera", "prompt");
    fake.setPermission("microphone", "prompt");
    const view = mount(({ useMediaDevices }) => useMediaDevices());
    await view.until(({ devices }) => devices.length > 0);
    equal(view.current.names("videoinput")[0][0], "Camera 1");
    equal(view.current.names("videoinput", "Kamera")[0][0], "Kamera 1");
    view.unmount();
  }),

  "the state follows the permission": withFake(async (fake) => {
    const view = mount(({ useMediaPermission }, props) => ({ state: useMediaPermission(() => props.name) }), { name: "camera" });
    equal(view.first.state, "prompt", "the first render:");
    await view.until(({ state }) => state === "granted");
    fake.setPermission("camera", "denied");
    await view.until(({ state }) => state === "denied");
    view.change({ name: "microphone" });
    await view.until(({ state }) => state === "granted");
    fake.setPermission("camera", "prompt");
    fake.setPermission("microphone", "denied");
    await view.until(({ state }) => state === "denied");
    view.unmount();
  }),

  "invalid arguments are a TypeError": withFake(async () => {
    const { useDisplayMedia, useMediaPermission, useUserMedia } = hooks;
    for (const value of [undefined, null, 7, "camera", []]) {
      assertTypeError(thrown(() => useUserMedia(value)), "constraints");
    }
    assertTypeError(thrown(() => useUserMedia({ video: "front" })), "video");
    assertTypeError(thrown(() => useUserMedia({ video: true }, 7)), "options");
    assertTypeError(thrown(() => useUserMedia({ video: true }, { immediate: 1 })), "immediate");
    assertTypeError(thrown(() => useUserMedia({ video: true }, { imediate: true })), "imediate");
    assertTypeError(thrown(() => useDisplayMedia(7)), "options");
    assertTypeError(thrown(() => useMediaPermission("Camera")), "name");
    const view = mount(({ useMediaDevices, useUserMedia }) => ({
      devices: useMediaDevices(),
      camera: useUserMedia(() => ({ video: true })),
    }));
    const { camera, devices } = view.current;
    for (const name of ["ofKind", "names", "selected", "constrain", "select"]) {
      assertTypeError(thrown(() => devices[name]("video")), "kind");
    }
    assertTypeError(thrown(() => devices.names("videoinput", 7)), "noun");
    assertTypeError(thrown(() => devices.constrain("videoinput", 7)), "constraints");
    assertTypeError(thrown(() => devices.select("videoinput", 7)), "deviceId");
    assertTypeError(thrown(() => camera.stateOf("videoinput")), "kind");
    assertTypeError(thrown(() => camera.attach(document.body)), "element");
    view.unmount();
  }),
});

// The warnings of the framework, which fail a test.
const warnings = [];
for (const name of ["error", "warn"]) console[name] = (...args) => warnings.push(args.join(" "));

export async function withoutWarnings(test) {
  warnings.length = 0;
  await test();
  equal(warnings.join("\n"), "", "warnings:");
}
