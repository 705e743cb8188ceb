// Lets `using` end what a class has, with the method that ends it.
export function disposable({ prototype }, method) {
  if (!Symbol.dispose) return;
  Object.defineProperty(prototype, Symbol.dispose, { value: prototype[method], writable: true, configurable: true });
}
