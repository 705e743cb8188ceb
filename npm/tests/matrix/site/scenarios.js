// The actions of a visitor on each page, with the expected content. Pages whose devices must be unplugged, or which need a
// click of a user, use the synthetic devices; the others use those of the engine. WebKit plays a synthetic camera with a
// synthetic microphone only after a click of the user, so pictures are checked where a page opens the camera alone.
import { Skip, assert, equal, until } from "./assert.js";

/** Returns the texts of a row of a table, without its header. */
function cells(page, table, header) {
  const row = page.findAll(`${table} tbody tr`).find((row) => row.cells[0].textContent === header);
  return row && [...row.cells].slice(1).map((cell) => cell.textContent);
}

/** Returns the colors of a picture, in a small size. */
function pixels(source) {
  const context = new OffscreenCanvas(16, 16).getContext("2d");
  context.drawImage(source, 0, 0, 16, 16);
  const { data } = context.getImageData(0, 0, 16, 16);
  return Array.from({ length: 256 }, (_, index) => [...data.slice(4 * index, 4 * index + 3)]);
}

/** Returns whether a picture is not black. */
const hasContent = (source) => pixels(source).flat().some((value) => value > 40);

/** Returns whether no pixel of a picture has a color. Conversions of the format change the components by a few units. */
const isGrey = (source) => pixels(source).every((color) => Math.max(...color) - Math.min(...color) < 12);

/** Opens the microphone of the engine. WebKit runs the sound of a document without a click while the document captures. */
function openMicrophone({ Navigator, navigator }) {
  const { get } = Object.getOwnPropertyDescriptor(Navigator.prototype, "mediaDevices");
  return get.call(navigator).getUserMedia({ audio: true });
}

const plays = (video) => () => video.videoWidth > 0 && hasContent(video);

/** Constraints of every type of value. */
const constraintTypes = {
  deviceId: { ideal: ["front", "back"] },
  facingMode: { exact: "user" },
  aspectRatio: { min: 1, ideal: 1.5 },
  frameRate: { max: 29.97, ideal: 24 },
  resizeMode: ["none", "crop-and-scale"],
  zoom: true,
  pan: { ideal: -1 },
  torch: { ideal: true },
  focusMode: "single-shot",
  echoCancellation: { exact: "remote-only" },
  humanFaceDetectionMode: { ideal: "bounding-box" },
  pointsOfInterest: [{ x: 0.5, y: 1 }],
  advanced: [{ width: 640, pointsOfInterest: { exact: [{ x: 0, y: 0.25 }] } }],
};

export const scenarios = {
  index: {
    path: "?devices=real",
    async run(page) {
      await page.click("#open");
      await page.state("live");
      await until("frames", () => Number(page.text("#frames")) >= 3);
      equal(page.findAll("#tracks li[data-state=live]").length, 2, "the number of live tracks");
      await page.click("#stop");
      await page.state("stopped");
      equal(page.findAll("#tracks li[data-state=ended]").length, 2, "the number of ended tracks");
    },
  },

  camera: {
    path: "camera.html?devices=synthetic",
    async run(page) {
      await until("the permission", () => page.text("#camera-permission") === "prompt");
      await page.click("#open");
      await page.state("live");
      const cameras = () => page.findAll("#camera option").map((option) => option.textContent).join();
      await until("labels", () => cameras() === "Automatic,Synthetic front camera,Synthetic back camera", cameras);
      const width = () => cells(page, "#settings", "video width")?.join();

      page.input("#camera", "back");
      await until("the other camera", () => width() === "–,1920", width);
      page.input("#controls input[type=range]", "640");
      await until("the width of the control", () => width() === "640,640", width);

      await page.click("#plug");
      await until("the list without the camera", () => cameras() === "Automatic,Synthetic front camera", cameras);
      await until("the fallback", () => cells(page, "#settings", "video deviceId")?.[1] === "front");
      await page.click("#plug");
      await until("the list with the camera", () => cameras().includes("back"), cameras);
      await until("the camera again", () => cells(page, "#settings", "video deviceId")?.[1] === "back");

      page.window.navigator.mediaDevices.setPermission("camera", "denied");
      await until("the denied permission", () => page.text("#camera-permission") === "denied");
      await page.click("#stop");
      await page.state("idle");
      await page.click("#open");
      await until("the error", () => page.find("#error").dataset.kind === "NotAllowed");

      page.window.navigator.mediaDevices.setPermission("camera", "prompt");
      for (const camera of ["front", "back"]) page.window.navigator.mediaDevices.unplug(camera);
      await page.click("#open");
      await until("the error without a camera", () => page.find("#error").dataset.kind === "NotFound");
    },
  },

  constraints: {
    path: "constraints.html?devices=synthetic",
    async run(page) {
      // Without what rustfmt adds.
      const squeezed = (text) => text.replaceAll(/\s|,(?=\s*[)\]}])/g, "");
      const isCompiled = async (file) =>
        equal(squeezed(page.text("#rust")), squeezed(await (await fetch(`/rust/${file}.rs`)).text()), file);
      await until("the code", () => page.text("#rust"));
      await isCompiled("constraints");

      const names = () => page.findAll("#property option").map(({ value }) => value);
      const number = names().length;
      await page.click("[data-property=height] button");
      assert(names().includes("height"), "a removed property cannot be added");
      page.input("#property", "height");
      await page.click("#add");
      equal(names().length, number, "the number of further properties");
      page.input("[data-property=height] [data-strength=ideal]", "720");

      await page.click("#open");
      await page.state("live");
      await until("the picture", plays(page.find("#preview")));
      const result = (name) => cells(page, "#result", name)?.slice(0, 3).join();
      equal(result("height"), '{"ideal": 720},720,yes', "the height");

      page.input("[data-property=width] [data-strength=ideal]", "5000");
      assert(page.find("#json").value.includes('"ideal": 5000'), "the JSON does not follow the form");
      await page.click("#apply");
      await until("an unmet constraint", () => result("width")?.endsWith("no: ideal"), () => result("width"));

      const { value: json } = page.find("#json");
      page.input("#json", JSON.stringify(constraintTypes));
      await isCompiled("constraint_types");
      equal(page.findAll("#form fieldset").length, 8, "the number of rows");
      page.input("[data-property=pan] [data-strength=ideal]", "2");
      const { zoom, pan, advanced } = JSON.parse(page.find("#json").value);
      equal([zoom, pan.ideal, advanced.length].join(), "true,2,1", "the constraints with and without a row");
      page.input("#json", json);

      page.input("#json", '{ "width": { "exact": 100000 } }');
      equal(page.find("[data-property=width] [data-strength=exact]").value, "100000", "the form");
      assert(page.text("#typescript").includes("exact: 100000"), page.text("#typescript"));
      await page.click("#apply");
      await until("the error", () => page.find("#error").dataset.kind === "Overconstrained");
      await page.click("#stop");
      await page.state("idle");
    },
  },

  photo: {
    path: "photo.html?devices=real",
    async run(page) {
      await page.click("#open");
      await page.state("live");
      const form = page.find("#options").elements;
      Object.assign(form.width, { value: "320" });
      Object.assign(form.height, { value: "200" });
      Object.assign(form.format, { value: "image/jpeg" });
      await page.click("#take");
      const image = await until("the photo", () => {
        // A busy machine delivers no picture in ten seconds.
        if (page.find("#error").dataset.kind === "Timeout") page.find("#take").click();
        return page.find("#photos img");
      }, () => page.text("#error"));
      await image.decode();
      equal(`${image.naturalWidth} × ${image.naturalHeight}`, "320 × 200", "the size");
      assert(hasContent(image), "the photo is black");
      assert(page.text("#photos figcaption").includes("image/jpeg"), page.text("#photos figcaption"));
      await page.click("#stop");
      await page.state("idle");
    },
  },

  recorder: {
    path: "recorder.html?devices=synthetic",
    async run(page) {
      await until("the types", () => page.find("#type")?.length > 1 || page.find(".demo > .error:not([id])"));
      if (!page.find("#record")) throw new Skip("the engine records no type");
      await page.click("#record");
      await page.state("recording");
      // The encoders of a busy machine start late. WebKitGTK delivers no data.
      await until("data", () => Number(page.text("#size")) > 0 || Number(page.text("#position")) >= 15);
      await page.click("#pause");
      await page.state("paused");
      await page.click("#pause");
      await page.state("recording");
      await page.click("#switch");
      await until("the other camera", () => page.find("#preview").srcObject?.getVideoTracks()[0]?.label.includes("back"));
      const [switched, size] = ["#position", "#size"].map((selector) => Number(page.text(selector)));
      await until("one more second of data", () => {
        const position = Number(page.text("#position"));
        return position >= 15 || (position >= switched + 1 && Number(page.text("#size")) > size);
      });
      await page.click("#stop");
      await page.state("stopped");
      await until("the result", () => page.find("#playback[src]") || page.find("#error").dataset.kind);
      if (page.find("#error").dataset.kind === "NotReadable") throw new Skip("the engine delivers no data");
      const playback = page.find("#playback[src]");
      assert(playback, page.text("#error"));
      await until("its duration", () => playback.duration > 0.5, () => String(playback.duration));
      const recorded = Number.parseFloat(cells(page, "#facts", "Duration")[0]);
      assert(Math.abs(playback.duration - recorded) < 0.1, `the duration is ${playback.duration}, not ${recorded}`);
      playback.currentTime = playback.duration / 2;
      await until("the picture", () => !playback.seeking && playback.readyState >= 2 && hasContent(playback));
      equal(cells(page, "#facts", "Ended by an error")[0], "no", "the error");
      assert(page.find("#download").href.startsWith("blob:"), "no download");
    },
  },

  sound: {
    path: "sound.html?devices=synthetic",
    async run(page) {
      const microphone = await openMicrophone(page.window);
      await page.click("#open");
      await page.state("live");
      equal(page.text("#speech"), "no", "the speech");
      const level = () => Number(cells(page, "#channels", "1")?.[1]);
      const isSuspended = () => page.find("#error").dataset.kind === "Timeout" && page.text("#context") !== "running";
      const sound = () => (level() > -60 && "runs") || (isSuspended() && "suspended");
      const runs = (await until("a level", sound, () => page.text("#error"))) === "runs";
      if (runs) {
        await until("the tone", () => Math.abs(Number.parseInt(page.text("#frequency")) - 440) < 50, () => page.text("#frequency"));
      }
      await page.click("#stop");
      await page.state("idle");
      for (const track of microphone.getTracks()) track.stop();
      if (!runs) throw new Skip("the engine runs no AudioContext without an audio output");
    },
  },

  screen: {
    path: "screen.html?devices=synthetic",
    async run(page) {
      await page.click("#open");
      await page.state("live");
      await until("the picture", plays(page.find("#preview")));
      equal(cells(page, "#settings", "displaySurface")[0], "monitor", "the surface");
      // The user ends the sharing with the browser's button.
      const [track] = page.find("#preview").srcObject.getVideoTracks();
      track.stop();
      track.dispatchEvent(new page.window.Event("ended"));
      await page.state("ended");
      assert(page.text("#status").includes("screen"), page.text("#status"));
      await page.click("#open");
      await page.state("live");
      await page.click("#stop");
      await page.state("idle");
      equal(page.text("#status"), "Nothing is shared.", "the status");
    },
  },

  frames: {
    path: "frames.html?devices=synthetic",
    async run(page) {
      await page.click("#open");
      await page.state("live");
      const [preview, grey] = ["#preview", "#grey"].map(page.find);
      await until("the source", plays(preview), () => page.text("#error"));
      assert(!isGrey(preview), "the source has no color");
      await until("the track in grey", plays(grey), () => page.text("#error"));
      assert(isGrey(grey), "the processed track has a color");
      await until("the code", () => page.text("#code") === "local-media", () => page.text("#error"));
      await until("the frame rate", () => Number(page.text("#rate")) > 0);
      const track = grey.srcObject.getVideoTracks()[0];
      await page.click("#stop");
      await page.state("idle");
      equal(track.readyState, "ended", "the state of the processed track");

      page.input("#source", "camera");
      await page.click("#open");
      await page.state("live");
      await until("the camera in grey", () => plays(grey)() && isGrey(grey), () => page.text("#error"));
      await page.click("#stop");
      await page.state("idle");
    },
  },

  call: {
    path: "call.html?devices=synthetic",
    async run(page) {
      if (!page.window.RTCPeerConnection) {
        await until("the reason", () => page.text(".demo").includes("RTCPeerConnection"));
        throw new Skip("the engine has no RTCPeerConnection");
      }
      await page.click("#call");
      await page.state("live");
      await until("the received picture", plays(page.find("#remote")), () => page.text("#error"));
      equal(page.text("#sent"), "Synthetic front camera", "the camera");
      await page.click("#switch");
      await until("the other camera", () => page.text("#sent") === "Synthetic back camera");
      await until("the received picture", () => page.text("#received") !== "nothing");
      equal(page.text("#negotiations"), "1", "the number of negotiations");
      await page.click("#stop");
      await page.state("idle");
    },
  },

  diagnostics: {
    path: "diagnostics.html?devices=real",
    async run(page) {
      await until("the table", () => page.text("#status") === "Complete.");
      equal(cells(page, "#support", "navigator.mediaDevices")[0], "yes", "navigator.mediaDevices");
      assert(cells(page, "#support", "Supported constraints")[0].includes("width"), "no constraints");
      await page.click("#open");
      await until("the settings", () => cells(page, "#support", "Settings: video")?.[0].includes("width"), () => page.text("#error"));
    },
  },

  old: {
    path: "old.html?devices=real",
    async run(page) {
      const old = () => page.find("#page").contentWindow;
      const status = () => old().document.querySelector("#status")?.textContent;
      const open = async () => {
        await until("the old page", () => old().document.readyState === "complete" && status() === "ready");
        old().document.querySelector("#start").click();
        await until("the camera", () => status() === "live", status);
      };
      const stop = async () => {
        old().document.querySelector("#stop").click();
        await until("the end", () => status() === "stopped", status);
      };
      await open();
      await stop();
      equal(typeof old().LocalMediaStream, "function", "LocalMediaStream");
      await page.click("[value=without]");
      await until("the page without the shim", () => old().LocalMediaStream === undefined && status() === "ready");

      await page.load("old.html?devices=synthetic");
      await until("the synthetic devices", () => old().navigator.mediaDevices.plug);
      const microphone = await openMicrophone(old());
      await open();
      equal(old().localStream.videoTracks[0].label, "Synthetic front camera", "the camera");
      await stop();
      for (const track of microphone.getTracks()) track.stop();
    },
  },
};
