// Tests of the entry `/audio`. The tracks are those of Web Audio, whose sound is known.
import { LevelWatch, VoiceWatch, errorKind, init, setWorkletUrl } from "./pkg/audio.js";
import { getUserMedia } from "./pkg/index.js";
import { Skip, assert, closeLater, equal, next, rejection, thrown } from "./harness.js";
import { measuresLevel } from "./pages/check.js";

let runs;

// Resolves with a running context. Also opens a microphone: WebKit runs the sound of a page without a click while it
// captures. Firefox runs none without an audio output.
async function openSound() {
  closeLater(await getUserMedia({ audio: true }));
  const context = closeLater(new AudioContext());
  const timeout = new Promise((resolve) => setTimeout(resolve, 20_000, false));
  runs ??= await Promise.race([context.resume().then(() => true), timeout]);
  if (!runs) throw new Skip("this engine runs no AudioContext without an audio output");
  return context;
}

// Returns a track of two channels with sines of these amplitudes, which can be changed.
function createTrack(context, ...amplitudes) {
  const oscillator = new OscillatorNode(context, { frequency: 1000 });
  const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
  const gains = amplitudes.map((gain, channel) => {
    const node = new GainNode(context, { gain });
    oscillator.connect(node).connect(merger, 0, channel);
    return node.gain;
  });
  merger.connect(destination);
  oscillator.start();
  return [closeLater(destination.stream.getAudioTracks()[0]), gains];
}

// Waits for a level that meets the condition. A busy engine interrupts the sound.
async function levelWith(watch, condition) {
  for (let i = 0; i < 200; i++) {
    const { level } = await next(watch, "level");
    if (condition(level)) return level;
  }
  throw new Error(`${condition}: ${JSON.stringify(watch.latest)}`);
}

const near = (actual, expected) => Math.abs(actual - expected) < 0.02;

export const tests = {
  async "the level of each channel is measured"() {
    const context = await openSound();
    const [track, [gain]] = createTrack(context, 0.5, 0.25);
    const watch = closeLater(await LevelWatch.create(track, { intervalMs: 20 }));
    equal(watch.latest, null);
    // The levels in dBFS are part of the condition, because a short gap in the sound changes them more than the bound.
    const { channels, ...level } = await levelWith(watch, ({ peakDbfs, rmsDbfs, channels: [left, right] }) =>
      near(left.rms, 0.3536) && near(left.peak, 0.5) && right && near(right.rms, 0.1768) && near(right.peak, 0.25)
      && near(peakDbfs / 6, -6.02 / 6) && near(rmsDbfs / 9, -9.03 / 9) && near(right.peakDbfs / 12, -12.04 / 12));
    equal([level.peak, level.rms].join(), [channels[0].peak, channels[0].rms].join());
    equal([level.isClipping, ...channels.map(({ clipped }) => clipped)].join(), "false,0,0");
    gain.value = 2;
    const clipping = await levelWith(watch, ({ isClipping }) => isClipping);
    assert(clipping.channels[0].clipped > 0 && clipping.channels[1].clipped === 0);
    assert(clipping.timestamp > level.timestamp && level.timestamp >= 0);
    equal(watch.latest, clipping);

    equal([watch.context.state, track.readyState].join(), "running,live");
    watch.addEventListener("level", () => watch.close());
    await next(watch.context, "statechange");
    equal([watch.context.state, track.readyState].join(), "closed,live");
    watch.close();
  },

  async "a silent live track is reported"() {
    const context = await openSound();
    const [track, [gain]] = createTrack(context, 0);
    const watch = closeLater(await LevelWatch.create(track, { silenceAfterMs: 100, silenceDbfs: -60 }));
    await next(watch, "silencestart");
    // In seconds of sound. By default, 5 seconds of silence are reported.
    const { level } = await next(watch, "level");
    assert(level.timestamp < 4, level.timestamp);
    gain.value = 0.5;
    await next(watch, "silenceend");
    assert(watch.latest !== null);
    const ended = next(watch, "ended");
    track.stop();
    await ended;
  },

  async "the end of a track that has ended before is an event"() {
    const [track] = createTrack(await openSound(), 0);
    track.stop();
    const watch = await LevelWatch.create(track);
    await next(watch, "ended");
  },

  async "speech starts, and ends with its track"() {
    const context = await openSound();
    const recording = await (await fetch("speech.wav")).arrayBuffer();
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(recording), loop: true });
    const destination = new MediaStreamAudioDestinationNode(context);
    source.connect(destination);
    const [track] = destination.stream.getAudioTracks();
    const watch = closeLater(await VoiceWatch.create(track));
    equal(watch.isSpeech, false);
    source.start();
    const start = await next(watch, "speechstart");
    equal(watch.isSpeech, true);
    const [end, ended] = [next(watch, "speechend"), next(watch, "ended")];
    track.stop();
    assert((await end).at > start.at, `${start.at} to ${(await end).at}`);
    equal(watch.isSpeech, false);
    await ended;
  },

  async "a failed load of the worklet is repeated"() {
    await init();
    // Another instance of the module, which no test has used.
    const { locateWorklet } = await import("./pkg/worklet_url.js?repeated");
    const { OfflineAudioContext } = globalThis;
    globalThis.OfflineAudioContext = undefined;
    const failed = locateWorklet();
    globalThis.OfflineAudioContext = OfflineAudioContext;
    assert((await failed).startsWith("blob:"), await failed);
    const url = await locateWorklet();
    equal(url, new URL("pkg/audio/worklet/worklet.js", location).href);
  },

  async "the error of a missing worklet names its URL"() {
    const stream = await getUserMedia({ audio: true });
    const [track] = stream.getAudioTracks();
    setWorkletUrl("/no-such-worklet.js");
    // Longer than a busy machine takes for the request.
    const watch = closeLater(await LevelWatch.create(track, { timeoutMs: 60_000 }));
    const ended = next(watch, "ended");
    // There are levels if another worklet is used.
    const { error } = await Promise.race(["level", "error"].map((type) => next(watch, type)));
    equal(errorKind(error), "Security");
    assert(error.message.includes("/no-such-worklet.js"), error.message);
    await ended;
    setWorkletUrl(new URL("pkg/audio/worklet/worklet.js", location));
    await measuresLevel({ LevelWatch });
    stream.stop();
  },

  async "invalid arguments of watches are TypeErrors"() {
    await init();
    const stream = await getUserMedia({ audio: true, video: true });
    const [track] = stream.getAudioTracks();
    for (const { create } of [LevelWatch, VoiceWatch]) {
      assert((await rejection(create({ getSettings() {} }))) instanceof TypeError);
      const error = await rejection(create(stream.getVideoTracks()[0]));
      assert(error instanceof TypeError && error.message.includes("no sound"), error.message);
    }
    const error = await rejection(VoiceWatch.create(track, { startThreshold: 0.3 }));
    assert(error instanceof TypeError && error.message.includes("threshold"), error.message);
    for (const Class of [LevelWatch, VoiceWatch]) assert(thrown(() => new Class({})) instanceof TypeError);
    stream.stop();
  },
};
