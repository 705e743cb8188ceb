// Loads the wasm modules where their files are missing or have the wrong type, and imports the package in a worklet. The
// results are in `window.outcome`, an array of { name, error? }.
import { LevelWatch } from "./pkg/audio.js";
import { getUserMedia } from "./pkg/index.js";
import * as full from "./pkg/full.js";
import { assert, equal, next, runTests } from "./harness.js";

const { fetch } = window;

const tests = {
  async "the module is inlined where its file is missing"() {
    const missing = [];
    window.fetch = async (url) => {
      missing.push(String(url));
      return new Response("", { status: 404 });
    };
    const stream = await getUserMedia({ video: true });
    window.fetch = fetch;
    stream.stop();
    assert(!stream.active);
    equal(missing.length, 1);
    assert(missing[0].endsWith("/web/local_media_stream_bg.wasm"), missing[0]);
  },

  async "the module loads from a response of another type"() {
    const bytes = await (await fetch("pkg/full/local_media_stream_bg.wasm")).arrayBuffer();
    await full.init(new Response(bytes, { headers: { "content-type": "text/plain" } }));
    equal(new full.Capture().state, "idle");
  },

  async "the worklet is inlined where its file is missing"() {
    const urls = [];
    const { addModule } = AudioWorklet.prototype;
    AudioWorklet.prototype.addModule = function (url) {
      urls.push(url);
      return urls.length === 1 ? Promise.reject(new DOMException("404", "AbortError")) : addModule.call(this, url);
    };
    const stream = await getUserMedia({ audio: true });
    const watch = await LevelWatch.create(stream.getAudioTracks()[0], { timeoutMs: 500 });
    const { type, error } = await Promise.race(["level", "error"].map((type) => next(watch, type)));
    AudioWorklet.prototype.addModule = addModule;
    // Firefox runs no sound without an audio output.
    assert(type === "level" || error.name === "TimeoutError", String(error));
    assert(urls.length === 2 && urls[0].endsWith("/audio/worklet/worklet.js") && urls[1].startsWith("blob:"), urls.join());
    watch.close();
    stream.stop();
  },

  async "an AudioWorklet can import every entry"() {
    const context = new OfflineAudioContext(1, 128, 44_100);
    await context.audioWorklet.addModule("worklet.js");
    // Throws if the processor is not registered, because an import has failed.
    new AudioWorkletNode(context, "imported");
  },
};

await runTests(tests);
