// Loads the wasm of an entry once, when it is first needed.
export class Loader {
  // Whether it can be called.
  ready = false;
  #load;
  #loading;

  constructor(load) {
    this.#load = load;
  }

  init(module_or_path) {
    if (typeof document === "undefined") {
      // Nothing here could ever be captured: on a server, in a worker. Not a byte is loaded to find that out.
      return Promise.reject(
        new DOMException("There is no camera or microphone outside of a page", "NotSupportedError"),
      );
    }
    this.#loading ??= this.#load(module_or_path === undefined ? undefined : { module_or_path }).then(
      () => {
        this.ready = true;
      },
      (error) => {
        // A failed download may be tried again.
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}
