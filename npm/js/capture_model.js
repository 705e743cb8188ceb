// `CaptureModel`: the capture of a component, with a request that may change.
import { checkElement, checkStreamConstraints, checkTrackKind } from "./arguments.js";
import { Capture } from "./capture.js";
import { Model } from "./model.js";

const LIVE_STATES = ["live", "switching", "recovering"];
const IDLE_TRACK = { state: "idle", loss: null, error: null, deviceId: null, enabled: true, muted: false };

// The request of useUserMedia, or of useDisplayMedia: its argument, and the method of `Capture` that it is for.
export const userMedia = { method: "start", argument: "constraints", isImmediate: true };
// A display requires a user gesture, so that a changed request is for the next start.
export const displayMedia = { method: "startDisplay", argument: "options", isImmediate: false };

// Whether a later call of the page ended the failed one. An abort by the browser is also the error of a track.
function isInterruption({ name, message }, capture) {
  return name === "AbortError" && ["audio", "video"].every((kind) => capture?.stateOf(kind).error?.message !== message);
}

export class CaptureModel extends Model {
  #type;
  #request;
  #json;
  #startsAtMount;
  // While the model is active.
  #signal;
  #isLoading = false;
  // Absent while the model is inactive, and until the wasm module is loaded.
  #capture = null;
  #isStarted = false;
  #error = null;
  // The number of calls. Only the error of the latest one is reported.
  #calls = 0;
  #element = null;

  constructor(type, request, startsAtMount) {
    super();
    this.#type = type;
    this.#startsAtMount = startsAtMount;
    this.setRequest(request);
    this.initialize(this.#read());
  }

  // Sets the request. An equal one is a no-op.
  setRequest(request) {
    const { method, argument, isImmediate } = this.#type;
    checkStreamConstraints(argument, request);
    this.#request = request;
    const json = JSON.stringify(request);
    if (json === this.#json) return;
    this.#json = json;
    if (isImmediate && this.#isStarted && this.#capture) this.#call(method, request);
  }

  start = () => {
    this.#isStarted = true;
    if (this.#capture) this.#call(this.#type.method, this.#request);
    // A load that failed is repeated.
    else if (this.#signal && !this.#isLoading) this.#load(this.#signal);
    else this.#update();
  };

  stop = () => {
    this.#isStarted = false;
    this.#calls++;
    this.#error = null;
    this.#capture?.stop();
    this.#update();
  };

  restart = () => {
    const state = this.#capture?.state;
    if (state === "prompting" || LIVE_STATES.includes(state)) this.#call("restart");
    else this.start();
  };

  // Plays the stream in this element instead of the previous one. Vue calls this at each render.
  attach = (element) => {
    if (element !== null) checkElement(element);
    if (element === this.#element) return;
    if (this.#element) this.#capture?.detach(this.#element);
    this.#element = element;
    if (element) this.#capture?.attach(element);
  };

  activate(signal) {
    this.#signal = signal;
    this.#isStarted ||= this.#startsAtMount;
    signal.addEventListener("abort", () => this.#deactivate());
    this.#load(signal);
  }

  #deactivate() {
    const capture = this.#capture;
    this.#signal = undefined;
    this.#isLoading = false;
    this.#capture = null;
    this.stop();
    capture?.attach(null);
    capture?.stop();
  }

  async #load(signal) {
    this.#isLoading = true;
    this.#error = null;
    this.#update();
    try {
      const capture = await Capture.create();
      if (signal.aborted) return;
      this.#capture = capture;
    } catch (error) {
      if (signal.aborted) return;
      this.#error = error;
    }
    this.#isLoading = false;
    this.#capture?.addEventListener("change", () => this.#update(), { signal });
    if (this.#element) this.#capture?.attach(this.#element);
    if (this.#capture && this.#isStarted) this.start();
    this.#update();
  }

  // Makes a call of the capture, and reports its error.
  #call(method, request) {
    // Before the call, because listeners that it runs may make a later one.
    const call = ++this.#calls;
    const hadError = this.#error !== null;
    this.#error = null;
    const result = this.#capture[method](request);
    if (hadError) this.#update();
    result.catch((error) => {
      // The change of the state may have reported the error. A later call may be one of the capture itself.
      if (call !== this.#calls || this.#capture?.error?.message === error.message) return;
      if (isInterruption(error, this.#capture)) return;
      this.#error = error;
      this.#update();
    });
  }

  #update() {
    this.publish(this.#read());
  }

  #read() {
    const capture = this.#capture;
    const error = (this.#isStarted ? this.#error : null) ?? capture?.error ?? null;
    let state = capture?.state ?? (this.#isStarted ? "prompting" : "idle");
    // An invalid request fails before the state of the capture changes, a load before there is a capture.
    if (error && (!capture || state === "idle")) state = "failed";
    const tracks = { audio: capture?.stateOf("audio") ?? IDLE_TRACK, video: capture?.stateOf("video") ?? IDLE_TRACK };
    return {
      state,
      isLive: LIVE_STATES.includes(state),
      stream: capture?.stream ?? null,
      error,
      loss: capture?.loss ?? null,
      capture,
      stateOf(kind) {
        checkTrackKind(kind);
        return tracks[kind];
      },
      attach: this.attach,
      start: this.start,
      stop: this.stop,
      restart: this.restart,
    };
  }
}
