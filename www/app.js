import { errorKind, describeError, getUserMedia, init } from "local-media-stream";

const by = (id) => document.getElementById(id);
const [preview, form, open, stop, tracks, error, status, frames] =
  ["preview", "request", "open", "stop", "tracks", "error", "status", "frames"].map(by);

let stream = null;

const words = {
  idle: "Nothing is open.",
  opening: "Your browser asks you…",
  live: "You are on.",
  stopped: "Everything is off.",
  error: "It did not open.",
};

function show(state) {
  document.body.dataset.state = state;
  status.textContent = words[state];
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
      const notes = [track.readyState, track.muted && "muted"].filter(Boolean).join(", ");
      item.textContent = `${track.kind}: ${track.label || "no name"} — ${notes}`;
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

// Ended by something other than this page: unplugged, forbidden, taken away.
function lost() {
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
    track.addEventListener("ended", lost);
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

// Frames are counted as they come; where the browser does not announce them, as time goes on.
let count = 0;
const counted = () => (frames.textContent = String(++count));
if (preview.requestVideoFrameCallback) {
  const next = () => preview.requestVideoFrameCallback(() => { counted(); next(); });
  next();
} else {
  preview.addEventListener("timeupdate", counted);
}

// Loaded while the page is read, so that the first click does not wait for it.
init().catch(showError);
