// Does the same work in several ways, one after the other in every round, and leaves in `window.outcome` how long each
// took each time. What comes of it is made by `cargo xtask bench`.
import load, * as wasm from "./pkg/bench.js";
import * as js from "./hand_written.js";

const parameters = new URLSearchParams(location.search);
const ROUNDS = Number(parameters.get("rounds") ?? 60);
const ONLY = parameters.get("only") ?? "";
// Long enough for clocks that tick every millisecond, as Firefox's does.
const SAMPLE = 25;

const status = document.querySelector("#status");

// Microseconds for each of `times` times that it is done.
async function time(way, times) {
  const begun = performance.now();
  await way(times);
  return ((performance.now() - begun) * 1000) / times;
}
function timeSync(way, times) {
  const begun = performance.now();
  way(times);
  return ((performance.now() - begun) * 1000) / times;
}

// How often to do it for a sample to last long enough. This is what warms it up, too.
function calibrate(way) {
  let times = 8;
  for (;;) {
    // The shortest of three: that something else took its time is not to make the samples shorter.
    const took = Math.min(...[0, 1, 2].map(() => timeSync(way, times) * times)) / 1000;
    if (took >= SAMPLE / 2) return Math.max(1, Math.round((times * SAMPLE) / took));
    times *= 4;
  }
}

// Every round begins with another way, so that none is always the one after the garbage of another.
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

async function quick(ways) {
  const times = Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, calibrate(way)]));
  return interleave(Object.keys(ways), ROUNDS, (name) => timeSync(ways[name], times[name]));
}

const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

await load();
const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
const [track] = stream.getVideoTracks();
const devices = navigator.mediaDevices;
const EVENT = "devicechange";

const works = [
  {
    name: "tracks()",
    goals: [["web-sys", 0.9], ["js", 1.5]],
    run: () =>
      quick({
        js: (times) => js.tracks(stream, times),
        "web-sys": (times) => wasm.webSysTracks(stream, times),
        crate: (times) => wasm.crateTracks(stream, times),
      }),
  },
  {
    name: "ready_state(), enabled(), muted()",
    goals: [["web-sys", 0.9], ["js", 1.5]],
    run: () =>
      quick({
        js: (times) => js.states(track, times),
        "web-sys": (times) => wasm.webSysStates(track, times),
        crate: (times) => wasm.crateStates(track, times),
      }),
  },
  {
    name: "settings(), every key",
    goals: [["web-sys", 0.5], ["web-sys, twenty keys", 0.5]],
    run: () =>
      quick({
        js: (times) => js.settings(track, times),
        "js, as text": (times) => js.settingsAsText(track, times),
        "web-sys": (times) => wasm.webSysSettings(track, times),
        "web-sys, twenty keys": (times) => wasm.webSysTwentySettings(track, times),
        crate: (times) => wasm.crateSettings(track, times),
      }),
  },
  {
    name: "capabilities(), every key",
    goals: [["web-sys", 0.5], ["web-sys, twenty keys", 0.5]],
    skip: track.getCapabilities ? null : "there is no getCapabilities here",
    run: () =>
      quick({
        js: (times) => js.capabilities(track, times),
        "js, as text": (times) => js.capabilitiesAsText(track, times),
        "web-sys": (times) => wasm.webSysCapabilities(track, times),
        "web-sys, twenty keys": (times) => wasm.webSysTwentyCapabilities(track, times),
        crate: (times) => wasm.crateCapabilities(track, times),
      }),
  },
  {
    name: "constraints with ten keys to JavaScript",
    goals: [["web-sys", 0.7], ["serde-wasm-bindgen", 0.3]],
    run() {
      const same = [js.constraints(3), wasm.webSysConstraints(3), wasm.serdeConstraints(3), wasm.crateConstraints(3), wasm.leastConstraints(3)];
      const sorted = ({ video }) => JSON.stringify(Object.entries(video).sort());
      if (new Set(same.map(sorted)).size !== 1) throw new Error(`they differ: ${same.map(sorted).join("\n")}`);
      return quick({
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
    goals: [["web-sys", 1.1]],
    run: () =>
      events((times) => {
        for (let i = 0; i < times; i++) devices.dispatchEvent(new Event(EVENT));
      }, { js: js.Listener, "web-sys": wasm.WebSysListener, crate: wasm.CrateListener }),
  },
  {
    name: "an event delivered through a stream, to a task that waits",
    goals: [["web-sys", 2]],
    run: () =>
      events(async (times) => {
        for (let i = 0; i < times; i++) {
          devices.dispatchEvent(new Event(EVENT));
          // The task has its turn.
          await null;
        }
      }, { js: js.Listener, "web-sys": wasm.WebSysListener, "web-sys, to a task": wasm.WebSysTask, crate: wasm.CrateStream }),
  },
  {
    name: "load and init, from memory",
    goals: [],
    async run() {
      const ways = {};
      for (const [name, file, module] of [
        ["/", "index", "web"],
        ["/full", "full", "full"],
        ["/legacy", "legacy"],
        ["webrtc-adapter", "adapter"],
      ]) {
        const text = await (await fetch(`./load/${file}.js`)).text();
        const bytes = module && (await (await fetch(`./package/${module}/local_media_stream_bg.wasm`)).bytes());
        ways[name] = async () => {
          const url = URL.createObjectURL(new Blob([text, `\n// ${unique++}`], { type: "text/javascript" }));
          const { init } = await import(url);
          if (bytes) await init(unlike(bytes));
          URL.revokeObjectURL(url);
        };
        await ways[name]();
      }
      return interleave(Object.keys(ways), ROUNDS, (name) => time(ways[name], 1));
    },
  },
  // Last: what they leave behind the browser tidies up for long, while others would be measured.
  {
    name: "getUserMedia, until the stream is in the caller's hands",
    goals: [["js", 1.02]],
    async run() {
      const ways = { js: js.open, "web-sys": wasm.webSysOpen, crate: wasm.crateOpen };
      for (const way of Object.values(ways)) js.stop([await way()]);
      // So many, because what the browser does takes now twice as long, now half.
      return interleave(Object.keys(ways), ROUNDS * 6, async (name) => {
        // What the browser tidies up after the last one is not this one's.
        await turn();
        let opened;
        const took = await time(async () => (opened = await ways[name]()), 1);
        js.stop([opened]);
        return took;
      });
    },
  },
  {
    name: "stop() of a stream of two tracks",
    goals: [["web-sys", 0.9], ["js", 1.5]],
    async run() {
      const ways = { js: js.stop, "web-sys": wasm.webSysStop, crate: wasm.crateStop };
      const MANY = 200;
      const sample = async (name) => {
        await turn();
        const streams = Array.from({ length: MANY }, () => stream.clone());
        return timeSync(() => ways[name](streams), 1) / MANY;
      };
      for (const name of Object.keys(ways)) await sample(name);
      return interleave(Object.keys(ways), ROUNDS, sample);
    },
  },
];

// Engines keep what they have compiled, and know it again by its text or its bytes.
let unique = 0;
function unlike(bytes) {
  const more = new Uint8Array(bytes.length + 8);
  more.set(bytes);
  // A section of a name and four bytes of its own, which means nothing.
  more.set([0, 6, 1, 110], bytes.length);
  new DataView(more.buffer).setUint32(bytes.length + 4, unique++);
  return more;
}

// What is dispatched is delivered to one listener at a time, all of it; that is looked at.
async function events(dispatch, ways) {
  const sample = async (name, times) => {
    const listener = new ways[name](devices, EVENT);
    // A task that waits has to have begun.
    await turn();
    const took = await time(dispatch, times);
    await turn();
    const count = listener.count();
    listener.off(EVENT);
    await turn();
    if (count !== times) throw new Error(`${name}: ${count} of ${times} events came`);
    return took;
  };
  const TIMES = 10_000;
  for (const name of Object.keys(ways)) await sample(name, TIMES);
  return interleave(Object.keys(ways), ROUNDS, (name) => sample(name, TIMES));
}

const cloned = (count) => new MediaStream(Array.from({ length: count }, () => track.clone()));

// How the time for one grows with their number.
const growths = [
  {
    name: "stop() of a stream, for each track",
    async sample(count) {
      // As many streams as there are a thousand tracks in, so that one is not too quick for the clock.
      const streams = Array.from({ length: 1000 / count }, () => cloned(count));
      await turn();
      return timeSync(() => wasm.crateStop(streams), 1000);
    },
  },
  {
    name: "tracks(), for each track",
    async sample(count) {
      const many = cloned(count);
      const times = Math.ceil(4000 / count);
      const took = timeSync(() => wasm.crateTracks(many, times), count * times);
      js.stop([many]);
      return took;
    },
  },
  {
    name: "a listener, added and taken off, in JavaScript",
    async sample(count) {
      const times = Math.ceil(2000 / count);
      await turn();
      return timeSync(() => {
        for (let i = 0; i < times; i++) js.listeners(count);
      }, count * times);
    },
  },
  {
    name: "a listener, added and taken off",
    async sample(count) {
      const times = Math.ceil(2000 / count);
      await turn();
      return timeSync(() => {
        for (let i = 0; i < times; i++) wasm.crateListeners(count);
      }, count * times);
    },
  },
];

const outcome = { works: [], growths: [] };
try {
  const wanted = ({ name }) => name.includes(ONLY);
  for (const { name, goals, skip, run } of works.filter(wanted)) {
    status.textContent = name;
    await turn();
    outcome.works.push(skip ? { name, goals, skipped: skip } : { name, goals, samples: await run() });
  }
  for (const { name, sample } of growths.filter(wanted)) {
    status.textContent = name;
    const counts = [1, 10, 100, 1000];
    const samples = {};
    for (const count of counts) {
      await sample(count);
      samples[count] = [];
      for (let round = 0; round < 9; round++) samples[count].push(await sample(count));
    }
    outcome.growths.push({ name, samples });
  }
  stream.getTracks().forEach((track) => track.stop());
  status.textContent = "Done.";
} catch (error) {
  outcome.error = `${error}\n${error.stack}`;
  status.textContent = outcome.error;
}
window.outcome = outcome;
