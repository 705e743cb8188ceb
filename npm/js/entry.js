// The part that the entries with getUserMedia share. `load` loads the wasm module.
import { abortable, signalOf, throwIfAborted } from "./abort.js";
import { createInit } from "./init.js";
import { adopt } from "./local_media_stream.js";

export function createEntry(load, { getUserMedia }) {
  const { init, isLoaded } = createInit(load);

  // Opens a stream by a function of the wasm module. Rejects at an abort, also while the module is loaded.
  async function request(open, requestOptions) {
    const signal = signalOf(requestOptions);
    return abortable(
      signal,
      async () => {
        // Does not wait if the module is loaded: getDisplayMedia requires the call in a user gesture.
        if (!isLoaded()) await init();
        throwIfAborted(signal);
        return adopt(await open());
      },
      // A stream that the browser opens after the abort is stopped on arrival.
      (stream) => stream.then((stream) => stream.stop(), () => {}),
    );
  }

  return {
    init,
    isLoaded,
    request,
    getUserMedia: (constraints, requestOptions) => request(() => getUserMedia(constraints), requestOptions),
  };
}
