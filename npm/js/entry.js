// The part that the entries with a wasm module share. `load` loads the module.
import { abortable, signalOf, throwIfAborted } from "./abort.js";
import { check } from "./arguments.js";
import { errorHelp } from "./errors.js";
import { adopt } from "./local_media_stream.js";

export function createEntry(load, { getUserMedia }) {
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

  // Opens a stream by a function of the wasm module. Rejects at an abort, also while the module is loaded.
  async function request(open, requestOptions) {
    const signal = signalOf(requestOptions);
    return abortable(
      signal,
      async () => {
        // Does not wait if the module is loaded: getDisplayMedia requires the call in a user gesture.
        if (!isLoaded) await init();
        throwIfAborted(signal);
        return adopt(await open());
      },
      // A stream that the browser opens after the abort is stopped on arrival.
      (stream) => stream.then((stream) => stream.stop(), () => {}),
    );
  }

  return {
    init,
    isLoaded: () => isLoaded,
    request,
    getUserMedia: (constraints, requestOptions) => request(() => getUserMedia(constraints), requestOptions),
  };
}
