// The destinations of recordings.
import { check, checkString, hasMethod, isObject } from "./arguments.js";
import * as wasm from "./recorder/local_media_stream.js";
import { init } from "./recorder_module.js";

// The wasm object of each sink that no recorder has used.
const sessions = new WeakMap();

export class OpfsSink {
  #name;

  static async create(name) {
    checkString("name", name);
    await init();
    const session = await wasm.createOpfsSession(name);
    const sink = new OpfsSink(name);
    sessions.set(sink, session);
    return sink;
  }

  static async names() {
    await init();
    return wasm.recordingNames();
  }

  static async remove(name) {
    checkString("name", name);
    await init();
    return wasm.removeRecording(name);
  }

  constructor(name) {
    this.#name = name;
  }

  get name() {
    return this.#name;
  }
}

// Returns the wasm object of an `OpfsSink` for the only recorder that can use it, and `undefined` for other values.
export function takeSession(sink) {
  if (!(sink instanceof OpfsSink)) return undefined;
  const session = sessions.get(sink);
  sessions.delete(sink);
  if (session) return session;
  throw new DOMException("The sink is for one recorder. Call OpfsSink.create for each.", "InvalidStateError");
}

const hasMethods = (value, methods) => methods.every((method) => hasMethod(value, method));
const isSink = (value) => hasMethods(value, ["write", "patch", "finish"]);
const isFileStream = (value) => hasMethods(value, ["write", "seek", "close"]);

export function toSink(name, value) {
  const isValid = value === undefined || value instanceof OpfsSink || isSink(value) || isFileStream(value);
  check(isValid, name, "an OpfsSink, a FileSystemWritableFileStream, or an object with write, patch and finish");
  return value;
}

// Browsers replace the selected file when the stream is closed.
function createFileSink(stream) {
  let end = 0;
  const write = (position, data) => stream.write({ type: "write", position, data });
  return {
    async write(data) {
      await write(end, data);
      end += data.size;
    },
    patch: write,
    finish: () => stream.close(),
  };
}

// Returns the result of a call. It throws objects only: an error of `undefined` would not be one of the recording.
async function callSink(call) {
  try {
    return await call();
  } catch (cause) {
    throw isObject(cause) ? cause : new Error("The sink failed. Its error is the cause.", { cause });
  }
}

// Returns the object that the wasm module calls: each of its methods returns a promise.
export function createCalls(value) {
  if (value === undefined || value instanceof OpfsSink) return undefined;
  const sink = isSink(value) ? value : createFileSink(value);
  return {
    write: (data) => callSink(() => sink.write(data)),
    patch: (offset, bytes) => callSink(() => sink.patch(offset, bytes)),
    async finish(mimeType) {
      const file = (await callSink(() => sink.finish(mimeType))) ?? undefined;
      check(file === undefined || hasMethod(file, "arrayBuffer"), "the result of finish", "a Blob or undefined");
      return file;
    },
  };
}
