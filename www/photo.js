import { getUserMedia, init } from "local-media-stream";
import { init as initPhoto, takePhoto } from "local-media-stream/photo";
import { create, find, requireFeature, showError, showSource } from "./site.js";

const [preview, open, take, stop, photos] = ["#preview", "#open", "#take", "#stop", "#photos"].map(find);
let stream = null;

function showState(text) {
  const isLive = stream?.active ?? false;
  document.body.dataset.state = isLive ? "live" : "idle";
  find("#status").textContent = text;
  open.disabled = isLive;
  take.disabled = stop.disabled = !isLive;
}

open.onclick = async () => {
  showError(null);
  // A second click would open a second stream.
  open.disabled = true;
  try {
    stream = await getUserMedia({ video: { width: { ideal: 1920 } } });
  } catch (error) {
    open.disabled = false;
    return showError(error);
  }
  stream.getVideoTracks()[0].addEventListener("ended", () => showState("The camera was disconnected."));
  preview.srcObject = stream;
  showState("The camera is on.");
};

stop.onclick = () => {
  stream.stop();
  preview.srcObject = null;
  showState("The camera is off.");
};

// Returns the options of the form. Those that are empty are left to the camera.
function readOptions() {
  const { width, height, format, quality, fillLightMode, mirrored } = find("#options").elements;
  return {
    width: width.value ? width.valueAsNumber : undefined,
    height: height.value ? height.valueAsNumber : undefined,
    format: format.value || undefined,
    quality: quality.valueAsNumber,
    fillLightMode: fillLightMode.value || undefined,
    mirrored: mirrored.checked,
  };
}

take.onclick = async () => {
  showError(null);
  take.disabled = true;
  try {
    const [track] = stream.getVideoTracks();
    showPhoto(await takePhoto(track, readOptions()));
  } catch (error) {
    showError(error);
  }
  take.disabled = !stream.active;
};

function showPhoto({ blob, width, height }) {
  const url = URL.createObjectURL(blob);
  const size = `${width} × ${height}, ${blob.type}, ${Math.ceil(blob.size / 1000)} kB`;
  const extension = blob.type.split("/")[1];
  const download = create("a", { href: url, download: `photo.${extension}` }, "Download");
  const image = create("img", { src: url, alt: `Photo, ${size}` });
  photos.prepend(create("figure", {}, image, create("figcaption", {}, `${size}. `, download)));
  find("#no-photos").hidden = true;
}

addEventListener("pagehide", () => stream?.stop());
showSource(["JavaScript", "photo.js"], ["Rust", "rust/photo.rs"]);
if (requireFeature("OffscreenCanvas" in globalThis, "OffscreenCanvas", "Use Firefox 105, Safari 16.4, Chrome 69 or later.")) {
  // Before the first click, so that it needs no network.
  await Promise.all([init(), initPhoto()]).catch(showError);
  showState("The camera is off.");
}
