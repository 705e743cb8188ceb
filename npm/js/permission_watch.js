import { checkString } from "./arguments.js";
import { makeDisposable } from "./disposable.js";
import * as wasm from "./full/local_media_stream.js";
import { init } from "./full_module.js";

// Makes the constructor private: an instance requires the first state, which is asynchronous.
const constructorKey = {};

export class PermissionWatch extends EventTarget {
  #session;
  #name;
  #state;
  #isKnown;

  static async create(name, { panTiltZoom } = {}) {
    checkString("name", name);
    await init();
    const watch = new PermissionWatch(constructorKey);
    watch.#name = name;
    watch.#session = await wasm.watchPermission(name, Boolean(panTiltZoom), (state) => watch.#onChange(state));
    watch.#isKnown = watch.#session.isKnown;
    watch.#state = watch.#session.state;
    return watch;
  }

  constructor(key) {
    if (key !== constructorKey) {
      throw new TypeError("PermissionWatch has no public constructor. Use PermissionWatch.create().");
    }
    super();
  }

  get name() {
    return this.#name;
  }

  get state() {
    return this.#state;
  }

  get isKnown() {
    return this.#isKnown;
  }

  close() {
    this.#session?.free();
    this.#session = undefined;
  }

  #onChange(state) {
    // A change before the session exists: create() reads the state afterwards.
    if (!this.#session) return;
    this.#state = state;
    this.dispatchEvent(Object.assign(new Event("change"), { state }));
  }
}

makeDisposable(PermissionWatch, "close");
