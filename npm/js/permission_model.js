// `PermissionModel`: the state of a permission, for a component.
import { Model } from "./model.js";
import { PermissionWatch, checkPermissionName } from "./permission_watch.js";

export class PermissionModel extends Model {
  #name;

  constructor(name) {
    super();
    checkPermissionName(name);
    this.#name = name;
    this.initialize("prompt");
  }

  async activate(signal) {
    // Where it fails, for example because the wasm module is not loaded, the state is unknown.
    const watch = await PermissionWatch.create(this.#name).catch(() => undefined);
    if (!watch) return;
    if (signal.aborted) return watch.close();
    signal.addEventListener("abort", () => watch.close());
    watch.addEventListener("change", ({ state }) => this.publish(state));
    this.publish(watch.state);
  }
}
