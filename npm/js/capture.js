import {
  checkDevices,
  checkElement,
  checkObject,
  checkSender,
  checkString,
  checkTrackKind,
  checkTrackRequest,
  retryOptions,
  toU32,
} from "./arguments.js";
import { makeDisposable } from "./disposable.js";
import { init, requireLoaded, wasm } from "./full_module.js";

// Protects captures from garbage collection while they are active.
const active = new Set();
const INACTIVE_STATES = ["idle", "ended", "failed"];

export class Capture extends EventTarget {
  #session;

  static async create(options) {
    await init();
    return new Capture(options);
  }

  constructor({ devices } = {}) {
    super();
    requireLoaded(", or use Capture.create()");
    checkDevices(devices);
    // A weak reference, so that an inactive capture can be garbage-collected.
    const weak = new WeakRef(this);
    this.#session = new wasm.CaptureSession(devices, (state) => weak.deref()?.#onStateChange(state));
  }

  #onStateChange(state) {
    if (INACTIVE_STATES.includes(state)) active.delete(this);
    else active.add(this);
    this.dispatchEvent(Object.assign(new Event("statechange"), { state }));
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

  async start(constraints = {}) {
    checkObject("constraints", constraints);
    return this.#session.start(constraints);
  }

  async startDisplay(options = {}) {
    checkObject("options", options);
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

  async switchVideo(request) {
    checkTrackRequest("request", request);
    return this.#session.switchVideo(request);
  }

  async switchAudio(request) {
    checkTrackRequest("request", request);
    return this.#session.switchAudio(request);
  }

  async switchDevice(kind, deviceId) {
    checkTrackKind(kind);
    checkString("deviceId", deviceId);
    return this.#session.switchDevice(kind, deviceId);
  }

  flipCamera() {
    return this.#session.flipCamera();
  }

  attach(element) {
    checkElement(element);
    this.#session.attach(element);
  }

  attachSender(kind, sender) {
    checkTrackKind(kind);
    checkSender(sender);
    this.#session.attachSender(kind, sender);
  }

  setRecovery({ fallback, reclaim, muteTimeoutMs, retry } = {}) {
    const { attempts, initialMs, maxMs } = retryOptions(retry);
    this.#session.setRecovery(
      Boolean(fallback),
      Boolean(reclaim),
      toU32("muteTimeoutMs", muteTimeoutMs),
      toU32("attempts", attempts),
      toU32("initialMs", initialMs),
      toU32("maxMs", maxMs),
    );
  }
}

makeDisposable(Capture, "stop");
