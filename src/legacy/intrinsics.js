// The globals that the shim uses, saved when it loads: libraries of that time replace some of them. MooTools replaces
// `Event`, for example.
export const {
  Array,
  Audio,
  Blob,
  DOMException,
  Event,
  HTMLMediaElement,
  Map,
  MediaDevices,
  MediaStream,
  MediaStreamTrack,
  MutationObserver,
  Navigator,
  OverconstrainedError,
  Proxy,
  Set,
  String,
  TypeError,
  URL,
  WeakMap,
  WeakRef,
  WeakSet,
  document,
  isFinite,
  navigator,
  parseFloat,
  // Tests of a page may replace timers.
  setTimeout: queueTask,
} = globalThis;

export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  get: getProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has: hasProperty,
  ownKeys,
  set: setProperty,
  setPrototypeOf,
} = Reflect;

export const { assign, create, defineProperties, entries, getOwnPropertyDescriptors, keys } = Object;

export const { isArray } = Array;

// Pages can also replace this name.
export const global = globalThis;

export const isObject = (value) => typeof value === "object" && value !== null;
