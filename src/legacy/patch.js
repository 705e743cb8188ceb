// Properties that are put in place, and the way back: each is as it was before, to the last flag.

const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

export class Patch {
  #done = [];
  #further = [];

  // Adds what is not there. What the browser or the page has, stays.
  add(object, key, descriptor) {
    if (!(key in object)) this.put(object, key, descriptor);
  }

  // Puts it in the place of whatever there is.
  put(object, key, descriptor) {
    const before = getOwnPropertyDescriptor(object, key);
    if (!defineProperty(object, key, descriptor)) {
      throw new TypeError(`The page does not let ${nameOf(object)} have another ${String(key)}; nothing is installed`);
    }
    this.#done.push({ object, key, before, ours: getOwnPropertyDescriptor(object, key) });
  }

  // What else is to be done on the way back.
  onUndo(action) {
    this.#further.push(action);
  }

  // The members of a literal are what WebIDL wants those of an interface to be: enumerable, writable, configurable,
  // with the right names and lengths, and no constructors.
  addAll(object, members) {
    for (const key of ownKeys(members)) this.add(object, key, getOwnPropertyDescriptor(members, key));
  }

  putAll(object, members) {
    for (const key of ownKeys(members)) this.put(object, key, getOwnPropertyDescriptor(members, key));
  }

  // A global of a page: an interface, which is not enumerable.
  addGlobal(name, value) {
    // Not `in`: an element with that id would count.
    if (getOwnPropertyDescriptor(globalThis, name)) return;
    this.put(globalThis, name, { value, writable: true, configurable: true });
  }

  // Tells what is not as it was, because somebody else has changed it since.
  undo() {
    const left = [];
    for (const action of this.#further.splice(0)) action();
    for (const { object, key, before, ours } of this.#done.splice(0).reverse()) {
      const now = getOwnPropertyDescriptor(object, key);
      const isOurs = now && ["value", "get", "set"].every((part) => now[part] === ours[part]);
      const undone =
        isOurs && (before ? defineProperty(object, key, before) : Reflect.deleteProperty(object, key));
      if (!undone) left.push(`${nameOf(object)}.${String(key)}`);
    }
    return left;
  }
}

function nameOf(object) {
  if (object === globalThis) return "window";
  if (typeof object === "function") return object.name;
  return `${object.constructor?.name}.prototype`;
}
