// A fake device: its constraints, its settings, and its tracks, which behave like those of a real device.
import { Camera, Microphone, isLive } from "./synthetic.js";

const STRING_CONSTRAINTS = ["deviceId", "groupId", "facingMode"];
const NUMBER_CONSTRAINTS = ["width", "height", "frameRate"];
export const CONSTRAINTS = [...STRING_CONSTRAINTS, ...NUMBER_CONSTRAINTS];

export const createError = (name, message, constraint) => {
  if (name === "TypeError") return new TypeError(message);
  // Not every browser has this constructor.
  if (name === "OverconstrainedError" && globalThis.OverconstrainedError) {
    return new OverconstrainedError(constraint ?? "", message);
  }
  const error = new DOMException(message, name);
  if (constraint !== undefined) Object.defineProperty(error, "constraint", { value: constraint, enumerable: true });
  return error;
};

// Browsers dispatch each event in its own task. An event that is dispatched during a listener is therefore queued.
const pendingDispatches = [];
let isDispatching = false;
export function dispatchInOrder(dispatch) {
  pendingDispatches.push(dispatch);
  if (isDispatching) return;
  isDispatching = true;
  while (pendingDispatches.length) {
    try {
      pendingDispatches.shift()();
    } catch (error) {
      reportError(error);
    }
  }
  isDispatching = false;
}

const toArray = (constraint) => (constraint === undefined ? [] : [constraint].flat());
const isBareValue = (constraint) =>
  constraint === null || typeof constraint !== "object" || Array.isArray(constraint);
const requiredOf = (constraint) => (isBareValue(constraint) ? {} : constraint);
const idealOf = (constraint) => (isBareValue(constraint) ? constraint : constraint.ideal);
const minimumOf = (name) => (name === "frameRate" ? 0 : 1);

export class FakeDevice {
  isMuted = false;
  tracks = new Set();
  #sources = new Set();

  // `kind` is a MediaDeviceKind or "display".
  constructor({
    kind,
    deviceId,
    groupId = "",
    label = deviceId,
    facingMode,
    displaySurface,
    width = 640,
    height = 480,
    frameRate = 30,
  }) {
    Object.assign(this, { kind, deviceId, groupId, label, facingMode, displaySurface });
    // A canvas has at least one pixel, and the timer that draws it requires a finite rate.
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
    this.frameRate = frameRate > 0 && frameRate < Infinity ? frameRate : 1;
  }

  get isCamera() {
    return this.kind === "videoinput";
  }

  get hasVideo() {
    return this.isCamera || this.kind === "display";
  }

  liveTracks() {
    return [...this.tracks].filter(isLive).length;
  }

  // Whether the device satisfies the required part of this constraint.
  satisfies(name, constraints) {
    const required = requiredOf(constraints[name]);
    if (STRING_CONSTRAINTS.includes(name)) {
      const exact = toArray(required.exact);
      return exact.length === 0 || exact.includes(this[name]);
    }
    if (!this.hasVideo) return true;
    const { exact, min, max } = required;
    const lowest = minimumOf(name);
    const highest = this[name];
    return (
      (exact ?? min ?? 0) <= highest &&
      (min ?? 0) <= highest &&
      (exact ?? max ?? lowest) >= lowest &&
      (max ?? lowest) >= lowest
    );
  }

  selectSettings(constraints) {
    const settings = {};
    if (!this.hasVideo) return settings;
    for (const name of NUMBER_CONSTRAINTS) {
      const { exact, min = 0, max = Infinity } = requiredOf(constraints[name]);
      const requested = exact ?? idealOf(constraints[name]) ?? this[name];
      const value = Math.min(Math.max(requested, min, minimumOf(name)), max, this[name]);
      settings[name] = name === "frameRate" ? value || this[name] : Math.round(value);
    }
    return settings;
  }

  // The fitness distance of the Media Capture spec.
  fitnessDistance(constraints) {
    let distance = 0;
    for (const name of STRING_CONSTRAINTS) {
      const ideal = toArray(idealOf(constraints[name]));
      if (ideal.length && !ideal.includes(this[name])) distance++;
    }
    for (const [name, value] of Object.entries(this.selectSettings(constraints))) {
      const ideal = idealOf(constraints[name]);
      if (ideal !== undefined) distance += Math.abs(value - ideal) / Math.max(Math.abs(value), Math.abs(ideal));
    }
    return distance;
  }

  // Each track has its own source, so that its size and frame rate are independent.
  open(constraints, settings = this.selectSettings(constraints)) {
    const { width, height, frameRate } = settings;
    const source = this.hasVideo ? new Camera(width, height, frameRate) : new Microphone("silence", 440, 0);
    source.isBlack = this.isMuted;
    this.#sources.add(source);
    return this.#createTrack(source, constraints, settings);
  }

  capabilities() {
    const { deviceId, groupId, facingMode } = this;
    if (!this.hasVideo) return { deviceId, groupId, echoCancellation: [true, false] };
    return {
      deviceId,
      groupId,
      ...(this.isCamera && { facingMode: facingMode ? [facingMode] : [] }),
      ...(this.displaySurface && { displaySurface: this.displaySurface }),
      width: { min: 1, max: this.width },
      height: { min: 1, max: this.height },
      frameRate: { min: 0, max: this.frameRate },
    };
  }

  // Overrides the members of a synthetic track with those of this device.
  #createTrack(source, constraints, settings) {
    const track = source.track();
    const { stop } = track;
    const device = this;
    const fixedSettings = { deviceId: this.deviceId, groupId: this.groupId };
    if (this.facingMode) fixedSettings.facingMode = this.facingMode;
    if (this.displaySurface) fixedSettings.displaySurface = this.displaySurface;
    if (!this.hasVideo) Object.assign(fixedSettings, { echoCancellation: true, sampleRate: 48000, channelCount: 1 });
    const members = {
      label: { get: () => device.label },
      muted: { get: () => device.isMuted },
      getSettings: { value: () => ({ ...fixedSettings, ...settings }) },
      getCapabilities: { value: () => device.capabilities() },
      getConstraints: { value: () => structuredClone(constraints) },
      applyConstraints: {
        async value(newConstraints) {
          newConstraints ??= {};
          const unmet = CONSTRAINTS.find((name) => !device.satisfies(name, newConstraints));
          if (unmet !== undefined) throw createError("OverconstrainedError", "", unmet);
          constraints = structuredClone(newConstraints);
          settings = device.selectSettings(newConstraints);
          if (isLive(track)) source.resize(settings.width, settings.height, settings.frameRate);
        },
      },
      clone: {
        value() {
          const clone = device.open(constraints, settings);
          clone.enabled = track.enabled;
          if ("contentHint" in track) clone.contentHint = track.contentHint;
          if (!isLive(track)) clone.stop();
          return clone;
        },
      },
      stop: {
        value() {
          stop.call(track);
          source.close();
          device.#sources.delete(source);
          device.tracks.delete(track);
        },
      },
      // In Firefox, listeners on a track receive events of scripts only with its fourth argument, `wantsUntrusted`.
      addEventListener: {
        value: (type, listener, options) =>
          EventTarget.prototype.addEventListener.call(track, type, listener, options ?? false, true),
      },
    };
    for (const descriptor of Object.values(members)) descriptor.configurable = true;
    Object.defineProperties(track, members);
    this.tracks.add(track);
    return track;
  }

  // Ends all tracks with an `ended` event, which `stop()` does not dispatch.
  end() {
    for (const track of [...this.tracks]) {
      // A listener of an earlier track may have stopped this one, which then has no event.
      if (!isLive(track)) continue;
      track.stop();
      dispatchInOrder(() => track.dispatchEvent(new Event("ended")));
    }
  }

  setMuted(isMuted) {
    if (this.isMuted === isMuted) return;
    this.isMuted = isMuted;
    for (const source of this.#sources) source.isBlack = isMuted;
    for (const track of [...this.tracks]) {
      dispatchInOrder(() => {
        const isCurrent = isLive(track) && this.isMuted === isMuted;
        if (isCurrent) track.dispatchEvent(new Event(isMuted ? "mute" : "unmute"));
      });
    }
  }

  // Returns a MediaDeviceInfo. Without permission, its identifiers are empty.
  info(isExposed) {
    const { kind, deviceId, groupId, label } = this;
    const info = isExposed ? { kind, deviceId, groupId, label } : { kind, deviceId: "", groupId: "", label: "" };
    return {
      ...info,
      ...(kind !== "audiooutput" && { getCapabilities: () => (isExposed ? this.capabilities() : {}) }),
      toJSON: () => info,
    };
  }
}
