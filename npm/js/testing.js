// Fake devices for tests in headless browsers. They do not load the wasm module, which tests do not require.
import { FakeDevice } from "./fake_device.js";
import { FakeMediaDevices as BaseFakeMediaDevices } from "./fake_media_devices.js";
import { Camera, Microphone } from "./synthetic.js";

// jsdom has no media streams, happy-dom no canvas.
function requireSources() {
  if (globalThis.MediaStream && globalThis.CanvasRenderingContext2D) return;
  const message = "This environment has no media streams or no canvas. Run the test in a browser, or mock getUserMedia.";
  throw new DOMException(message, "NotSupportedError");
}

export class SyntheticCamera {
  #camera;

  constructor({ width = 640, height = 480, frameRate = 30 } = {}) {
    requireSources();
    if (!(width > 0 && height > 0 && frameRate > 0 && frameRate < Infinity)) {
      throw new TypeError("width, height and frameRate must be positive and finite");
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
    requireSources();
    if (!["tone", "noise", "silence"].includes(sound)) throw new TypeError(`unknown sound "${sound}"`);
    if (!Number.isFinite(frequency) || !(volume >= 0 && volume <= 1)) {
      throw new TypeError("frequency must be finite, and volume must be from 0 to 1");
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

export class FakeMediaDevices extends BaseFakeMediaDevices {
  static SCREEN = "screen";

  constructor() {
    requireSources();
    super();
  }

  plug(device) {
    super.plug(new FakeDevice(device));
  }

  holdPrompts(hold = true) {
    this.holdsPrompts = hold;
  }

  // The response is a string, or an object with the name and the constraint of an error.
  respond(response = "grant", index = 0) {
    return typeof response === "string"
      ? this.respondNth(index, response)
      : this.respondNth(index, "fail", response.name, response.constraint);
  }
}
