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

// Posts each block of samples, or nothing if the length is 0. The arrays are new, or those whose memory has returned.
class Samples extends AudioWorkletProcessor {
  #length;
  #unused = [];
  #values;
  #filled = 0;

  constructor({ processorOptions: { length } }) {
    super();
    this.#length = length;
    this.port.onmessage = ({ data }) => {
      for (const buffer of data) this.#unused.push(new Float32Array(buffer));
    };
  }

  process([[input]]) {
    if (!this.#length || !input) return true;
    if (!this.#filled) this.#values = this.#unused.pop() ?? new Float32Array(this.#length);
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
