// The processors of the benchmarks of sound.

// Delivers the time, in milliseconds after the origin, as its samples.
class Clock extends AudioWorkletProcessor {
  #origin;

  constructor({ processorOptions: { origin } }) {
    super();
    this.#origin = origin;
  }

  process(inputs, [[output]]) {
    output.fill(Date.now() - this.#origin);
    return true;
  }
}

// Posts each block of samples in a new array, or nothing if the length is 0.
class Samples extends AudioWorkletProcessor {
  #length;
  #values;
  #filled = 0;

  constructor({ processorOptions: { length } }) {
    super();
    this.#length = length;
  }

  process([[input]]) {
    if (!this.#length || !input) return true;
    if (!this.#filled) this.#values = new Float32Array(this.#length);
    this.#values.set(input, this.#filled);
    this.#filled += input.length;
    if (this.#filled === this.#length) {
      this.port.postMessage(this.#values, [this.#values.buffer]);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor("clock", Clock);
registerProcessor("samples", Samples);
