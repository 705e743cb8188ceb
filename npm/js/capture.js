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
import * as wasm from "./full/local_media_stream.js";
import { init, requireLoaded } from "./full_module.js";

// An abort, such as that of a superseded call, is not reported as unhandled if the caller ignores the promise. A promise
// that the caller derives from it, with await or then(), rejects as usual.
function quiet(promise) {
  const result = promise.catch((error) => {
    if (error?.name === "AbortError") result.catch(() => {});
    throw error;
  });
  return result;
}

// Rejects instead of throwing.
function checked(check, call) {
  try {
    check();
  } catch (error) {
    return Promise.reject(error);
  }
  return quiet(call());
}

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
    this.#session = new wasm.CaptureSession(devices, (state, isNew) => weak.deref()?.#onChange(state, isNew));
  }

  #onChange(state, isNew) {
    if (INACTIVE_STATES.includes(state)) active.delete(this);
    else active.add(this);
    if (isNew) this.dispatchEvent(Object.assign(new Event("statechange"), { state }));
    this.dispatchEvent(new Event("change"));
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

  start(constraints = {}) {
    return checked(
      () => checkObject("constraints", constraints),
      () => this.#session.start(constraints),
    );
  }

  startDisplay(options = {}) {
    return checked(
      () => checkObject("options", options),
      () => this.#session.startDisplay(options),
    );
  }

  switchDisplay() {
    return quiet(this.#session.switchDisplay());
  }

  restart() {
    return quiet(this.#session.restart());
  }

  stop() {
    this.#session.stop();
  }

  switchVideo(request) {
    return checked(
      () => checkTrackRequest("request", request),
      () => this.#session.switchVideo(request),
    );
  }

  switchAudio(request) {
    return checked(
      () => checkTrackRequest("request", request),
      () => this.#session.switchAudio(request),
    );
  }

  switchDevice(kind, deviceId) {
    return checked(
      () => {
        checkTrackKind(kind);
        checkString("deviceId", deviceId);
      },
      () => this.#session.switchDevice(kind, deviceId),
    );
  }

  flipCamera() {
    return quiet(this.#session.flipCamera());
  }

  attach(element, { muted = false } = {}) {
    if (element === null) return this.#session.detachElements();
    checkElement(element);
    if (muted) element.muted = true;
    this.#session.attach(element);
  }

  detach(elementOrSender) {
    this.#session.detach(elementOrSender);
  }

  attachSender(kind, sender) {
    checkTrackKind(kind);
    checkSender(sender);
    this.#session.attachSender(kind, sender);
  }

  stateOf(kind) {
    checkTrackKind(kind);
    return this.#session.stateOf(kind);
  }

  setEnabled(kind, enabled) {
    checkTrackKind(kind);
    this.#session.setEnabled(kind, Boolean(enabled));
  }

  cancelPending() {
    this.#session.cancelPending();
  }

  setRequestOptions({ partialGrant, timeoutMs } = {}) {
    this.#session.setRequestOptions(Boolean(partialGrant), toU32("timeoutMs", timeoutMs));
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
