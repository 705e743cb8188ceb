// Defines classes that are indistinguishable from WebIDL interfaces of the browser.
import {
  TypeError,
  apply,
  defineProperties,
  defineProperty,
  entries,
  getOwnPropertyDescriptor,
  getOwnPropertyDescriptors,
} from "./intrinsics.js";

// Creates a class at its first use and caches it: on a server, the class that it extends does not exist.
export function lazy(create) {
  let created;
  return () => (created ??= create());
}

// The members are an object literal, not class members: WebIDL members are enumerable.
export function defineInterface(name, Interface, members = {}, constants = {}) {
  // Set explicitly, since minifiers rename classes.
  defineProperty(Interface, "name", { value: name, configurable: true });
  const { prototype } = Interface;
  defineProperties(prototype, getOwnPropertyDescriptors(members));
  defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [key, value] of entries(constants)) {
    for (const object of [Interface, prototype]) defineProperty(object, key, { value, enumerable: true });
  }
  return Interface;
}

export const illegalError = (subject = "invocation") => new TypeError(`Illegal ${subject}`);

// Returns the internal slots of an object. Throws a TypeError for an object of another interface.
export function slotsOf(map, object) {
  if (!map.has(object)) throw illegalError();
  return map.get(object);
}

// Native getters throw for an object of another interface, and accept objects of other realms.
export const nativeGetter = (Interface, key) => {
  const { get } = getOwnPropertyDescriptor(Interface.prototype, key) ?? {};
  if (!get) throw new TypeError(`${Interface.name}.${key} has no native getter. Nothing is installed`);
  return (object) => apply(get, object, []);
};
