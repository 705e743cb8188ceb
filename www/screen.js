import { Capture, errorKind } from "local-media-stream/full";
import { find, format, requireFeature, showError, showRows, showSource } from "./site.js";

const [open, switchSurface, stop] = ["#open", "#switch", "#stop"].map(find);

showSource(["JavaScript", "screen.js"], ["Rust", "rust/screen.rs"]);

const capture = await Capture.create();
capture.attach(find("#preview"), { muted: true });

// Returns the options of the form. Those that are empty are left to the browser.
function readOptions() {
  const { displaySurface, selfBrowserSurface, cursor, frameRate, audio } = find("#options").elements;
  const video = {
    ...(displaySurface.value && { displaySurface: displaySurface.value }),
    ...(cursor.value && { cursor: cursor.value }),
    ...(frameRate.value && { frameRate: { max: frameRate.valueAsNumber } }),
  };
  return {
    video,
    audio: audio.checked,
    ...(selfBrowserSurface.value && { selfBrowserSurface: selfBrowserSurface.value }),
  };
}

// Browsers open the prompt only within a click, so nothing is awaited before the call.
async function attempt(call) {
  showError(null);
  try {
    await call();
  } catch (error) {
    if (errorKind(error) !== "Abort") showError(error);
  }
}
open.onclick = () => attempt(() => capture.startDisplay(readOptions()));
switchSurface.onclick = () => attempt(() => capture.switchDisplay());
stop.onclick = () => capture.stop();
// The Enter key in a field would load the page again.
find("#options").onsubmit = (event) => event.preventDefault();

function showState() {
  const { loss, state, stream } = capture;
  document.body.dataset.state = state;
  find("#status").textContent = loss ? loss.message : stream ? "The screen is shared." : "Nothing is shared.";
  open.disabled = stream !== null || state === "prompting";
  switchSurface.disabled = stream === null;
  stop.disabled = stream === null;
  const settings = stream?.getVideoTracks()[0]?.getSettings() ?? {};
  showRows(find("#settings"), Object.entries(settings).map(([name, value]) => [name, format(value)]));
}
capture.addEventListener("change", showState);

addEventListener("pagehide", () => capture.stop());
// On an insecure page, the error of the call says so.
const isAvailable = !isSecureContext || navigator.mediaDevices?.getDisplayMedia;
if (requireFeature(isAvailable, "getDisplayMedia", "Use a desktop browser.")) showState();
