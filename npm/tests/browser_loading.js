// The package before its wasm module is loaded, and after a failed load. Runs before other tests load `/full`.
import { createEntry } from "./pkg/entry.js";
import { describeError, errorHelp, errorKind, init } from "./pkg/full.js";
import { assert, equal, rejection } from "./harness.js";

// An entry whose module is loaded by `finish`. Counts the prompts.
function createSlowEntry() {
  const entry = { prompts: 0 };
  const load = () => new Promise((resolve, reject) => Object.assign(entry, { finish: resolve, fail: reject }));
  const getUserMedia = async () => {
    entry.prompts++;
    return new MediaStream();
  };
  return Object.assign(entry, createEntry(load, { getUserMedia }));
}

export const tests = {
  async "loading: an abort rejects at once, and prevents the request"() {
    const entry = createSlowEntry();
    const reason = new Error("cancelled");
    const controller = new AbortController();
    const request = entry.getUserMedia({ video: true }, controller);
    controller.abort(reason);
    equal(await rejection(request), reason);
    entry.finish();
    await entry.init();
    equal(entry.prompts, 0);
    await entry.getUserMedia({ video: true });
    equal(entry.prompts, 1);
  },

  async "loading: an invalid signal rejects at once"() {
    const entry = createSlowEntry();
    equal((await rejection(entry.getUserMedia({ video: true }, { signal: 7 }))).name, "TypeError");
    equal(entry.finish, undefined, "nothing is loaded:");
  },

  async "loading: a failed load is a LoadError, and the next call tries again"() {
    const entry = createSlowEntry();
    const requests = [entry.init(), entry.getUserMedia({ video: true })];
    const cause = new TypeError("404");
    entry.fail(cause);
    for (const request of requests) {
      const error = await rejection(request);
      equal(error.name, "LoadError");
      equal(error.cause, cause);
      equal(errorKind(error), "Load");
      assert(error.message.includes("wasm-unsafe-eval"), error.message);
      assert(errorHelp(error).includes("wasm-unsafe-eval"), errorHelp(error));
      assert(describeError(error).startsWith("A part of the page could not be loaded. "), describeError(error));
    }
    const retry = entry.getUserMedia({ video: true });
    entry.finish();
    await retry;
    equal(entry.prompts, 1);
  },

  async "loading: a missing wasm file is a LoadError"() {
    const error = await rejection(init("no-such-file.wasm"));
    equal(errorKind(error), "Load");
    assert(error.cause);
  },

  async "errors: kinds and texts do not depend on the wasm module"() {
    for (const [name, kind, text] of [
      ["NotAllowedError", "NotAllowed", "Access to the camera, microphone or screen was denied. "],
      ["PermissionDeniedError", "NotAllowed", "Access to the camera, microphone or screen was denied. "],
      ["PermissionDismissedError", "NotAllowed", "Access to the camera, microphone or screen was denied. "],
      ["NotFoundError", "NotFound", "No matching device was found. "],
      ["DevicesNotFoundError", "NotFound", "No matching device was found. "],
      ["NotReadableError", "NotReadable", "The device does not respond. "],
      ["TrackStartError", "NotReadable", "The device does not respond. "],
      ["OverconstrainedError", "Overconstrained", "No device supports the requested settings. "],
      ["ConstraintNotSatisfiedError", "Overconstrained", "No device supports the requested settings. "],
      ["AbortError", "Abort", "The operation was interrupted. "],
      ["SecurityError", "Security", "Capture is disabled for this page. "],
      ["InvalidStateError", "InvalidState", "Capture is not possible right now. "],
      ["NotSupportedError", "Unsupported", "This browser does not support the feature. "],
      ["TypeError", "Type", "The page made an invalid request. "],
      ["DataError", "Other", "The browser reported an unknown error. "],
      ["constructor", "Other", "The browser reported an unknown error. "],
      [7, "Other", "The browser reported an unknown error. "],
    ]) {
      equal(errorKind({ name }), kind, String(name));
      assert(describeError({ name }).startsWith(text), describeError({ name }));
    }
    for (const constraint of ["deviceId", "groupId"]) {
      const missing = { name: "OverconstrainedError", constraint };
      equal(errorKind(missing), "Overconstrained");
      assert(describeError(missing).startsWith("The selected device is not connected. "), describeError(missing));
      assert(errorHelp(missing).includes("cleared the site's data"), errorHelp(missing));
      equal(describeError(missing, { MissingDevice: "Das Gerät fehlt.", Overconstrained: "falsch" }), "Das Gerät fehlt.");
    }
    const texts = { NotAllowed: "Zugriff verweigert.", Other: "Unbekannt." };
    equal(describeError({ name: "NotAllowedError" }, texts), "Zugriff verweigert.");
    equal(errorHelp({ name: "NotAllowedError" }, texts), "Zugriff verweigert.");
    equal(describeError({ name: "AbortError" }, texts), describeError({ name: "AbortError" }));
    equal(describeError(undefined, texts), "Unbekannt.");
  },
};
