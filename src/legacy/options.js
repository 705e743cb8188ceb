// Validates the options of `install()`. The values of an option are defined in the module that implements it.
import { ERROR_NAMES } from "./errors.js";
import { PREFIXES } from "./get_user_media.js";
import { ERAS } from "./stop_semantics.js";

const STRING_VALUES = { era: ERAS, errorNames: ERROR_NAMES };

const DEFAULTS = {
  era: "modern",
  errorNames: "modern",
  mediaStreamStop: false,
  numericStates: false,
  objectUrls: false,
  prefixes: PREFIXES,
  replaceNative: false,
};

export function readOptions(options) {
  const chosen = { ...DEFAULTS };
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === undefined) continue;
    const allowed = STRING_VALUES[name];
    const isValid = allowed
      ? allowed.includes(value)
      : name === "prefixes"
        ? Array.isArray(value) && value.every((prefix) => PREFIXES.includes(prefix))
        : name in DEFAULTS && typeof value === "boolean";
    if (!isValid) throw new TypeError(`Invalid option: ${name}`);
    chosen[name] = allowed ? value : Array.isArray(value) ? [...value] : value;
  }
  return chosen;
}
