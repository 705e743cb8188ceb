// The part that the entries `/` and `/full` share. `load` loads the wasm module, `wasm` has its functions.
export function createEntry(load, wasm) {
  let loading;
  let isLoaded = false;

  function init(module_or_path) {
    if (typeof document === "undefined") {
      // Servers and workers cannot capture, so the module is not loaded there.
      const message = "There is no camera or microphone outside of a page. Call this in a page.";
      return Promise.reject(new DOMException(message, "NotSupportedError"));
    }
    loading ??= load(module_or_path === undefined ? undefined : { module_or_path }).then(
      () => {
        isLoaded = true;
      },
      (error) => {
        // The next call tries again.
        loading = undefined;
        throw error;
      },
    );
    return loading;
  }

  return {
    init,
    isLoaded: () => isLoaded,

    async getUserMedia(constraints, options) {
      await init();
      return wasm.getUserMedia(constraints, options);
    },

    // Before the module is loaded, only errors of this package itself are known, and their messages are sufficient.
    errorKind(error) {
      if (isLoaded) return wasm.errorKind(error);
      const name = error?.name;
      return name === "NotSupportedError" ? "Unsupported" : name === "InvalidStateError" ? "InvalidState" : "Other";
    },
    describeError: (error) => (isLoaded ? wasm.describeError(error) : String(error)),
    errorHelp: (error) => (isLoaded ? wasm.errorHelp(error) : String(error)),
  };
}
