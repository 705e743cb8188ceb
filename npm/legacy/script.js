// The shim as a classic script that installs itself. Its defaults suit legacy pages; attributes override them:
// `<script src="legacy.js" data-era="2012" data-numeric-states></script>`.
import { install } from "../../src/legacy/install.js";

const parseBoolean = (text) => text !== "false";

const PARSERS = {
  era: String,
  errorNames: String,
  mediaStreamStop: parseBoolean,
  numericStates: parseBoolean,
  objectUrls: parseBoolean,
  prefixes: (text) => text.split(" ").map((prefix) => (prefix === "none" ? "" : prefix)),
  replaceNative: parseBoolean,
};

const options = { mediaStreamStop: true, objectUrls: true, replaceNative: true };
// On a server, importing this script is a no-op.
if (typeof document !== "undefined") {
  const { dataset = {} } = document.currentScript ?? {};
  for (const [name, parse] of Object.entries(PARSERS)) if (name in dataset) options[name] = parse(dataset[name]);
  install(options);
}
