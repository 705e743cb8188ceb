// The entry `/audio`: the level of audio tracks, and speech in them. It has its own wasm module.
import { check, checkTrack, readOptions, toU32 } from "./arguments.js";
import * as wasm from "./audio/local_media_stream.js";
import { init } from "./audio_module.js";
import { addErrors } from "./errors.js";
import { timeoutErrors } from "./timeout_errors.js";
import { Watch, session } from "./watch.js";
import { locateWorklet } from "./worklet_url.js";

export { describeError, errorHelp, errorKind } from "./errors.js";
export { init } from "./audio_module.js";
export { setWorkletUrl } from "./worklet_url.js";

addErrors(timeoutErrors);

const toNumber = (min, max) => (name, value) => {
  const isValid = value === undefined || (typeof value === "number" && value >= min && value <= max);
  check(isValid, name, `a number from ${min} to ${max}`);
  return value;
};

const readLevelOptions = (options) =>
  readOptions("options", options, {
    intervalMs: toNumber(10, 10_000),
    silenceDbfs: toNumber(-Infinity, Infinity),
    silenceAfterMs: toU32,
    timeoutMs: toU32,
  });

const readVoiceOptions = (options) =>
  readOptions("options", options, {
    startThreshold: toNumber(0, 1),
    endThreshold: toNumber(0, 1),
    minSpeechMs: toNumber(0, 10_000),
    hangOverMs: toNumber(0, 60_000),
    timeoutMs: toU32,
  });

async function load() {
  const [url] = await Promise.all([locateWorklet(), init()]);
  wasm.setWorkletUrl(url);
}

class SoundWatch extends Watch {
  #context;

  constructor(value) {
    super(value, wasm.SoundSession);
    this.#context = value.context;
  }

  get context() {
    return this.#context;
  }
}

// Dispatches an event of the wasm module. After the end there are no others.
function dispatch(watch, type, members) {
  if (type === "ended") setTimeout(() => dispatchEnd(watch));
  else watch.dispatchEvent(Object.assign(new Event(type), members));
}

// In a later task: a track may have ended before the caller of `create` can listen.
function dispatchEnd(watch) {
  if (!watch[session]) return;
  watch.close();
  watch.dispatchEvent(new Event("ended"));
}

export class LevelWatch extends SoundWatch {
  #latest = null;

  static async create(track, options) {
    checkTrack(track);
    const { intervalMs, silenceDbfs, silenceAfterMs, timeoutMs } = readLevelOptions(options);
    await load();
    const onEvent = (type, members) => watch.#onEvent(type, members);
    const watch = new LevelWatch(
      wasm.watchLevel(track, intervalMs, silenceDbfs, silenceAfterMs, timeoutMs, onEvent),
    );
    return watch;
  }

  get latest() {
    return this.#latest;
  }

  #onEvent(type, members) {
    if (type === "level") this.#latest = members.level;
    dispatch(this, type, members);
  }
}

export class VoiceWatch extends SoundWatch {
  #isSpeech = false;

  static async create(track, options) {
    checkTrack(track);
    const { startThreshold, endThreshold, minSpeechMs, hangOverMs, timeoutMs } = readVoiceOptions(options);
    await load();
    const onEvent = (type, members) => watch.#onEvent(type, members);
    const watch = new VoiceWatch(
      wasm.watchVoice(track, startThreshold, endThreshold, minSpeechMs, hangOverMs, timeoutMs, onEvent),
    );
    return watch;
  }

  get isSpeech() {
    return this.#isSpeech;
  }

  #onEvent(type, members) {
    if (type === "speechstart" || type === "speechend") this.#isSpeech = type === "speechstart";
    dispatch(this, type, members);
  }
}
