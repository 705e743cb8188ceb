// Defines `[Symbol.dispose]()` as an alias of a method, where the engine has it. Supports `using`.
export function makeDisposable({ prototype }, method) {
  if (!Symbol.dispose) return;
  Object.defineProperty(prototype, Symbol.dispose, { value: prototype[method], writable: true, configurable: true });
}
