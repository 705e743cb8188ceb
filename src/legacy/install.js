// The shim: what pages of 2011 to 2015 call, on today's browsers.
//
// It is JavaScript and no wasm. It has to be there before the first script of an old page runs, and wasm comes later;
// prototypes, getters and `this` are things of JavaScript; and all of it is smaller than the glue that wasm would need.
import { interfaces } from "./interfaces.js";
import { callbacks } from "./get_user_media.js";
import { numericStates } from "./numeric_states.js";
import { objectUrls } from "./object_urls.js";
import { readOptions, settings } from "./options.js";
import { Patch } from "./patch.js";
import { sources } from "./sources.js";
import { streams } from "./streams.js";

// Under this name the page's window keeps the way back. Several copies of this file, of whatever version, are one shim.
const MARK = Symbol.for("local-media-stream.legacy");

const wayBack = () => Reflect.getOwnPropertyDescriptor(globalThis, MARK)?.value;

export const isInstalled = () => wayBack() !== undefined;

export function install(options) {
  const chosen = readOptions(options);
  requirePage();
  if (isInstalled()) return;
  const patch = new Patch();
  try {
    Object.assign(settings, chosen);
    for (const part of [interfaces, callbacks, streams, sources]) part(patch);
    if (settings.objectUrls) objectUrls(patch);
    if (settings.numericStates) numericStates(patch);
    patch.put(globalThis, MARK, { value: () => patch.undo(), configurable: true });
  } catch (error) {
    patch.undo();
    throw error;
  }
}

// The names of what could not be put back, because somebody else has changed or sealed it since.
export const uninstall = () => wayBack()?.() ?? [];

function requirePage() {
  for (const name of ["document", "navigator", "MediaStream", "MediaStreamTrack", "HTMLMediaElement"]) {
    if (typeof globalThis[name] === "undefined") {
      throw new DOMException(`The shim needs a page with streams, and there is no ${name} here`, "NotSupportedError");
    }
  }
}
