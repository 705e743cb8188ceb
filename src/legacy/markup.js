// Elements that get their `src` from HTML or in another way that no setter hears of: by `innerHTML`, in a `<source>`.

// Calls with each element that has a URL of a script's. It watches from the first call of what it gives.
export function markup(patch, look) {
  const observer = new MutationObserver(() => document.querySelectorAll("[src^=blob]").forEach(look));
  patch.onUndo(() => observer.disconnect());
  return () => observer.observe(document, { subtree: true, childList: true, attributeFilter: ["src"] });
}
