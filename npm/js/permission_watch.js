// What is permitted, and when that changes.
import { disposable } from "./disposable.js";
import { init, wasm } from "./full_module.js";

// Only `create` makes one: before the browser has told it there is no state.
const making = {};

export class PermissionWatch extends EventTarget {
  #session;
  #name;
  #state;
  #isKnown;

  static async create(name, { panTiltZoom = false } = {}) {
    await init();
    const watch = new PermissionWatch(making);
    watch.#name = String(name);
    watch.#session = await wasm.watchPermission(watch.#name, panTiltZoom, () => watch.#changed());
    watch.#isKnown = watch.#session.isKnown;
    watch.#state = watch.#session.state;
    return watch;
  }

  constructor(key) {
    if (key !== making) throw new TypeError("PermissionWatch.create() makes one");
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

  #changed() {
    // It may come before the answer has: the state is read then.
    if (!this.#session) return;
    this.#state = this.#session.state;
    this.dispatchEvent(new Event("change"));
  }
}

disposable(PermissionWatch, "close");
