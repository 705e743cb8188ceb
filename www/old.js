import { find, showSource, synthetic } from "./site.js";

const page = find("#page");

// The shim is the only script element with an address. The page is loaded before it is selected.
const withoutShim = fetch("legacy.html")
  .then((response) => response.text())
  .then((text) => text.replace(/<script src=.*?<\/script>/s, ""));

for (const input of document.querySelectorAll("[name=variant]")) {
  input.onchange = async () => {
    if (input.value === "without") {
      page.srcdoc = await withoutShim;
    } else {
      page.removeAttribute("srcdoc");
    }
  };
}

// The frame has its own devices and its own classes, which the streams of the devices must have.
page.onload = () => {
  if (!synthetic) return;
  const script = page.contentDocument.createElement("script");
  Object.assign(script, { type: "module", src: new URL("synthetic_devices.js", location) });
  page.contentDocument.head.append(script);
};
// Loaded after the listener is set.
page.src = "legacy.html";

showSource(["The page", "legacy.html"], ["This frame", "old.js"]);
