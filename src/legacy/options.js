// Validates the options of `install()`. The values of an option are defined in the module that implements it.
import { ERROR_NAMES } from "./errors.js";
import { PREFIXES, defaultPrefixes } from "./get_user_media.js";
import { TypeError, entries, isArray } from "./intrinsics.js";
import { ERAS } from "./stop_semantics.js";

const STRING_VALUES = { era: ERAS, errorNames: ERROR_NAMES };

const DEFAULTS = {
  era: "modern",
  errorNames: "modern",
  mediaStreamStop: false,
  numericStates: false,
  objectUrls: false,
  prefixes: undefined,
  replaceNative: false,
};

export function readOptions(options) {
  const chosen = { ...DEFAULTS, prefixes: defaultPrefixes() };
  for (const [name, value] of entries(options ?? {})) {
    if (value === undefined) continue;
    const allowed = STRING_VALUES[name];
    const isValid = allowed
      ? allowed.includes(value)
      : name === "prefixes"
        ? isArray(value) && value.every((prefix) => PREFIXES.includes(prefix))
        : name in DEFAULTS && typeof value === "boolean";
    if (!isValid) throw new TypeError(`Invalid option: ${name}`);
    chosen[name] = allowed ? value : isArray(value) ? [...value] : value;
  }
  return chosen;
}
