// What the shim is asked for.

const ONE_OF = {
  era: ["modern", "2012", "2011"],
  errorNames: ["modern", "2013", "2014"],
};
const PREFIXES = ["", "webkit", "moz"];

const DEFAULTS = {
  era: "modern",
  errorNames: "modern",
  mediaStreamStop: false,
  numericStates: false,
  objectUrls: false,
  prefixes: PREFIXES,
  replaceNative: false,
};

// As they were given to the `install` that counts. What has come from the shim goes by them even when it is gone.
export const settings = { ...DEFAULTS };

export function readOptions(options) {
  const chosen = { ...DEFAULTS };
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === undefined) continue;
    const allowed = ONE_OF[name];
    const fits = allowed
      ? allowed.includes(value)
      : name === "prefixes"
        ? Array.isArray(value) && value.every((prefix) => PREFIXES.includes(prefix))
        : name in DEFAULTS && typeof value === "boolean";
    if (!fits) throw new TypeError(`There is no option ${name} of this value`);
    chosen[name] = allowed ? value : Array.isArray(value) ? [...value] : value;
  }
  return chosen;
}
