// The URL of the worklet's file.
import { check } from "./arguments.js";
import { workletUrl } from "./audio/local_media_stream.js";

// The URL, or its promise.
let located;

export function setWorkletUrl(url) {
  check(typeof url === "string" || typeof url?.href === "string", "url", "a string or a URL");
  located = String(url.href ?? url);
}

export const locateWorklet = () => (located ??= locate());

async function locate() {
  const url = workletUrl();
  try {
    // In another context than that of the watch, which the wasm module opens.
    await new OfflineAudioContext(1, 1, 44_100).audioWorklet.addModule(url);
  } catch {
    // Some bundlers move this code without the file beside it (Vite 5 to 7 in development, esbuild, Rollup).
    const inlined = await import("./audio/worklet/inlined.js").catch(() => undefined);
    if (inlined) return URL.createObjectURL(new Blob([inlined.default], { type: "text/javascript" }));
  }
  return url;
}
