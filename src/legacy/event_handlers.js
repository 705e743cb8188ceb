// Event handler IDL attributes such as `onended`, with HTML's semantics.
import { WeakMap, apply } from "./intrinsics.js";

// The active handlers by target, then by event type.
const handlers = new WeakMap();

// `requireTarget` throws if `this` is not of the right interface.
export function eventHandlerAttribute(type, requireTarget) {
  const name = `on${type}`;
  return {
    get [name]() {
      requireTarget(this);
      return handlers.get(this)?.[type]?.callback ?? null;
    },
    set [name](value) {
      requireTarget(this);
      const callback = value !== null && ["function", "object"].includes(typeof value) ? value : null;
      const byType = handlers.get(this) ?? {};
      handlers.set(this, byType);
      if (callback && byType[type]) {
        // A replaced handler keeps its position among the listeners.
        byType[type].callback = callback;
      } else if (callback) {
        byType[type] = { callback, handleEvent };
        this.addEventListener(type, byType[type]);
      } else if (byType[type]) {
        this.removeEventListener(type, byType[type]);
        delete byType[type];
      }
    },
  };
}

function handleEvent(event) {
  const { callback } = this;
  if (typeof callback !== "function") return;
  if (apply(callback, event.currentTarget, [event]) === false) event.preventDefault();
}
