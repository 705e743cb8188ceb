// The URL of the worklet's file.
import { check } from "./arguments.js";
import { workletUrl } from "./audio/local_media_stream.js";

// The URL that the page has set.
let chosen;
// The promise of whether the browser loads the file of the package.
let loaded;
// The promise of the URL of the inlined file, undefined where it is missing.
let inlined;

export function setWorkletUrl(url) {
  check(typeof url === "string" || typeof url?.href === "string", "url", "a string or a URL");
  chosen = String(url.href ?? url);
}

export async function locateWorklet() {
  if (chosen) return chosen;
  const url = workletUrl();
  if (await (loaded ??= loads(url))) return url;
  // The next watch tries the file again: the network may have failed.
  loaded = undefined;
  // Some bundlers move this code without the file beside it (Vite 5 to 7 in development, esbuild, Rollup).
  return (await (inlined ??= inline())) ?? url;
}

async function loads(url) {
  try {
    // In another context than that of the watch, which the wasm module opens.
    await new OfflineAudioContext(1, 1, 44_100).audioWorklet.addModule(url);
    return true;
  } catch {
    return false;
  }
}

async function inline() {
  const file = await import("./audio/worklet/inlined.js").catch(() => undefined);
  return file && URL.createObjectURL(new Blob([file.default], { type: "text/javascript" }));
}
