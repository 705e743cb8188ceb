// Detects `src` attributes that no setter sets: those from `innerHTML` and those of `<source>` elements.
import { MutationObserver, document } from "./intrinsics.js";

// Returns a function that starts to observe the document. `callback` receives each element with a blob URL.
export function createSrcObserver(patch, callback) {
  const observer = new MutationObserver(() => document.querySelectorAll("[src^=blob]").forEach(callback));
  patch.onUndo(() => observer.disconnect());
  return () => observer.observe(document, { subtree: true, childList: true, attributeFilter: ["src"] });
}
