import { find, showSource, synthetic } from "./site.js";

const page = find("#page");

// The shim is the only script element with an address.
async function withoutShim() {
  const text = await (await fetch("legacy.html")).text();
  return text.replace(/<script src=.*?<\/script>/s, "");
}

for (const input of document.querySelectorAll("[name=variant]")) {
  input.onchange = async () => {
    if (input.value === "without") {
      page.srcdoc = await withoutShim();
    } else {
      page.removeAttribute("srcdoc");
    }
  };
}

// The frame has another navigator object.
page.onload = () => {
  if (synthetic) Object.defineProperty(page.contentWindow.navigator, "mediaDevices", { value: synthetic, configurable: true });
};
// Loaded after the listener is set.
page.src = "legacy.html";

showSource(["The page", "legacy.html"], ["This frame", "old.js"]);
