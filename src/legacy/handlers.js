// Attributes such as `onended`, as HTML has them.

// What is set on what, by type.
const handlers = new WeakMap();

export function handler(type, check) {
  const name = `on${type}`;
  return {
    get [name]() {
      check(this);
      return handlers.get(this)?.[type]?.callback ?? null;
    },
    set [name](value) {
      check(this);
      const callback = value !== null && ["function", "object"].includes(typeof value) ? value : null;
      const all = handlers.get(this) ?? {};
      handlers.set(this, all);
      if (callback && all[type]) {
        // It keeps its place among the listeners.
        all[type].callback = callback;
      } else if (callback) {
        all[type] = { callback, handleEvent: call };
        this.addEventListener(type, all[type]);
      } else if (all[type]) {
        this.removeEventListener(type, all[type]);
        delete all[type];
      }
    },
  };
}

function call(event) {
  const { callback } = this;
  if (typeof callback !== "function") return;
  if (Reflect.apply(callback, event.currentTarget, [event]) === false) event.preventDefault();
}
