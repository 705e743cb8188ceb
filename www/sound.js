import { LocalMediaStream, getUserMedia, init } from "local-media-stream";
import { LevelWatch, VoiceWatch, init as initAudio } from "local-media-stream/audio";
import { create, find, requireFeature, showError, showRows, showSource, synthetic } from "./site.js";

const [open, stop, canvas] = ["#open", "#stop", "#spectrum"].map(find);
let stream = null;
let watches = [];

function showState(text) {
  const isLive = stream !== null;
  document.body.dataset.state = isLive ? "live" : "idle";
  find("#status").textContent = text;
  open.disabled = isLive;
  stop.disabled = !isLive;
}

open.onclick = async () => {
  showError(null);
  open.disabled = true;
  try {
    stream = await (synthetic ? openTone() : openMicrophone());
    const [track] = stream.getAudioTracks();
    await watchLevel(track);
    await watchVoice(track);
    showState("The microphone is on.");
  } catch (error) {
    close("The microphone is off.");
    showError(error);
  }
};

// The browser's processing would change the level.
const openMicrophone = () => getUserMedia({ audio: { channelCount: 2, autoGainControl: false, noiseSuppression: false } });

// The microphones of the synthetic devices are silent.
async function openTone() {
  const { SyntheticMicrophone } = await import("local-media-stream/testing");
  return new LocalMediaStream([new SyntheticMicrophone({ frequency: 440 }).track()]);
}

async function watchLevel(track) {
  const watch = await LevelWatch.create(track, { intervalMs: 100, silenceAfterMs: 3000, timeoutMs: 2000 });
  watches.push(watch);
  watch.addEventListener("level", ({ level }) => showChannels(level.channels));
  const showSilence = (isSilent) => (find("#silence").hidden = !isSilent);
  watch.addEventListener("silencestart", () => showSilence(true));
  watch.addEventListener("silenceend", () => showSilence(false));
  watch.addEventListener("error", ({ error }) => showError(error));
  watch.addEventListener("ended", () => close("The microphone was disconnected."));
  const showContext = () => (find("#context").textContent = watch.context.state);
  watch.context.addEventListener("statechange", showContext);
  showContext();
  showSpectrum(watch.context, track);
}

async function watchVoice(track) {
  const watch = await VoiceWatch.create(track);
  watches.push(watch);
  const showSpeech = (text) => (find("#speech").textContent = text);
  watch.addEventListener("speechstart", ({ at }) => showSpeech(`yes, since ${at.toFixed(1)} s`));
  watch.addEventListener("speechend", ({ at }) => showSpeech(`no, until ${at.toFixed(1)} s`));
  showSpeech("no");
}

const dbfs = (level) => (Number.isFinite(level) ? level.toFixed(1) : "−∞");

function showChannels(channels) {
  // The error of sound that does not run is over.
  if (find("#error").dataset.kind === "Timeout") showError(null);
  const row = ({ rmsDbfs, peakDbfs, clipped }, index) => {
    const ariaLabel = `Level of channel ${index + 1}`;
    const meter = create("meter", { min: -60, max: 0, value: Math.max(rmsDbfs, -60), ariaLabel });
    return [String(index + 1), meter, dbfs(rmsDbfs), dbfs(peakDbfs), String(clipped)];
  };
  showRows(find("#channels"), channels.map(row));
}

function showSpectrum(context, track) {
  const analyser = new AnalyserNode(context, { fftSize: 2048, minDecibels: -100, maxDecibels: -20 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const levels = new Uint8Array(analyser.frequencyBinCount);
  const drawing = canvas.getContext("2d");
  const update = () => {
    if (context.state === "closed") return;
    analyser.getByteFrequencyData(levels);
    drawing.clearRect(0, 0, canvas.width, canvas.height);
    drawing.fillStyle = getComputedStyle(canvas).color;
    // The lower quarter, up to 6 kHz.
    const width = canvas.width / (levels.length / 4);
    levels.subarray(0, levels.length / 4).forEach((level, index) => {
      const height = (level / 255) * canvas.height;
      drawing.fillRect(index * width, canvas.height - height, Math.max(width - 1, 1), height);
    });
    const loudest = levels.indexOf(Math.max(...levels));
    const frequency = Math.round((loudest * context.sampleRate) / analyser.fftSize);
    find("#frequency").textContent = levels[loudest] > 0 ? `${frequency} Hz` : "–";
    requestAnimationFrame(update);
  };
  update();
}

function close(text) {
  for (const watch of watches) watch.close();
  watches = [];
  stream?.stop();
  stream = null;
  find("#silence").hidden = true;
  // A closed watch dispatches no end of speech.
  find("#speech").textContent = "–";
  showState(text);
}

stop.onclick = () => close("The microphone is off.");
addEventListener("pagehide", () => stream?.stop());
showSource(["JavaScript", "sound.js"], ["Rust", "rust/sound.rs"]);
if (requireFeature("AudioWorkletNode" in globalThis, "AudioWorkletNode", "Use Firefox 76, Safari 14.1, Chrome 66 or later.")) {
  // Before the first click. The first watch loads the worklet.
  await Promise.all([init(), initAudio()]).catch(showError);
  showState("The microphone is off.");
}
