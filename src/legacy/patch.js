// Property changes that can be undone. `undo()` restores every property with its original attributes.
import {
  String,
  TypeError,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  global,
  ownKeys,
  setPrototypeOf,
} from "./intrinsics.js";

// Without its prototype, a descriptor has no `get` if a page has added one to `Object.prototype`.
const own = (descriptor) => descriptor && setPrototypeOf(descriptor, null) && descriptor;

export class Patch {
  #changes = [];
  #undoActions = [];

  // Defines a missing property. An existing property of the browser or the page is kept.
  add(object, key, descriptor) {
    if (!(key in object)) this.replace(object, key, descriptor);
  }

  replace(object, key, descriptor) {
    const before = own(getOwnPropertyDescriptor(object, key));
    if (!defineProperty(object, key, own(descriptor))) {
      throw new TypeError(`Cannot define ${nameOf(object)}.${String(key)}: it is sealed. Nothing is installed`);
    }
    this.#changes.push({ object, key, before, after: getOwnPropertyDescriptor(object, key) });
  }

  onUndo(action) {
    this.#undoActions.push(action);
  }

  // Members of an object literal have the attributes that WebIDL requires: enumerable, writable, configurable, with the
  // right names and lengths, and not constructors.
  addAll(object, members) {
    for (const key of ownKeys(members)) this.add(object, key, getOwnPropertyDescriptor(members, key));
  }

  replaceAll(object, members) {
    for (const key of ownKeys(members)) this.replace(object, key, getOwnPropertyDescriptor(members, key));
  }

  // Defines a missing interface as a global, which is not enumerable.
  addGlobal(name, value) {
    // Not `in`: an element with this ID is a property of the window's prototype chain.
    if (getOwnPropertyDescriptor(global, name)) return;
    this.replace(global, name, { value, writable: true, configurable: true });
  }

  // Returns the names of the properties that were not restored, because other code has changed them.
  undo() {
    const notRestored = [];
    for (const action of this.#undoActions.splice(0)) action();
    for (const { object, key, before, after } of this.#changes.splice(0).reverse()) {
      const now = getOwnPropertyDescriptor(object, key);
      const isUnchanged = now && ["value", "get", "set"].every((part) => now[part] === after[part]);
      const isRestored =
        isUnchanged && (before ? defineProperty(object, key, before) : deleteProperty(object, key));
      if (!isRestored) notRestored.push(`${nameOf(object)}.${String(key)}`);
    }
    return notRestored;
  }
}

function nameOf(object) {
  if (object === global) return "window";
  if (typeof object === "function") return object.name;
  return `${object.constructor?.name}.prototype`;
}
