// A session of capturing.
import { disposable } from "./disposable.js";
import { init, needReady, wasm } from "./full_module.js";

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
    needReady("Capture.create()");
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

  get displayOptions() {
    return this.#session.displayOptions;
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

  attach(element) {
    this.#session.attach(element);
  }

  attachSender(kind, sender) {
    this.#session.attachSender(kind, sender);
  }

  setRecovery({ fallback = false, reclaim = false, mutedFor, retry } = {}) {
    const { attempts = 6, first, longest } = retry || {};
    this.#session.setRecovery(fallback, reclaim, mutedFor, retry ? attempts : undefined, first, longest);
  }
}

disposable(Capture, "stop");
