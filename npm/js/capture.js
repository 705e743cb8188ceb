import { abortable, signalOf } from "./abort.js";
import {
  check,
  checkData,
  checkElement,
  checkOutput,
  checkSender,
  checkStreamConstraints,
  checkString,
  checkTrackKind,
  checkTrackRequest,
  readDevices,
  readOptions,
  toBoolean,
  toRetry,
  toU32,
} from "./arguments.js";
import { makeDisposable } from "./disposable.js";
import * as wasm from "./full/local_media_stream.js";
import { init, requireLoaded } from "./full_module.js";

// An abort, such as that of a superseded call, is not reported as unhandled if the caller ignores the promise. A
// promise that the caller derives from it, with await or then(), rejects as usual.
function quiet(call) {
  const result = call().catch((error) => {
    if (error?.name === "AbortError") result.catch(() => {});
    throw error;
  });
  return result;
}

// Checks a kind of track. The wasm module receives a boolean, which needs less glue code than a string.
function isAudio(kind) {
  checkTrackKind(kind);
  return kind === "audio";
}

// Protects captures from garbage collection while they are active.
const active = new Set();
const INACTIVE_STATES = ["idle", "ended", "failed"];

export class Capture extends EventTarget {
  #session;
  // The promises of pending requests, the latest one last.
  #requests = new Set();

  static async create(options) {
    readDevices(options);
    await init();
    return new Capture(options);
  }

  constructor(options) {
    super();
    requireLoaded(", or use Capture.create()");
    const devices = readDevices(options);
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

  // Starts a request, which an abort of the signal cancels unless a later request has superseded or joined it.
  #request(start, signal) {
    const add = () => {
      const request = start();
      const remove = () => this.#requests.delete(request);
      this.#requests.add(request);
      request.then(remove, remove);
      return request;
    };
    return abortable(signal, add, (request) => {
      if ([...this.#requests].pop() === request) this.#session.cancelPending();
    });
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

  start(constraints = {}, requestOptions) {
    return quiet(async () => {
      checkStreamConstraints("constraints", constraints);
      return this.#request(() => this.#session.start(constraints), signalOf(requestOptions));
    });
  }

  startDisplay(options = {}, requestOptions) {
    return quiet(async () => {
      checkStreamConstraints("options", options);
      return this.#request(() => this.#session.startDisplay(options), signalOf(requestOptions));
    });
  }

  switchDisplay() {
    return quiet(() => this.#request(() => this.#session.switchDisplay()));
  }

  restart() {
    return quiet(() => this.#request(() => this.#session.restart()));
  }

  stop() {
    this.#session.stop();
  }

  switchVideo(request) {
    return quiet(async () => {
      checkTrackRequest("request", request);
      return this.#request(() => this.#session.switchTrack(isAudio("video"), request));
    });
  }

  switchAudio(request) {
    return quiet(async () => {
      checkTrackRequest("request", request);
      return this.#request(() => this.#session.switchTrack(isAudio("audio"), request));
    });
  }

  switchDevice(kind, deviceId) {
    return quiet(async () => {
      const audio = isAudio(kind);
      checkString("deviceId", deviceId);
      return this.#request(() => this.#session.switchDevice(audio, deviceId));
    });
  }

  flipCamera() {
    return quiet(() => this.#request(() => this.#session.flipCamera()));
  }

  async applyConstraints(kind, constraints) {
    const audio = isAudio(kind);
    if (constraints === null) constraints = {};
    checkData("constraints", constraints);
    const track = this.stream?.getTracks().find((track) => track.kind === kind);
    if (!track) throw new DOMException(`No ${kind} track is live. Call start() first.`, "InvalidStateError");
    // Throws a TypeError that names the constraint.
    wasm.unmetConstraints(track, constraints);
    await track.applyConstraints(constraints);
    this.#session.keepConstraints(audio, constraints);
  }

  attach(element, options) {
    const { muted } = readOptions("options", options, { muted: toBoolean });
    if (element === null) return this.#session.detachElements();
    checkElement(element);
    if (muted) element.muted = true;
    this.#session.attach(element);
  }

  detach(output) {
    checkOutput(output);
    this.#session.detach(output);
  }

  attachSender(kind, sender) {
    const audio = isAudio(kind);
    checkSender(sender);
    this.#session.attachSender(audio, sender);
  }

  stateOf(kind) {
    return this.#session.stateOf(isAudio(kind));
  }

  setEnabled(kind, enabled) {
    const audio = isAudio(kind);
    check(typeof enabled === "boolean", "enabled", "a boolean");
    this.#session.setEnabled(audio, enabled);
  }

  cancelPending() {
    this.#session.cancelPending();
  }

  setRequestOptions(options) {
    const members = { partialGrant: toBoolean, timeoutMs: toU32 };
    const { partialGrant, timeoutMs } = readOptions("options", options, members);
    this.#session.setRequestOptions(partialGrant, timeoutMs);
  }

  setRecovery(policy) {
    const { fallback, reclaim, followDefault, muteTimeoutMs, retry } = readOptions("policy", policy, {
      fallback: toBoolean,
      reclaim: toBoolean,
      followDefault: toBoolean,
      muteTimeoutMs: toU32,
      retry: toRetry,
    });
    const { attempts, initialMs, maxMs } = retry;
    this.#session.setRecovery(fallback, reclaim, followDefault, muteTimeoutMs, attempts, initialMs, maxMs);
  }
}

makeDisposable(Capture, "stop");
