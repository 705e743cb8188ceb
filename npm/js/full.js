// Everything: what `/` has, displays, and sessions. A module of its own, so that `/` stays small.
import load, * as wasm from "./full/local_media_stream.js";
import { Loader } from "./loader.js";

export { LocalMediaStream } from "./full/local_media_stream.js";

const loader = new Loader(load);

export const init = (wasm) => loader.init(wasm);

export async function getUserMedia(constraints, options) {
  await init();
  return wasm.getUserMedia(constraints, options);
}

// What comes after a wait may be too late for a click: a page that has not loaded it yet asks at once all the same.
export async function getDisplayMedia(options, request) {
  if (!loader.ready) await init();
  return wasm.getDisplayMedia(options, request);
}

export const errorKind = (error) =>
  loader.ready ? wasm.errorKind(error) : error?.name === "NotSupportedError" ? "Unsupported" : "Other";

export const explain = (error) => (loader.ready ? wasm.explain(error) : String(error));

// Those that capture, or are about to: they go on for as long as the page does, whether somebody holds them or not.
const busy = new Set();
const AT_REST = ["idle", "ended", "failed"];

export class Capture extends EventTarget {
  #session;

  static async create(options) {
    await init();
    return new Capture(options);
  }

  constructor({ devices } = {}) {
    super();
    if (!loader.ready) {
      throw new DOMException("await init() comes first, or Capture.create()", "InvalidStateError");
    }
    // Held weakly by what calls it: one that is at rest, and that nobody holds, can be collected.
    const weak = new WeakRef(this);
    this.#session = new wasm.CaptureSession(devices, () => weak.deref()?.#changed());
  }

  #changed() {
    if (AT_REST.includes(this.state)) busy.delete(this);
    else busy.add(this);
    this.dispatchEvent(new Event("statechange"));
  }

  get state() {
    return this.#session.state;
  }

  get stream() {
    return this.#session.stream;
  }

  get error() {
    return this.#session.error;
  }

  get loss() {
    return this.#session.loss;
  }

  get constraints() {
    return this.#session.constraints;
  }

  start(constraints) {
    return this.#session.start(constraints);
  }

  startDisplay(options) {
    return this.#session.startDisplay(options);
  }

  switchDisplay() {
    return this.#session.switchDisplay();
  }

  restart() {
    return this.#session.restart();
  }

  stop() {
    this.#session.stop();
  }

  switchVideo(request) {
    return this.#session.switchVideo(request);
  }

  switchAudio(request) {
    return this.#session.switchAudio(request);
  }

  switchDevice(kind, deviceId) {
    return this.#session.switchDevice(kind, deviceId);
  }

  flipCamera() {
    return this.#session.flipCamera();
  }

  showIn(element) {
    this.#session.showIn(element);
  }

  sendBy(kind, sender) {
    this.#session.sendBy(kind, sender);
  }

  setRecovery({ fallback = false, reclaim = false, mutedFor, retry } = {}) {
    const { attempts = 6, first, longest } = retry || {};
    this.#session.setRecovery(fallback, reclaim, mutedFor, retry ? attempts : undefined, first, longest);
  }
}

if (Symbol.dispose) {
  Object.defineProperty(Capture.prototype, Symbol.dispose, {
    value: Capture.prototype.stop,
    writable: true,
    configurable: true,
  });
}
