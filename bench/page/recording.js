// Recordings with the browser's own recorder, the crate and RecordRTC: the CPU time and memory of all browser processes.
import { CrateRecorder } from "./pkg/bench.js";

const TYPE = "video/webm;codecs=vp8,opus";
// The default of the crate.
const TIMESLICE = 1000;

// Each starts a recording, and returns a function that stops it. `none` shows what the camera takes.
const recorders = {
  none: () => () => {},
  MediaRecorder(stream) {
    const parts = [];
    const recorder = new MediaRecorder(stream, { mimeType: TYPE });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start(TIMESLICE);
    return async () => {
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.stop();
      await stopped;
      return new Blob(parts, { type: TYPE });
    };
  },
  crate(stream) {
    const recorder = new CrateRecorder(stream);
    return () => recorder.stop();
  },
  async RecordRTC(stream) {
    const { default: module } = await import("./load/recordrtc.js");
    const RecordRTC = module.default ?? module;
    const recorder = new RecordRTC(stream, { type: "video", mimeType: TYPE, timeSlice: TIMESLICE, disableLogs: true });
    recorder.startRecording();
    return async () => {
      await new Promise((resolve) => recorder.stopRecording(resolve));
      return recorder.getBlob();
    };
  },
};

// Returns the CPU time in microseconds and the memory in MB of all processes that `cargo xtask bench` has started.
export async function usage() {
  const [own, ...lines] = (await (await fetch("/processes")).text()).trim().split("\n");
  const processes = new Map();
  for (const line of lines) {
    // The name of the program may contain spaces.
    const [, parent, , , , , , , , , , user, system, , , , , , , , , pages] = line.slice(line.lastIndexOf(")") + 2).split(" ");
    processes.set(line.split(" ", 1)[0], { parent, ticks: Number(user) + Number(system), pages: Number(pages) });
  }
  const isStarted = (process) => process && (process.parent === own || isStarted(processes.get(process.parent)));
  const started = [...processes.values()].filter(isStarted);
  const sum = (member) => started.reduce((total, process) => total + process[member], 0);
  // Times are in hundredths of a second, and pages have 4 KB.
  return { cpu: sum("ticks") * 10_000, memory: Math.round(sum("pages") / 256) };
}

// Returns the microseconds of CPU time for each second of the recording, and the highest memory in MB, read once a second
// and at the end.
export async function measureRecording(name, height, seconds) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: height === 480 ? 640 : 1280, height } });
  const stop = await recorders[name](stream);
  const before = await usage();
  const start = performance.now();
  const samples = [before.memory];
  for (let second = 0; second < seconds; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    samples.push((await usage()).memory);
  }
  await stop();
  const after = await usage();
  stream.getTracks().forEach((track) => track.stop());
  const length = (performance.now() - start) / 1000;
  return { cpu: (after.cpu - before.cpu) / length, memory: Math.max(...samples, after.memory) };
}
