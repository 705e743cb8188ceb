// Runs each benchmark in several variants, which alternate in every round. Stores the tables of results in
// `window.outcome`, which `cargo xtask bench` reads.
import load, * as wasm from "./pkg/bench.js";
import * as js from "./hand_written.js";
import { audio } from "./audio.js";
import { frames } from "./frames.js";
import { measureRecording } from "./recording.js";
import { tables } from "./tables.js";

const parameters = new URLSearchParams(location.search);
const ROUNDS = Number(parameters.get("rounds") ?? 60);
const ONLY = parameters.get("only") ?? "";
const RECORDING = Number(parameters.get("recording") ?? 0);
// The duration of a sample in milliseconds: shorter than the time slices of the operating system, so that other programs
// interrupt few samples. Medians ignore these.
const SAMPLE = 1;

const status = document.querySelector("#status");

// Returns the microseconds for each of `times` iterations.
async function time(run, times) {
  const begun = performance.now();
  await run(times);
  return ((performance.now() - begun) * 1000) / times;
}
function timeSync(run, times) {
  const begun = performance.now();
  run(times);
  return ((performance.now() - begun) * 1000) / times;
}

// Returns the number of iterations for a sample of sufficient duration. Also warms up the code.
function calibrate(run) {
  let times = 8;
  for (;;) {
    // The minimum of three, because an interruption would lead to shorter samples.
    const took = Math.min(...[0, 1, 2].map(() => timeSync(run, times) * times)) / 1000;
    if (took >= SAMPLE / 2) return Math.max(1, Math.round((times * SAMPLE) / took));
    times *= 4;
  }
}

// Each round starts with a different variant, so that garbage collection affects all variants equally.
async function interleave(names, rounds, sample) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < names.length; at++) {
      const name = names[(round + at) % names.length];
      samples[name].push(await sample(name));
    }
  }
  return samples;
}

async function measureSync(variants) {
  const times = Object.fromEntries(Object.entries(variants).map(([name, run]) => [name, calibrate(run)]));
  return interleave(Object.keys(variants), ROUNDS * 10, (name) => timeSync(variants[name], times[name]));
}

// Resolves in a new task.
const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const { memory } = await load();
const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
const [track] = stream.getVideoTracks();
const devices = navigator.mediaDevices;
const EVENT = "devicechange";

const results = { benchmarks: [], scaling: [], notes: [] };

const benchmarks = [
  {
    name: "tracks()",
    goals: [["web-sys", 0.9]],
    run: () =>
      measureSync({
        js: (times) => js.tracks(stream, times),
        "web-sys": (times) => wasm.webSysTracks(stream, times),
        crate: (times) => wasm.crateTracks(stream, times),
      }),
  },
  {
    name: "ready_state(), enabled(), muted()",
    goals: [["web-sys", 1.02]],
    run: () =>
      measureSync({
        js: (times) => js.states(track, times),
        "web-sys": (times) => wasm.webSysStates(track, times),
        crate: (times) => wasm.crateStates(track, times),
      }),
  },
  {
    // The work of the variants, apart from that of the browser.
    name: "stop() of a stream that has ended",
    goals: [],
    run() {
      const ended = stream.clone();
      js.stop([ended]);
      const streams = (times) => Array(times).fill(ended);
      return measureSync({
        js: (times) => js.stop(streams(times)),
        "web-sys": (times) => wasm.webSysStop(streams(times)),
        crate: (times) => wasm.crateStop(streams(times)),
      });
    },
  },
  {
    name: "settings(), every key",
    goals: [["web-sys", 0.3]],
    run: () =>
      measureSync({
        js: (times) => js.settings(track, times),
        "js, as text": (times) => js.settingsAsText(track, times),
        "web-sys": (times) => wasm.webSysSettings(track, times),
        "web-sys, twenty keys": (times) => wasm.webSysTwentySettings(track, times),
        crate: (times) => wasm.crateSettings(track, times),
      }),
  },
  {
    name: "capabilities(), every key",
    goals: [["web-sys", 0.3]],
    skip: track.getCapabilities ? null : "getCapabilities is not supported",
    run: () =>
      measureSync({
        js: (times) => js.capabilities(track, times),
        "js, as text": (times) => js.capabilitiesAsText(track, times),
        "web-sys": (times) => wasm.webSysCapabilities(track, times),
        "web-sys, twenty keys": (times) => wasm.webSysTwentyCapabilities(track, times),
        crate: (times) => wasm.crateCapabilities(track, times),
      }),
  },
  {
    name: "constraints with ten keys to JavaScript",
    goals: [["web-sys", 0.8]],
    run() {
      const results = [js.constraints(3), wasm.webSysConstraints(3), wasm.serdeConstraints(3), wasm.crateConstraints(3), wasm.leastConstraints(3)];
      const sorted = ({ video }) => JSON.stringify(Object.entries(video).sort());
      if (new Set(results.map(sorted)).size !== 1) throw new Error(`different results: ${results.map(sorted).join("\n")}`);
      return measureSync({
        js: js.constraints,
        "web-sys": wasm.webSysConstraints,
        "serde-wasm-bindgen": wasm.serdeConstraints,
        "a setter for each": wasm.leastConstraints,
        crate: wasm.crateConstraints,
      });
    },
  },
  {
    name: "an event delivered to a closure",
    goals: [["web-sys", 1.05]],
    run: () =>
      measureEvents((times) => {
        for (let i = 0; i < times; i++) devices.dispatchEvent(new Event(EVENT));
      }, { js: js.Listener, "web-sys": wasm.WebSysListener, crate: wasm.CrateListener }),
  },
  {
    name: "an event delivered through a stream, to a waiting task",
    goals: [["web-sys, to a task", 1.02]],
    run: () =>
      measureEvents(async (times) => {
        for (let i = 0; i < times; i++) {
          devices.dispatchEvent(new Event(EVENT));
          // Runs the waiting task.
          await null;
        }
      }, { js: js.Listener, "web-sys": wasm.WebSysListener, "web-sys, to a task": wasm.WebSysTask, crate: wasm.CrateStream }),
  },
  {
    name: "load and init, from memory",
    goals: [],
    async run() {
      const variants = {};
      for (const [name, file, module] of [
        ["/", "index", "web"],
        ["/full", "full", "full"],
        ["/legacy", "legacy"],
        ["webrtc-adapter", "adapter"],
      ]) {
        const text = await (await fetch(`./load/${file}.js`)).text();
        const bytes = module && (await (await fetch(`./package/${module}/local_media_stream_bg.wasm`)).bytes());
        variants[name] = async () => {
          const url = URL.createObjectURL(new Blob([text, `\n// ${unique++}`], { type: "text/javascript" }));
          const { init } = await import(url);
          if (bytes) await init(makeUnique(bytes));
          URL.revokeObjectURL(url);
        };
        await variants[name]();
      }
      return interleave(Object.keys(variants), ROUNDS, (name) => time(variants[name], 1));
    },
  },
  ...audio((names, sample) => interleave(names, Math.ceil(ROUNDS / 8), sample)),
  ...frames(memory, (variants, times) => interleave(Object.keys(variants), ROUNDS, (name) => time(variants[name], times)), results.notes),
  ...[480, 720].map((height) => ({
    name: `CPU time of a second of a recording of ${RECORDING} s, height ${height}`,
    goals: [["MediaRecorder", 1.05], ["RecordRTC", 1.05]],
    skip: RECORDING ? null : "no --recording",
    async run() {
      const peaks = {};
      const samples = await interleave(["none", "MediaRecorder", "crate", "RecordRTC"], 3, async (name) => {
        const { cpu, memory } = await measureRecording(name, height, RECORDING);
        peaks[name] = Math.max(peaks[name] ?? 0, memory);
        return cpu;
      });
      results.notes.push(`Peak memory of the browser in all rounds, height ${height}, in MB: ${JSON.stringify(peaks)}`);
      return samples;
    },
  })),
  // The last benchmarks, because the browser releases their streams for a long time afterwards.
  {
    name: "getUserMedia, until the promise or future resolves",
    goals: [["js", 1.02]],
    async run() {
      const variants = { js: js.open, "web-sys": wasm.webSysOpen, crate: wasm.crateOpen };
      for (const run of Object.values(variants)) js.stop([await run()]);
      // More rounds, because the browser's own time varies by a factor of two.
      return interleave(Object.keys(variants), ROUNDS * 6, async (name) => {
        // The browser's cleanup of the last stream must not count.
        await nextTask();
        let opened;
        const took = await time(async () => (opened = await variants[name]()), 1);
        js.stop([opened]);
        return took;
      });
    },
  },
  {
    name: "stop() of a stream of two tracks",
    goals: [["web-sys", 1.05]],
    async run() {
      const variants = { js: js.stop, "web-sys": wasm.webSysStop, crate: wasm.crateStop };
      // Few streams in each sample, and more rounds: the browser's other threads interrupt samples of more streams.
      const STREAMS = 40;
      const sample = async (name) => {
        await nextTask();
        const streams = Array.from({ length: STREAMS }, () => stream.clone());
        return timeSync(() => variants[name](streams), STREAMS);
      };
      for (const name of Object.keys(variants)) await sample(name);
      return interleave(Object.keys(variants), ROUNDS * 5, sample);
    },
  },
];

// Engines cache compiled code by its source text or bytes.
let unique = 0;
function makeUnique(bytes) {
  const more = new Uint8Array(bytes.length + 8);
  more.set(bytes);
  // A custom section with a name and four bytes.
  more.set([0, 6, 1, 110], bytes.length);
  new DataView(more.buffer).setUint32(bytes.length + 4, unique++);
  return more;
}

// Measures event delivery with a single listener. Checks that the listener receives all events.
async function measureEvents(dispatch, variants) {
  const sample = async (name, times) => {
    const listener = new variants[name](devices, EVENT);
    // Starts the waiting task.
    await nextTask();
    const took = await time(dispatch, times);
    await nextTask();
    const count = listener.count();
    listener.off(EVENT);
    await nextTask();
    if (count !== times) throw new Error(`${name}: received ${count} of ${times} events`);
    return took;
  };
  const TIMES = 1000;
  for (const name of Object.keys(variants)) for (let i = 0; i < 10; i++) await sample(name, TIMES);
  return interleave(Object.keys(variants), ROUNDS * 5, (name) => sample(name, TIMES));
}

const cloned = (count) => new MediaStream(Array.from({ length: count }, () => track.clone()));

// The time per element as a function of the number of elements.
const scaling = [
  {
    name: "stop() of a stream, per track",
    async sample(count) {
      // A thousand tracks in total, so that the duration exceeds the resolution of the clock.
      const streams = Array.from({ length: 1000 / count }, () => cloned(count));
      await nextTask();
      return timeSync(() => wasm.crateStop(streams), 1000);
    },
  },
  {
    name: "tracks(), per track",
    async sample(count) {
      const many = cloned(count);
      const times = Math.ceil(4000 / count);
      const took = timeSync(() => wasm.crateTracks(many, times), count * times);
      js.stop([many]);
      return took;
    },
  },
  {
    name: "adding and removing a listener, in JavaScript",
    async sample(count) {
      const times = Math.ceil(2000 / count);
      await nextTask();
      return timeSync(() => {
        for (let i = 0; i < times; i++) js.listeners(count);
      }, count * times);
    },
  },
  {
    name: "adding and removing a listener",
    async sample(count) {
      const times = Math.ceil(2000 / count);
      await nextTask();
      return timeSync(() => {
        for (let i = 0; i < times; i++) wasm.crateListeners(count);
      }, count * times);
    },
  },
];

let outcome;
try {
  const isSelected = ({ name }) => name.includes(ONLY);
  for (const { name, goals, skip, run } of benchmarks.filter(isSelected)) {
    status.textContent = name;
    await nextTask();
    results.benchmarks.push(skip ? { name, goals, skipped: skip } : { name, goals, samples: await run() });
  }
  for (const { name, sample } of scaling.filter(isSelected)) {
    status.textContent = name;
    const samples = {};
    for (const count of [1, 10, 100, 1000]) {
      await sample(count);
      samples[count] = [];
      for (let round = 0; round < 9; round++) samples[count].push(await sample(count));
    }
    results.scaling.push({ name, samples });
  }
  stream.getTracks().forEach((track) => track.stop());
  outcome = { tables: tables(results) };
  status.textContent = "Done.";
} catch (error) {
  outcome = { error: `${error}\n${error.stack}` };
  status.textContent = outcome.error;
}
window.outcome = outcome;
