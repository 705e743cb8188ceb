// The entry `/recorder`: recordings of streams and captures. It has its own wasm module, which knows a `Capture` of `/full`
// by its tracks and its `change` event only.
import { check, checkString, hasMethod, readOptions, toOneOf, toU32 } from "./arguments.js";
import { addErrors } from "./errors.js";
import { recordingErrors } from "./recorder_errors.js";
import * as wasm from "./recorder/local_media_stream.js";
import { init, requireLoaded } from "./recorder_module.js";
import { createCalls, takeSession, toSink } from "./recorder_sinks.js";

export { describeError, errorHelp, errorKind } from "./errors.js";
export { init } from "./recorder_module.js";
export { OpfsSink } from "./recorder_sinks.js";

addErrors(recordingErrors);

function toTypes(name, value) {
  const isValid = Array.isArray(value) && value.length > 0 && value.every((type) => typeof type === "string");
  check(value === undefined || isValid, name, "an array of MIME types");
  return value;
}

function toTimeslice(name, value) {
  check(value === undefined || (typeof value === "number" && value >= 1), name, "a number of at least 1");
  return toU32(name, value);
}

const readRecorderOptions = (options) =>
  readOptions("options", options, {
    types: toTypes,
    audioBitsPerSecond: toU32,
    videoBitsPerSecond: toU32,
    audioBitrateMode: toOneOf(["constant", "variable"]),
    keyFrameIntervalMs: toU32,
    timesliceMs: toTimeslice,
    sink: toSink,
  });

const isStream = (source) => hasMethod(source, "getTracks");

function checkSource(source) {
  const isSource = hasMethod(source, "addEventListener") && (isStream(source) || "stream" in source);
  check(isSource, "source", "a MediaStream or a Capture");
}

// Protects recorders from garbage collection while they record.
const active = new Set();

export class Recorder extends EventTarget {
  #session;

  static async create(source, options) {
    checkSource(source);
    readRecorderOptions(options);
    await init();
    return new Recorder(source, options);
  }

  static async recover(name) {
    checkString("name", name);
    await init();
    return wasm.recover(name);
  }

  static supportedTypes() {
    requireLoaded();
    return wasm.supportedTypes();
  }

  constructor(source, options) {
    super();
    requireLoaded(", or use Recorder.create()");
    checkSource(source);
    const { types, audioBitsPerSecond, videoBitsPerSecond, audioBitrateMode, keyFrameIntervalMs, timesliceMs, sink } =
      readRecorderOptions(options);
    // Before the sink is taken, so that another recorder can use it.
    if (types) wasm.checkTypes(types);
    // A weak reference, so that a recorder that does not record can be garbage-collected.
    const weak = new WeakRef(this);
    this.#session = new wasm.RecorderSession(
      isStream(source) ? source : undefined,
      () => source.stream?.getTracks(),
      source,
      types,
      audioBitsPerSecond,
      videoBitsPerSecond,
      audioBitrateMode,
      keyFrameIntervalMs,
      timesliceMs,
      takeSession(sink),
      createCalls(sink),
      (state) => weak.deref()?.#onStateChange(state),
      (blob, timecode, duration) =>
        weak.deref()?.dispatchEvent(Object.assign(new Event("chunk"), { blob, timecode, duration })),
    );
  }

  #onStateChange(state) {
    if (state === "stopped") active.delete(this);
    else active.add(this);
    this.dispatchEvent(Object.assign(new Event("statechange"), { state }));
  }

  get state() {
    return this.#session.state;
  }

  get position() {
    return this.#session.position;
  }

  get mimeType() {
    return this.#session.mimeType;
  }

  get gaps() {
    return this.#session.gaps;
  }

  start() {
    this.#session.start();
  }

  pause() {
    this.#session.pause();
  }

  resume() {
    this.#session.resume();
  }

  async stop() {
    return this.#session.stop();
  }
}
