// Sound from the audio thread to the page.
import * as wasm from "./pkg/bench.js";
import { usage } from "./recording.js";

// The frames that browsers process at a time.
const QUANTUM = 128;
const STREAMS = 16;
// The duration of a sample in milliseconds.
const DURATION = 2000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Counts blocks of samples and their delays. It has the methods of `CrateSamples`.
class JsSamples {
  #blocks = 0;
  #delays = 0;
  #source;
  #node;

  constructor(context, track, length, origin) {
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#node = new AudioWorkletNode(context, "samples", { numberOfOutputs: 0, processorOptions: { length } });
    this.#source.connect(this.#node);
    this.#node.port.onmessage = ({ data }) => {
      this.#blocks++;
      this.#delays += Date.now() - origin - data[0];
    };
  }

  blocks = () => this.#blocks;
  delays = () => this.#delays;

  off() {
    this.#source.disconnect();
    this.#node.port.onmessage = null;
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

export const audio = (interleave) => [
  ...[QUANTUM, 8 * QUANTUM].map((length) => ({
    name: `CPU time of 128 frames from the audio thread, in blocks of ${length}`,
    goals: [["js", 1.05]],
    async run() {
      const { context, track } = await shared.start();
      const create = {
        none: () => new JsSamples(context, track, 0, 0),
        js: () => new JsSamples(context, track, length, 0),
        crate: () => new wasm.CrateSamples(track, length, 0),
        "crate, not isolated": () => withoutSharedMemory(() => new wasm.CrateSamples(track, length, 0)),
      };
      const samples = await interleave(Object.keys(create), async (name) => {
        const streams = Array.from({ length: STREAMS }, create[name]);
        await pause(500);
        const quanta = () => (context.currentTime * context.sampleRate * STREAMS) / QUANTUM;
        const took = await cpuTime(quanta);
        streams.forEach((stream) => stream.off());
        await pause(500);
        return took;
      });
      const { none, ...others } = samples;
      const over = ([name, all]) => [name, all.map((sample, round) => sample - none[round])];
      return Object.fromEntries(Object.entries(others).map(over));
    },
  })),
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
