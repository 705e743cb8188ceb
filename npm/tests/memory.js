// Opens and stops streams many times, and checks that the wasm modules of the package do not grow. The results are in
// `window.outcome`, an array of { name, error? }.
import { getUserMedia, init } from "./pkg/index.js";
import { Capture } from "./pkg/full.js";
import { assert, equal, runTests, task } from "./harness.js";

// The instances in the order in which they were created.
const instances = [];
const { instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (...args) => {
  const result = await instantiateStreaming.apply(WebAssembly, args);
  instances.push(Object.values(result.instance.exports));
  return result;
};

// Clones of one track of a device open faster than the device.
const camera = await navigator.mediaDevices.getUserMedia({ video: true });
navigator.mediaDevices.getUserMedia = async () => camera.clone();

// Returns the bytes of memory and the slots of tables of an instance.
function size(instance) {
  const memory = instance.find((value) => value instanceof WebAssembly.Memory);
  const tables = instance.filter((value) => value instanceof WebAssembly.Table);
  return `${memory.buffer.byteLength} bytes, ${tables.map(({ length }) => length)} slots`;
}

// The time for all cycles. WebKitGTK, which takes a minute for 10,000, runs at least a twentieth of them.
const LIMIT = 10_000;

async function checkGrowth(cycles, cycle) {
  for (let i = 0; i < 100; i++) await cycle();
  const before = instances.map(size).join();
  const end = performance.now() + LIMIT;
  for (let i = 0; i < cycles && (i < cycles / 20 || performance.now() < end); i++) await cycle();
  equal(instances.map(size).join(), before);
}

const tests = {
  async "10,000 streams do not grow the module of `/`"() {
    await init();
    equal(instances.length, 1);
    await checkGrowth(10_000, async () => (await getUserMedia({ video: true })).stop());
  },

  async "1,000 sessions do not grow the module of `/full`"() {
    const capture = await Capture.create();
    equal(instances.length, 2);
    await checkGrowth(1000, async () => {
      await capture.start({ video: true });
      assert(capture.stream.active);
      capture.stop();
      // What waited for the session is released in a task.
      await task();
    });
  },
};

await runTests(tests);
