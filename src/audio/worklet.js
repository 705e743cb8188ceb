// The processors of sound, in the audio thread. They write samples or levels into arrays, which the page returns, so that
// none is allocated while they run.

const QUANTUM = 128;

// Blocks in memory that the page reads too.
class Ring {
  // The number of blocks that are written and not read.
  #filled;
  #numbers;
  #blocks;
  #notifies;
  // The index of the next block to write.
  #next = 0;

  // Without `notifies`, the page waits for messages.
  constructor(memory, length, count, notifies) {
    const start = 8 * (count + 1);
    const block = (value, at) => new Float32Array(memory, start + 4 * length * at, length);
    this.#filled = new Int32Array(memory, 0, 1);
    this.#numbers = new Float64Array(memory, 8, count);
    this.#blocks = Array.from({ length: count }, block);
    this.#notifies = notifies;
  }

  // Returns the next block, or undefined while the page has read none of them.
  take() {
    return Atomics.load(this.#filled, 0) < this.#blocks.length ? this.#blocks[this.#next] : undefined;
  }

  // Passes on the block. Returns whether the page waits for a message.
  push(number) {
    this.#numbers[this.#next] = number;
    this.#next = (this.#next + 1) % this.#blocks.length;
    // The page is reading if another block waits.
    if (Atomics.add(this.#filled, 0, 1)) return false;
    if (this.#notifies) Atomics.notify(this.#filled, 0);
    return !this.#notifies;
  }
}

// Posts arrays of values, or writes them to shared memory. A message to a processor has the memory of arrays to reuse, or is
// null if the processor is no longer used.
class Tap extends AudioWorkletProcessor {
  #length;
  #unused = [];
  // How many more arrays may be created.
  #remaining;
  #number = 0;
  #closed = false;
  #ring;

  constructor({ length, arrays, memory, notifies }) {
    super();
    if (memory) this.#ring = new Ring(memory, length, arrays, notifies);
    this.#length = length;
    this.#remaining = arrays;
    this.port.onmessage = ({ data }) => {
      if (!data) this.#closed = true;
      else for (const buffer of data) this.#unused.push(new Float32Array(buffer));
    };
  }

  process([channels]) {
    if (!this.#closed) this.collect(channels);
    return !this.#closed;
  }

  // Returns an array to write to, or undefined while the page holds all of them.
  take() {
    if (this.#ring) return this.#ring.take();
    const array = this.#unused.pop();
    if (array || !this.#remaining) return array;
    this.#remaining--;
    return new Float32Array(this.#length);
  }

  // Posts the array of a block. The number of a block without an array is skipped.
  post(values) {
    const number = this.#number++;
    if (!values) return;
    if (!this.#ring) this.port.postMessage({ values, number }, [values.buffer]);
    else if (this.#ring.push(number)) this.port.postMessage(null);
  }
}

// Posts blocks of samples: interleaved, or one plane for each channel.
class Samples extends Tap {
  #block;
  #channels;
  #planar;
  #values;
  // The frames of the block that are written.
  #filled = 0;
  #started = false;

  constructor({ processorOptions }) {
    super(processorOptions);
    const { block, channels, planar } = processorOptions;
    this.#block = block;
    this.#channels = channels;
    this.#planar = planar;
  }

  // There is no channel before the track delivers sound. Afterwards that is silence.
  collect(channels) {
    this.#started ||= channels.length > 0;
    if (!this.#started) return;
    for (let at = 0; at < QUANTUM; ) {
      if (!this.#filled) this.#values = this.take();
      const count = Math.min(QUANTUM - at, this.#block - this.#filled);
      if (this.#values) this.#write(channels, at, count);
      at += count;
      this.#filled += count;
      if (this.#filled === this.#block) {
        this.post(this.#values);
        this.#filled = 0;
      }
    }
  }

  #write(channels, from, count) {
    const step = this.#planar ? 1 : this.#channels;
    const values = this.#values;
    for (let channel = 0; channel < this.#channels; channel++) {
      const samples = channels[channel];
      let to = this.#planar ? channel * this.#block + this.#filled : this.#filled * step + channel;
      for (let at = from; at < from + count; at++, to += step) values[to] = samples ? samples[at] : 0;
    }
  }
}

// Posts the level of an interval: for each channel its peak, its mean square and the number of clipped samples, after the
// number of channels.
class Level extends Tap {
  #interval;
  #clip;
  #most;
  #frames = 0;
  #channels = 1;
  #peaks;
  #squares;
  #clipped;

  constructor({ processorOptions }) {
    super(processorOptions);
    const { interval, clip, channels } = processorOptions;
    this.#interval = interval;
    this.#clip = clip;
    this.#most = channels;
    this.#peaks = new Float32Array(channels);
    this.#squares = new Float64Array(channels);
    this.#clipped = new Uint32Array(channels);
  }

  collect(channels) {
    this.#channels = Math.max(this.#channels, Math.min(channels.length, this.#most));
    for (let channel = 0; channel < Math.min(channels.length, this.#most); channel++) {
      const samples = channels[channel];
      const clip = this.#clip;
      let peak = this.#peaks[channel];
      let squares = 0;
      let clipped = 0;
      // In Node, 0.4 µs for 128 frames, and 4.5 µs with an iterator.
      for (let at = 0; at < QUANTUM; at++) {
        const sample = samples[at];
        const size = Math.abs(sample);
        if (size > peak) peak = size;
        if (size >= clip) clipped++;
        squares += sample * sample;
      }
      this.#peaks[channel] = peak;
      this.#squares[channel] += squares;
      this.#clipped[channel] += clipped;
    }
    this.#frames += QUANTUM;
    if (this.#frames >= this.#interval) this.#report();
  }

  #report() {
    const values = this.take();
    if (values) {
      values[0] = this.#channels;
      for (let channel = 0; channel < this.#channels; channel++) {
        values[1 + 3 * channel] = this.#peaks[channel];
        values[2 + 3 * channel] = this.#squares[channel] / this.#frames;
        values[3 + 3 * channel] = this.#clipped[channel];
      }
    }
    this.post(values);
    this.#frames = 0;
    this.#channels = 1;
    this.#peaks.fill(0);
    this.#squares.fill(0);
    this.#clipped.fill(0);
  }
}

// Plays the arrays of interleaved samples that the page posts, one after the other. Returns each with the number of frames
// that were silent before its end, because no array waited.
class Source extends AudioWorkletProcessor {
  #channels;
  #queue = [];
  // The frames of the first array that are played.
  #played = 0;
  #missing = 0;
  #started = false;
  #closed = false;

  constructor({ processorOptions: { channels } }) {
    super();
    this.#channels = channels;
    this.port.onmessage = ({ data }) => {
      if (data) this.#queue.push(data);
      else this.#closed = true;
    };
  }

  process(inputs, [output]) {
    for (let at = 0; at < QUANTUM; ) {
      const values = this.#queue[0];
      if (!values) {
        if (this.#started) this.#missing += QUANTUM - at;
        break;
      }
      this.#started = true;
      const count = Math.min(QUANTUM - at, values.length / this.#channels - this.#played);
      this.#write(output, values, at, count);
      at += count;
      this.#played += count;
      if (this.#played * this.#channels === values.length) this.#return(this.#queue.shift());
    }
    return !this.#closed;
  }

  #write(output, values, to, count) {
    output.forEach((samples, channel) => {
      let from = this.#played * this.#channels + channel;
      for (let at = to; at < to + count; at++, from += this.#channels) samples[at] = values[from];
    });
  }

  #return(values) {
    this.#played = 0;
    this.port.postMessage({ values, number: this.#missing }, [values.buffer]);
  }
}

registerProcessor("local-media-stream-samples", Samples);
registerProcessor("local-media-stream-level", Level);
registerProcessor("local-media-stream-source", Source);
