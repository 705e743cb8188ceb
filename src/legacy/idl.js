// What makes a class look like the browser's own.

// A class is made when it is first needed, since what it extends is not there on a server, and made once.
export function once(make) {
  let made;
  return () => (made ??= make());
}

// The members come as a literal, which is what makes them enumerable, as WebIDL wants it.
export function idl(name, Interface, members = {}, constants = {}) {
  // Not left to the source, whose names a minifier shortens.
  Object.defineProperty(Interface, "name", { value: name, configurable: true });
  const { prototype } = Interface;
  Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(members));
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [key, value] of Object.entries(constants)) {
    for (const object of [Interface, prototype]) Object.defineProperty(object, key, { value, enumerable: true });
  }
  return Interface;
}

export const illegal = (what = "invocation") => new TypeError(`Illegal ${what}`);

// The thing's own private part; a TypeError for whatever has none.
export function own(map, object) {
  if (!map.has(object)) throw illegal();
  return map.get(object);
}

// The browser's own getter refuses what is not of its interface, of this page's or another's.
export const nativeGetter = (Interface, key) => {
  const { get } = Object.getOwnPropertyDescriptor(Interface.prototype, key) ?? {};
  if (!get) throw new TypeError(`The page has no ${key} of ${Interface.name} any more; nothing is installed`);
  return (object) => Reflect.apply(get, object, []);
};

// The page may tamper with its timers, for tests for example; what is due is due.
export const later = globalThis.setTimeout;
