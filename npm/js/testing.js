// Fake devices for tests in headless browsers. They do not load the wasm module, which tests do not require.
import { check, checkObject, checkOneOf, checkString, readOptions, toBoolean, toU32 } from "./arguments.js";
import { FakeDevice } from "./fake_device.js";
import { FakeMediaDevices as BaseFakeMediaDevices } from "./fake_media_devices.js";
import { Camera, Microphone } from "./synthetic.js";

// jsdom has no media streams, happy-dom no canvas.
function requireSources() {
  if (globalThis.MediaStream && globalThis.CanvasRenderingContext2D) return;
  const message = "This environment has no media streams or no canvas. Run the test in a browser, or mock getUserMedia.";
  throw new DOMException(message, "NotSupportedError");
}

// The functions below return a member of an object of options, for `readOptions`.

const isFinite = (value) => typeof value === "number" && Number.isFinite(value);

const toPositive = (defaultValue) => (name, value = defaultValue) => {
  check(value === undefined || (isFinite(value) && value > 0), name, "positive and finite");
  return value;
};

const toOneOf = (values, defaultValue) => (name, value = defaultValue) => {
  if (value !== undefined) checkOneOf(name, value, values);
  return value;
};

const toText = (name, value) => {
  if (value !== undefined) checkString(name, value);
  return value;
};

function toFrequency(name, value = 440) {
  check(isFinite(value), name, "finite");
  return value;
}

function toVolume(name, value = 0.5) {
  check(isFinite(value) && value >= 0 && value <= 1, name, "from 0 to 1");
  return value;
}

const CAMERA = { width: toPositive(640), height: toPositive(480), frameRate: toPositive(30) };

const MICROPHONE = { sound: toOneOf(["tone", "noise", "silence"], "tone"), frequency: toFrequency, volume: toVolume };

const DEVICE = {
  kind: (name, value) => (checkOneOf(name, value, ["audioinput", "videoinput", "audiooutput"]), value),
  deviceId: (name, value) => (checkString(name, value), value),
  groupId: toText,
  label: toText,
  facingMode: toOneOf(["user", "environment", "left", "right"]),
  width: toPositive(),
  height: toPositive(),
  frameRate: toPositive(),
};

export class SyntheticCamera {
  #camera;

  constructor(options) {
    requireSources();
    const { width, height, frameRate } = readOptions("options", options, CAMERA);
    this.#camera = new Camera(width, height, frameRate);
  }

  get frames() {
    return this.#camera.frames;
  }

  track() {
    return this.#camera.track();
  }
}

export class SyntheticMicrophone {
  #microphone;

  constructor(options) {
    requireSources();
    const { sound, frequency, volume } = readOptions("options", options, MICROPHONE);
    this.#microphone = new Microphone(sound, frequency, volume);
  }

  track() {
    return this.#microphone.track();
  }

  close() {
    this.#microphone.close();
  }
}

export class FakeMediaDevices extends BaseFakeMediaDevices {
  static SCREEN = "screen";

  constructor() {
    requireSources();
    super();
  }

  plug(device) {
    checkObject("device", device);
    super.plug(new FakeDevice(readOptions("device", device, DEVICE)));
  }

  unplug(deviceId) {
    checkString("deviceId", deviceId);
    return super.unplug(deviceId);
  }

  setMuted(deviceId, muted) {
    checkString("deviceId", deviceId);
    check(typeof muted === "boolean", "muted", "a boolean");
    super.setMuted(deviceId, muted);
  }

  end(deviceId) {
    checkString("deviceId", deviceId);
    super.end(deviceId);
  }

  setPermission(name, state) {
    checkOneOf("name", name, ["camera", "microphone"]);
    checkOneOf("state", state, ["granted", "denied", "prompt"]);
    super.setPermission(name, state);
  }

  holdPrompts(hold = true) {
    this.holdsPrompts = toBoolean("hold", hold);
  }

  // The response is a string, or an object with the name and the constraint of an error.
  respond(response = "grant", index = 0) {
    index = toU32("index", index);
    if (typeof response === "object" && response !== null) {
      checkString("response.name", response.name);
      return this.respondNth(index, "fail", response.name, response.constraint);
    }
    checkOneOf("response", response, ["grant", "deny", "nothing", "ended"]);
    return this.respondNth(index, response);
  }
}
