// Devices without devices, for tests in plain headless browsers. No wasm: a test needs none of it.
import { Camera, FakeMediaDevices as Fake, Microphone } from "./devices.js";

export class SyntheticCamera {
  #camera;

  constructor({ width = 640, height = 480, frameRate = 30 } = {}) {
    if (!(width > 0 && height > 0 && frameRate > 0 && frameRate < Infinity)) {
      throw new TypeError("a camera has a width, a height and a frameRate, each above 0");
    }
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

  constructor({ sound = "tone", frequency = 440, volume = 0.5 } = {}) {
    if (!["tone", "noise", "silence"].includes(sound)) throw new TypeError(`there is no sound "${sound}"`);
    if (!Number.isFinite(frequency) || !(volume >= 0 && volume <= 1)) {
      throw new TypeError("a frequency is finite, and a volume from 0 to 1");
    }
    this.#microphone = new Microphone(sound, frequency, volume);
  }

  track() {
    return this.#microphone.track();
  }

  close() {
    this.#microphone.close();
  }
}

export class FakeMediaDevices extends Fake {
  static SCREEN = "screen";

  plug({ kind, deviceId, groupId = "", label = deviceId, facingMode, width = 640, height = 480, frameRate = 30 }) {
    super.plug(kind, deviceId, groupId, label, facingMode, width, height, frameRate);
  }

  setMuted(deviceId, muted) {
    this.mute(deviceId, muted);
  }

  setPermission(name, state) {
    this.permit(name, state);
  }

  hold(hold = true) {
    this.answer = hold ? "hold" : "grant";
  }

  get pending() {
    return this.held.length;
  }

  // An error answers with itself: its name, and what it names.
  respond(answer = "grant", place = 0) {
    return typeof answer === "string"
      ? this.next(place, answer)
      : this.next(place, "fail", answer.name, answer.constraint);
  }
}
