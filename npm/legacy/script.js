// The shim as a classic script: the one line that an old page needs. It is all that such a page could have had, unless
// attributes say otherwise: `<script src="legacy.js" data-era="2012" data-numeric-states></script>`.
import { install } from "../../src/legacy/install.js";

const READERS = {
  era: String,
  errorNames: String,
  mediaStreamStop: (text) => text !== "false",
  numericStates: (text) => text !== "false",
  objectUrls: (text) => text !== "false",
  prefixes: (text) => text.split(" ").map((prefix) => (prefix === "none" ? "" : prefix)),
  replaceNative: (text) => text !== "false",
};

const options = { mediaStreamStop: true, objectUrls: true, replaceNative: true };
// Importing it on a server does no harm.
if (typeof document !== "undefined") {
  const { dataset = {} } = document.currentScript ?? {};
  for (const [name, read] of Object.entries(READERS)) if (name in dataset) options[name] = read(dataset[name]);
  install(options);
}
