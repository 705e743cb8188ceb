// Restores the getUserMedia API of 2011 to 2015 in current browsers.
//
// The shim is JavaScript because it must be installed before the first script of a legacy page, and wasm loads later.
// Its prototypes and getters depend on `this`, and it is smaller than the glue code that wasm would require.
import { installGetSources } from "./get_sources.js";
import { installGetUserMedia } from "./get_user_media.js";
import { installInterfaces } from "./interfaces.js";
import { DOMException, assign, getOwnPropertyDescriptor, global } from "./intrinsics.js";
import { installStreamMembers } from "./media_stream.js";
import { installNumericStates } from "./numeric_states.js";
import { installObjectUrls } from "./object_urls.js";
import { readOptions } from "./options.js";
import { Patch } from "./patch.js";
import { settings } from "./settings.js";

// The window has its uninstall function under this key, so that all copies of this module share one installation.
const UNINSTALL = Symbol.for("local-media-stream.legacy");

const installedUninstall = () => getOwnPropertyDescriptor(global, UNINSTALL)?.value;

export const isInstalled = () => installedUninstall() !== undefined;

export function install(options) {
  const chosen = readOptions(options);
  requirePage();
  if (isInstalled()) return;
  const patch = new Patch();
  try {
    assign(settings, chosen);
    installInterfaces(patch);
    installGetUserMedia(patch);
    installStreamMembers(patch);
    installGetSources(patch);
    if (settings.objectUrls) installObjectUrls(patch);
    if (settings.numericStates) installNumericStates(patch);
    patch.replace(global, UNINSTALL, { value: () => patch.undo(), configurable: true });
  } catch (error) {
    patch.undo();
    throw error;
  }
}

// Returns the names of the properties that could not be restored, because other code has changed or sealed them.
export const uninstall = () => installedUninstall()?.() ?? [];

function requirePage() {
  for (const name of ["document", "navigator", "MediaStream", "MediaStreamTrack", "HTMLMediaElement"]) {
    if (typeof global[name] === "undefined") {
      throw new DOMException(`The shim requires a page with ${name}`, "NotSupportedError");
    }
  }
}
