import { getUserMedia, init } from "local-media-stream";
import { create, find, showError, showSource } from "./site.js";

const [preview, form, open, stop, tracks, status, frames] =
  ["#preview", "#request", "#open", "#stop", "#tracks", "#status", "#frames"].map(find);

let stream = null;

const messages = {
  idle: "The camera and the microphone are off.",
  opening: "Waiting for permission…",
  live: "Capture is live.",
  stopped: "Capture is stopped.",
  error: "Capture failed.",
};

function show(state) {
  document.body.dataset.state = state;
  status.textContent = messages[state];
  open.disabled = state === "opening" || state === "live";
  stop.disabled = state !== "live";
  showTracks();
}

function showTracks() {
  const item = ({ kind, label, muted, readyState }) => {
    const state = [readyState, muted && "muted"].filter(Boolean).join(", ");
    const element = create("li", {}, `${kind}: ${label || "no label"} — ${state}`);
    element.dataset.state = readyState;
    return element;
  };
  const items = stream?.getTracks().map(item) ?? [];
  tracks.replaceChildren(...(items.length ? items : [create("li", {}, "None.")]));
}

// The browser ended the track: the device was unplugged, or permission was revoked.
function onEnded() {
  if (stream.active) showTracks();
  else show("stopped");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (open.disabled) return;
  showError(null);
  stream = null;
  show("opening");
  try {
    const { video, audio } = form.elements;
    stream = await getUserMedia({ video: video.checked, audio: audio.checked });
  } catch (error) {
    showError(error);
    show("error");
    return;
  }
  for (const track of stream.getTracks()) {
    track.addEventListener("ended", onEnded);
    track.addEventListener("mute", showTracks);
    track.addEventListener("unmute", showTracks);
  }
  preview.srcObject = stream;
  show("live");
});

stop.addEventListener("click", () => {
  stream?.stop();
  preview.srcObject = null;
  show("stopped");
});

// Without requestVideoFrameCallback, `timeupdate` events are counted instead of frames.
let count = 0;
const countFrame = () => (frames.textContent = String(++count));
if (preview.requestVideoFrameCallback) {
  const requestFrame = () => preview.requestVideoFrameCallback(() => { countFrame(); requestFrame(); });
  requestFrame();
} else {
  preview.addEventListener("timeupdate", countFrame);
}

showSource(["JavaScript", "index.js"], ["Rust", "rust/open.rs"]);
// Before the first click, so that it needs no network.
await init().catch(showError);
show("idle");
