// The base of the classes that observe something until they are closed.
import { makeDisposable } from "./disposable.js";

// The key of the object of the wasm module, which is absent after close().
export const session = Symbol("session");

export class Watch extends EventTarget {
  // `create()` of a subclass passes an instance of its class of the wasm module.
  constructor(value, Session) {
    if (!(value instanceof Session)) throw new TypeError("The constructor is private. Use create().");
    super();
    this[session] = value;
  }

  close() {
    this[session]?.free();
    this[session] = undefined;
  }
}

makeDisposable(Watch, "close");
