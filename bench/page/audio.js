// Sound from the audio thread to the page.
import * as wasm from "./pkg/bench.js";
import { usage } from "./recording.js";

// The frames that browsers process at a time.
const QUANTUM = 128;
const STREAMS = 16;
// The interval of levels in milliseconds: the default of the crate.
const INTERVAL = 50;
// The duration of a sample in milliseconds.
const DURATION = 2000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The most arrays that return to the audio thread in one message, as in the crate.
const BATCH = 16;

// Counts blocks of samples and their delays. It has the methods of `CrateSamples`. Without `returns`, each array is new.
class JsSamples {
  #blocks = 0;
  #delays = 0;
  #source;
  #node;

  constructor(context, track, length, origin, returns = false) {
    const returned = [];
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#node = new AudioWorkletNode(context, "samples", { numberOfOutputs: 0, processorOptions: { length } });
    this.#source.connect(this.#node);
    this.#node.port.onmessage = ({ data }) => {
      this.#blocks++;
      this.#delays += Date.now() - origin - data[0];
      if (returns && returned.push(data.buffer) === BATCH) {
        this.#node.port.postMessage(returned, returned);
        returned.length = 0;
      }
    };
  }

  blocks = () => this.#blocks;
  delays = () => this.#delays;

  off() {
    this.#source.disconnect();
    this.#node.port.onmessage = null;
  }
}

// Measures the RMS of the newest samples by an AnalyserNode, and misses those between two intervals.
class JsLevel {
  #source;
  #timer;

  constructor(context, track) {
    const analyser = new AnalyserNode(context);
    const samples = new Float32Array(analyser.fftSize);
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(analyser);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      let squares = 0;
      for (const sample of samples) squares += sample * sample;
      this.latest = Math.sqrt(squares / samples.length);
    }, INTERVAL);
  }

  off() {
    clearInterval(this.#timer);
    this.#source.disconnect();
  }
}

// Hides shared memory, which pages lack that are not cross-origin isolated.
function withoutSharedMemory(create) {
  const { SharedArrayBuffer } = globalThis;
  globalThis.SharedArrayBuffer = undefined;
  try {
    return create();
  } finally {
    globalThis.SharedArrayBuffer = SharedArrayBuffer;
  }
}

const shared = new (class {
  #started;
  // Returns the context of the crate, which has the processors of the other variants too.
  start() {
    this.#started ??= (async () => {
      const { context } = (this.owner = new wasm.CrateContext());
      await context.audioWorklet.addModule("./audio_worklet.js");
      await context.resume();
      const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      const oscillator = new OscillatorNode(context);
      oscillator.connect(destination);
      oscillator.start();
      return { context, track: destination.stream.getAudioTracks()[0] };
    })();
    return this.#started;
  }
})();

// Returns the microseconds of CPU time of all browser processes while something runs, for each of `count()` units.
async function cpuTime(count) {
  const before = await usage();
  const first = count();
  await pause(DURATION);
  const counted = count() - first;
  return ((await usage()).cpu - before.cpu) / counted;
}

// Measures the CPU time of 128 frames in each variant of `create`, beyond that of a processor that does nothing.
const cpuBenchmark = (interleave, name, goals, create) => ({
  name,
  goals,
  async run() {
    const { context, track } = await shared.start();
    const none = () => new JsSamples(context, track, 0, 0);
    const samples = await interleave(["none", ...Object.keys(create)], async (name) => {
      const streams = Array.from({ length: STREAMS }, () => (create[name] ?? none)(context, track));
      await pause(500);
      const quanta = () => (context.currentTime * context.sampleRate * STREAMS) / QUANTUM;
      const took = await cpuTime(quanta);
      streams.forEach((stream) => stream.off());
      await pause(500);
      return took;
    });
    const { none: base, ...others } = samples;
    const over = ([name, all]) => [name, all.map((sample, round) => sample - base[round])];
    return Object.fromEntries(Object.entries(others).map(over));
  },
});

export const audio = (interleave) => [
  ...[QUANTUM, 8 * QUANTUM].map((length) =>
    cpuBenchmark(interleave, `CPU time of 128 frames from the audio thread, in blocks of ${length}`, [["js", 1.05]], {
      js: (context, track) => new JsSamples(context, track, length, 0),
      "js, arrays return": (context, track) => new JsSamples(context, track, length, 0, true),
      crate: (context, track) => new wasm.CrateSamples(track, length, 0),
      "crate, not isolated": (context, track) => withoutSharedMemory(() => new wasm.CrateSamples(track, length, 0)),
    }),
  ),
  // No goal: the crate measures each sample.
  cpuBenchmark(interleave, `CPU time of the level of 128 frames, every ${INTERVAL} ms`, [], {
    js: (context, track) => new JsLevel(context, track),
    crate: (context, track) => new wasm.CrateLevel(track, INTERVAL),
  }),
  {
    name: "a block of 128 frames from the audio thread to a closure",
    goals: [["js", 1.05]],
    async run() {
      const { context, track } = await shared.start();
      const origin = Date.now();
      // A node whose samples are the time replaces the track, which would delay them.
      const original = AudioContext.prototype.createMediaStreamSource;
      AudioContext.prototype.createMediaStreamSource = () =>
        new AudioWorkletNode(context, "clock", { numberOfInputs: 0, outputChannelCount: [1], processorOptions: { origin } });
      const create = {
        js: () => new JsSamples(context, track, QUANTUM, origin),
        crate: () => new wasm.CrateSamples(track, QUANTUM, origin),
        "crate, not isolated": () => withoutSharedMemory(() => new wasm.CrateSamples(track, QUANTUM, origin)),
      };
      const samples = await interleave(Object.keys(create), async (name) => {
        const stream = create[name]();
        await pause(500);
        const [blocks, delays] = [stream.blocks(), stream.delays()];
        await pause(DURATION);
        const mean = (stream.delays() - delays) / (stream.blocks() - blocks);
        stream.off();
        await pause(100);
        return mean * 1000;
      });
      AudioContext.prototype.createMediaStreamSource = original;
      return samples;
    },
  },
];
