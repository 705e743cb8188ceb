// The pages of the matrix: each imports one entry of the package, statically or dynamically, and calls it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const open = `const stream = await getUserMedia({ video: true });
assert(stream.active);
stream.stop();
assert(!stream.active);
const error = await getUserMedia({ video: { deviceId: { exact: "no such device" } } }).catch((error) => error);
assert(errorKind(error) === "Overconstrained" && describeError(error).includes("not connected"));`;
const names = "describeError, errorKind, getUserMedia";
const capture = `const capture = await Capture.create();
const stream = await capture.start({ video: true });
assert(stream.active);
capture.stop();
assert(!stream.active);`;
const record = `const stream = await navigator.mediaDevices.getUserMedia({ video: true });
const recorder = await Recorder.create(stream);
assert(recorder.state === "idle" && Array.isArray(Recorder.supportedTypes()));
for (const track of stream.getTracks()) track.stop();`;
// The worklet is loaded where it measures a level. Firefox runs no sound without an audio output.
const measure = `const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
const watch = await LevelWatch.create(stream.getAudioTracks()[0], { timeoutMs: 500 });
await new Promise((resolve, reject) => {
  watch.addEventListener("level", resolve);
  watch.addEventListener("error", ({ error }) => {
    if (error.name !== "TimeoutError") reject(error);
    else if (watch.context.state !== "running") resolve();
  });
});
watch.close();
for (const track of stream.getTracks()) track.stop();`;
const photograph = `const stream = await navigator.mediaDevices.getUserMedia({ video: true });
const photo = await takePhoto(stream.getVideoTracks()[0], { width: 64, timeoutMs: 60_000 });
assert(photo.width === 64 && photo.blob.size > 0);
for (const track of stream.getTracks()) track.stop();`;

// The entries with the names that a page imports, the code that it runs, and the kinds of imports.
const entries = {
  main: ["local-media-stream", names, open],
  full: ["local-media-stream/full", "Capture", capture],
  bundler: ["local-media-stream/bundler", names, open],
  fullBundler: ["local-media-stream/full/bundler", "Capture", capture],
  audio: ["local-media-stream/audio", "LevelWatch", measure, ["static"]],
  audioBundler: ["local-media-stream/audio/bundler", "LevelWatch", measure, ["static"]],
  photo: ["local-media-stream/photo", "takePhoto", photograph],
  photoBundler: ["local-media-stream/photo/bundler", "takePhoto", photograph],
  recorder: ["local-media-stream/recorder", "Recorder", record],
  recorderBundler: ["local-media-stream/recorder/bundler", "Recorder", record],
  testing: [
    "local-media-stream/testing",
    "FakeMediaDevices",
    `const fake = new FakeMediaDevices();
fake.plug({ kind: "videoinput", deviceId: "camera" });
const stream = await fake.getUserMedia({ video: true });
assert(stream.getVideoTracks().length === 1);
stream.getTracks()[0].stop();`,
  ],
  react: [
    "local-media-stream/react",
    "useUserMedia",
    `const { createElement } = await import("react");
const { createRoot } = await import("react-dom/client");
await new Promise((resolve) => {
  const Camera = () => {
    const { isLive, stop } = useUserMedia({ video: true }, { immediate: true });
    if (isLive) queueMicrotask(() => resolve(stop()));
    return null;
  };
  createRoot(document.createElement("div")).render(createElement(Camera));
});`,
  ],
  vue: [
    "local-media-stream/vue",
    "useUserMedia",
    `const { createApp, watch } = await import("vue");
await new Promise((resolve) => {
  const setup = () => {
    const { isLive, stop } = useUserMedia({ video: true }, { immediate: true });
    watch(isLive, () => resolve(stop()));
    return () => null;
  };
  createApp({ setup }).mount(document.createElement("div"));
});`,
  ],
  legacy: [
    "local-media-stream/legacy",
    "install, uninstall",
    `install({ prefixes: ["webkit"] });
assert(typeof LocalMediaStream === "function");
uninstall();`,
  ],
};

const reporter = `export const assert = (condition) => {
  if (!condition) throw new Error("assertion failed");
};
export const report = (test) =>
  test().then(() => "passed", (error) => String(error) + "\\n" + error.stack).then((outcome) => {
    window.outcome = outcome;
  });
`;

const html = (script) => `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module" src="${script}"></script>
`;

/** The entries that work in every bundler without configuration. */
export const plainEntries = ["main", "full", "audio", "photo", "recorder", "testing", "legacy"];
/** The entries for bundlers that import wasm as a module. */
export const wasmEntries = ["bundler", "fullBundler", "audioBundler", "photoBundler", "recorderBundler"];

// Parcel ignores `exports` by default, and then finds the script for `/legacy`.
const manifest = '{ "private": true, "type": "module", "@parcel/resolver-default": { "packageExports": true } }\n';

/** The entries for frameworks, which require React and Vue. */
export const frameworkEntries = ["react", "vue"];

/** Writes the pages for these entries to a folder. Returns their names, without `.html` and `.js`. */
export function writePages(folder, names) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), manifest);
  // Parcel reads the manifest beside a lock file.
  writeFileSync(join(folder, "yarn.lock"), "");
  writeFileSync(join(folder, "reporter.js"), reporter);
  return names.flatMap((name) => {
    const [entry, imported, code, kinds = ["static", "dynamic"]] = entries[name];
    const sources = {
      static: `import { ${imported} } from "${entry}";\nimport { assert, report } from "./reporter.js";\n`
        + `report(async () => {\n${code}\n});\n`,
      dynamic: `import { assert, report } from "./reporter.js";\n`
        + `report(async () => {\nconst { ${imported} } = await import("${entry}");\n${code}\n});\n`,
    };
    return kinds.map((kind) => {
      const page = `${name}-${kind}`;
      writeFileSync(join(folder, `${page}.js`), sources[kind]);
      writeFileSync(join(folder, `${page}.html`), html(`./${page}.js`));
      return page;
    });
  });
}

/** Writes pages that load the output of a bundler, `NAME.js`. */
export function writeBuiltPages(folder, pages) {
  for (const page of pages) writeFileSync(join(folder, `${page}.html`), html(`./${page}.js`));
}
