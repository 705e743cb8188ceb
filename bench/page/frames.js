// Copies a frame in I420, the format of most cameras, into wasm memory as RGBA.
import * as wasm from "./pkg/bench.js";

const SIZES = [[640, 480], [1280, 720], [1920, 1080]];
// Copies before the measurement: the crate times its ways first.
const WARM = 300;
// Copies in a sample: a program reads frames in a loop, and calls no asynchronous function for each.
const COPIES = 4;

// Repeats a copy in JavaScript.
const repeated = (copy) => async (times) => {
  for (let at = 0; at < times; at++) await copy();
};

export const frames = (memory, measure, notes) =>
  SIZES.map(([width, height]) => ({
    name: `frames of ${width}x${height} as RGBA in wasm memory`,
    goals: [["js", 1.05], ["copyTo, to_vec", 0.6], ["getImageData, to_vec", 0.6]],
    async run() {
      const pixels = Uint8Array.from({ length: (width * height * 3) / 2 }, (_, at) => 60 + (at % 120));
      const frame = new VideoFrame(pixels, { format: "I420", codedWidth: width, codedHeight: height, timestamp: 0 });
      const length = 4 * width * height;
      const address = wasm.frameMemory(length);
      const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      const rgba = { format: "RGBA" };
      const variants = {
        js: repeated(() => frame.copyTo(new Uint8Array(memory.buffer, address, length), rgba)),
        "copyTo, to_vec": repeated(async () => {
          const bytes = new Uint8Array(length);
          await frame.copyTo(bytes, rgba);
          wasm.toVec(bytes);
        }),
        "getImageData, to_vec": repeated(() => {
          context.drawImage(frame, 0, 0);
          wasm.toVec(new Uint8Array(context.getImageData(0, 0, width, height).data.buffer));
        }),
        crate: (times) => wasm.crateFrames(frame, times),
      };
      await variants.crate(WARM);
      for (const run of Object.values(variants)) await run(1);
      const grown = memory.buffer.byteLength;
      const [count, bytes] = wasm.allocations();
      await variants.crate(WARM);
      const [allocations, allocated] = wasm.allocations().map((after, at) => after - [count, bytes][at]);
      const growth = memory.buffer.byteLength - grown;
      notes.push(`${width}x${height}: ${allocations} allocations of ${allocated} bytes for ${WARM} frames in one call, and ${growth} bytes more of wasm memory.`);
      // Separately, because the garbage of the others would be collected during the variant that follows them.
      const { js, crate, ...others } = variants;
      const samples = { ...(await measure(others, COPIES)), ...(await measure({ js, crate }, COPIES)) };
      frame.close();
      return samples;
    },
  }));
