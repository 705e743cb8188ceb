import { describeError, errorKind, getUserMedia, init } from "local-media-stream";

const elementById = (id) => document.getElementById(id);
const [preview, form, open, stop, tracks, error, status, frames] =
  ["preview", "request", "open", "stop", "tracks", "error", "status", "frames"].map(elementById);

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
  tracks.replaceChildren(
    ...(stream?.getTracks() ?? []).map((track) => {
      const item = document.createElement("li");
      item.dataset.kind = track.kind;
      item.dataset.state = track.readyState;
      const state = [track.readyState, track.muted && "muted"].filter(Boolean).join(", ");
      item.textContent = `${track.kind}: ${track.label || "no label"} — ${state}`;
      return item;
    }),
  );
}

function showError(reason) {
  error.textContent = describeError(reason);
  error.dataset.kind = errorKind(reason);
  console.info(reason);
  show("error");
}

// The browser ended the track: the device was unplugged, or permission was revoked.
function onEnded() {
  if (stream.active) showTracks();
  else show("stopped");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (open.disabled) return;
  error.textContent = "";
  delete error.dataset.kind;
  stream = null;
  show("opening");
  try {
    const { video, audio } = form.elements;
    stream = await getUserMedia({ video: video.checked, audio: audio.checked });
  } catch (reason) {
    showError(reason);
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

form.elements.mirror.addEventListener("change", ({ target }) => {
  preview.classList.toggle("plain", !target.checked);
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

// Loads the wasm module before the first click.
init().catch(showError);
