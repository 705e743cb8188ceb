// The state of a component. The hooks of the entries /react and /vue render its snapshot.
//
// A model is active while its component is mounted. React's StrictMode mounts a component twice. An inactive model has
// the initial snapshot, which is that of a server.
export class Model {
  #initial;
  #snapshot;
  #onChange;

  // React calls these as functions.
  getSnapshot = () => this.#snapshot;
  getInitialSnapshot = () => this.#initial;

  // Activates the model, and calls back after each change. The returned function deactivates it.
  subscribe = (onChange) => {
    const controller = new AbortController();
    this.#onChange = onChange;
    this.activate(controller.signal);
    return () => {
      this.#onChange = undefined;
      controller.abort();
      this.#snapshot = this.#initial;
    };
  };

  // For subclasses, which also define `activate(signal)`. The abort of its signal deactivates the model.
  initialize(snapshot) {
    this.#initial = this.#snapshot = snapshot;
  }

  publish(snapshot) {
    if (!this.#onChange) return;
    this.#snapshot = snapshot;
    this.#onChange();
  }
}
