// The load of a wasm module. `load` is of load.js.
import { check } from "./arguments.js";
import { errorHelp } from "./errors.js";

export function createInit(load) {
  let loading;
  let isLoaded = false;

  async function start(source) {
    try {
      await load(source);
      isLoaded = true;
    } catch (cause) {
      // The next call tries again.
      loading = undefined;
      const name = "LoadError";
      const message = `The wasm module could not be loaded. ${errorHelp({ name })}`;
      throw Object.assign(new Error(message), { name, cause });
    }
  }

  async function init(wasm) {
    const isSource = typeof wasm === "string" || (typeof wasm === "object" && wasm !== null);
    check(wasm === undefined || isSource, "wasm", "a URL, a Response, bytes or a module");
    if (typeof document === "undefined") {
      // Servers and workers cannot capture, so the module is not loaded there.
      const message = "There is no camera or microphone outside of a page. Call this in a page.";
      throw new DOMException(message, "NotSupportedError");
    }
    return (loading ??= start(wasm));
  }

  return { init, isLoaded: () => isLoaded };
}

// Returns a check for synchronous functions, which cannot wait until the module is loaded. It is not part of each entry.
export const createRequireLoaded =
  (isLoaded) =>
  (alternative = "") => {
    if (isLoaded()) return;
    throw new DOMException(`The wasm module is not loaded. Await init() first${alternative}.`, "InvalidStateError");
  };
