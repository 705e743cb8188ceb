import { checkOneOf, readOptions, toBoolean } from "./arguments.js";
import * as wasm from "./full/local_media_stream.js";
import { init } from "./full_module.js";
import { Watch } from "./watch.js";

const NAMES = ["camera", "microphone", "speaker-selection", "display-capture", "captured-surface-control"];

export const checkPermissionName = (name) => checkOneOf("name", name, NAMES);

export class PermissionWatch extends Watch {
  #name;
  #state;
  #isKnown;

  static async create(name, options) {
    checkPermissionName(name);
    const { panTiltZoom } = readOptions("options", options, { panTiltZoom: toBoolean });
    await init();
    let watch;
    // A change before the watch exists is in its first state.
    watch = new PermissionWatch(await wasm.watchPermission(name, panTiltZoom, (state) => watch?.#onChange(state)));
    watch.#name = name;
    return watch;
  }

  constructor(value) {
    super(value, wasm.PermissionSession);
    this.#state = value.state;
    this.#isKnown = value.isKnown;
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

  #onChange(state) {
    this.#state = state;
    this.dispatchEvent(Object.assign(new Event("change"), { state }));
  }
}
