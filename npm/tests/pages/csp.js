import * as audio from "../pkg/audio.js";
import * as api from "../pkg/index.js";
import * as full from "../pkg/full.js";
import * as shim from "../pkg/legacy/index.js";
import { check, measuresLevel } from "./check.js";

const installed = shim.isInstalled();
shim.uninstall();

check(api, shim, full, {
  "the worklet of `/audio` is loaded": () => measuresLevel(audio),

  async "the script installs the shim"() {
    if (!installed) throw new Error("the shim was not installed");
  },

  async "inline scripts and eval are blocked"() {
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.head.append(script);
    let evaluated = true;
    try {
      new Function("");
    } catch {
      evaluated = false;
    }
    if (window.inline || evaluated) throw new Error("the policy has no effect");
  },
});
